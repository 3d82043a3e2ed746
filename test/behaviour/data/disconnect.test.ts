import { describe, expect, it } from "vitest";
import { connectEnds, ends } from "../ends.ts";
import {
  bytes,
  expectStatus,
  failure,
  receiveText,
  until,
  type Client,
} from "../net.ts";
import { subjects } from "../subjects.ts";

const MiB = 1 << 20;
const abortive = { flags: { abortive: true } };

function receive(socket: Client): Promise<number> {
  return socket.receive(new Uint8Array(8));
}

/** Receives until that fails. */
async function receiveToFailure(socket: Client): Promise<unknown> {
  const buffer = new Uint8Array(MiB);
  try {
    while ((await socket.receive(buffer)) > 0);
  } catch (error) {
    return error;
  }
  throw new TypeError("the connection ended in order");
}

/** Sends more than the transport takes while the peer does not read. */
function clog(socket: Client): Promise<PromiseSettledResult<number>[]> {
  const chunk = new Uint8Array(MiB);
  return Promise.allSettled(
    Array.from({ length: 24 }, () => socket.send(chunk)),
  );
}

describe.each(subjects)("$name", ({ open }) => {
  describe.each(ends)("a $end socket over $family", (end) => {
    const pair = async () => connectEnds(await open(), end);

    it("that disconnects with last data receives until the peer has, too", async () => {
      const { socket, peer } = await pair();
      await socket.disconnect({ buffer: bytes("bye") });
      expect(socket.state).toBe("sendClosed");
      expect(await receiveText(peer)).toBe("bye");
      expect(await receive(peer)).toBe(0);
      expect(peer.state).toBe("recvClosed");
      await expectStatus(
        socket.send(bytes("a")),
        "STATUS_INVALID_DEVICE_STATE",
      );
      await peer.send(bytes("more"));
      expect(await receiveText(socket)).toBe("more");
      await peer.disconnect();
      expect(await receive(socket)).toBe(0);
      expect([socket.state, peer.state]).toEqual([
        "disconnected",
        "disconnected",
      ]);
    });

    it("whose peer disconnects sends until it disconnects, too", async () => {
      const { socket, peer } = await pair();
      await peer.disconnect();
      await until(() => socket.state === "recvClosed");
      await socket.send(bytes("still here"));
      expect(await receiveText(peer)).toBe("still here");
      await socket.disconnect({ buffer: bytes("bye") });
      expect(socket.state).toBe("disconnected");
      expect(await receiveText(peer)).toBe("bye");
      expect(await receive(peer)).toBe(0);
    });

    it("disconnects behind all that it has sent", async () => {
      const { socket, peer } = await pair();
      const sent = clog(socket);
      const gone = socket.disconnect({ buffer: bytes("end") });
      const buffer = new Uint8Array(MiB);
      let total = 0;
      let last = "";
      for (let length = -1; length !== 0; total += length) {
        length = await peer.receive(buffer);
        if (length === 0) continue;
        const tail = buffer.subarray(Math.max(0, length - 3), length);
        last = (last + new TextDecoder().decode(tail)).slice(-3);
      }
      expect(total).toBe(24 * MiB + 3);
      expect(last).toBe("end");
      expect((await sent).every(({ status }) => status === "fulfilled")).toBe(
        true,
      );
      await gone;
    });

    it("may disconnect with an empty last buffer", async () => {
      const { socket, peer } = await pair();
      await socket.disconnect({ buffer: new Uint8Array(0) });
      expect(await receive(peer)).toBe(0);
    });

    it("does not disconnect gracefully twice", async () => {
      const { socket } = await pair();
      await socket.disconnect();
      await expectStatus(socket.disconnect(), "STATUS_INVALID_DEVICE_STATE");
      expect(socket.state).toBe("sendClosed");
    });

    it("that disconnects abortively resets the connection, and all its calls fail", async () => {
      const { socket, peer } = await pair();
      const pending = expectStatus(
        receive(socket),
        "STATUS_CONNECTION_ABORTED",
        { functionName: "receive" },
      );
      const sent = clog(socket);
      await socket.disconnect(abortive);
      expect(socket.state).toBe("aborted");
      await pending;
      await expectStatus(receive(socket), "STATUS_CONNECTION_ABORTED");
      await expectStatus(socket.send(bytes("a")), "STATUS_CONNECTION_ABORTED");
      for (const result of await sent) {
        if (result.status === "fulfilled") continue;
        expect(result.reason).toMatchObject({
          status: "STATUS_CONNECTION_ABORTED",
          functionName: "send",
        });
      }
      expect((await sent).at(-1)?.status).toBe("rejected");
      expect(await receiveToFailure(peer)).toMatchObject({
        status: "STATUS_CONNECTION_RESET",
        functionName: "receive",
      });
      await expectStatus(peer.send(bytes("a")), "STATUS_CONNECTION_RESET");
      expect(peer.state).toBe("aborted");
    });

    it("knows its addresses when the connection is no more", async () => {
      const { socket, peer } = await pair();
      const known = [
        await socket.getLocalAddress(),
        await socket.getRemoteAddress(),
      ];
      await peer.disconnect(abortive);
      await until(() => socket.state === "aborted");
      expect([
        await socket.getLocalAddress(),
        await socket.getRemoteAddress(),
      ]).toEqual(known);
      expect(await peer.getLocalAddress()).toEqual(known[1]);
      expect(await peer.getRemoteAddress()).toEqual(known[0]);
    });

    it("ends a graceful disconnect that hangs by an abortive one", async () => {
      const { socket } = await pair();
      const sent = clog(socket);
      const hanging = expectStatus(
        socket.disconnect(),
        "STATUS_CONNECTION_ABORTED",
        { functionName: "disconnect" },
      );
      await socket.disconnect(abortive);
      await hanging;
      expect((await sent).at(-1)?.status).toBe("rejected");
      expect(socket.state).toBe("aborted");
    });

    it("that has aborted, or disconnected on both sides, may abort again without effect", async () => {
      const { socket, peer } = await pair();
      await socket.disconnect(abortive);
      await socket.disconnect(abortive);
      expect(socket.state).toBe("aborted");
      const other = await pair();
      await Promise.all([other.socket.disconnect(), other.peer.disconnect()]);
      await until(() => other.socket.state === "disconnected");
      await other.socket.disconnect(abortive);
      expect(other.socket.state).toBe("disconnected");
      await until(() => peer.state === "aborted");
    });

    it("aborts with no last data", async () => {
      const { socket, peer } = await pair();
      await expectStatus(
        socket.disconnect({ ...abortive, buffer: bytes("a") }),
        "STATUS_INVALID_PARAMETER",
        { functionName: "disconnect" },
      );
      expect(socket.state).toBe("connected");
      await socket.send(bytes("a"));
      expect(await receiveText(peer)).toBe("a");
    });

    it("notices a reset while nobody receives, and says so ever after", async () => {
      const { socket, peer } = await pair();
      await peer.disconnect(abortive);
      await until(() => socket.state === "aborted");
      for (const call of [
        receive(socket),
        receive(socket),
        socket.receive(new Uint8Array(4), { flags: { waitall: true } }),
        socket.receive(new Uint8Array(0), { flags: { drain: true } }),
        socket.send(bytes("a")),
      ]) {
        await expectStatus(call, "STATUS_CONNECTION_RESET");
      }
      await expectStatus(socket.disconnect(), "STATUS_INVALID_DEVICE_STATE");
    });

    it("whose graceful disconnect hangs fails it when the peer resets", async () => {
      const { socket, peer } = await pair();
      const sent = clog(socket);
      const hanging = failure(socket.disconnect());
      await peer.disconnect(abortive);
      expect(await hanging).toMatchObject({
        status: "STATUS_CONNECTION_RESET",
        functionName: "disconnect",
      });
      const [last] = (await sent).slice(-1);
      expect(last).toMatchObject({
        reason: { status: "STATUS_CONNECTION_RESET", functionName: "send" },
      });
    });
  });
});
