import { describe, expect, it } from "vitest";
import { buffers, connectEnds, ends, pattern } from "../ends.ts";
import {
  bytes,
  client,
  expectStatus,
  failure,
  receiveText,
  serve,
  use,
  type Client,
} from "../net.ts";
import { families, listeners } from "../pairings.ts";
import { subjects } from "../subjects.ts";

const MiB = 1 << 20;
const waitall = { waitall: true };

/** Receives all of it, to the end. */
async function receiveAll(socket: Client, most: number): Promise<Buffer> {
  const whole = new Uint8Array(most);
  const length = await socket.receive(whole, { flags: waitall });
  return Buffer.from(whole.buffer, 0, length);
}

describe.each(subjects)("$name", ({ open }) => {
  describe.each(ends)("of a $end socket over $family", (end) => {
    const pair = async () => connectEnds(await open(), end);

    it("a receive that is cancelled in the queue leaves the others their order", async () => {
      const { socket, peer } = await pair();
      const abort = new AbortController();
      const { signal } = abort;
      const first = receiveText(socket, 1);
      const cancelled = [1, 2].map(() =>
        expectStatus(
          socket.receive(new Uint8Array(1), { signal }),
          "STATUS_CANCELLED",
        ),
      );
      const last = receiveText(socket, 1);
      abort.abort();
      await Promise.all(cancelled);
      await peer.send(bytes("ab"));
      expect([await first, await last]).toEqual(["a", "b"]);
    });

    it("a receive that is cancelled while it fills gives its bytes to the next", async () => {
      const { socket, peer } = await pair();
      const abort = new AbortController();
      const { signal } = abort;
      const options = { flags: waitall, signal };
      const buffer = new Uint8Array(9);
      const cancelled = expectStatus(
        socket.receive(buffer, options),
        "STATUS_CANCELLED",
        { functionName: "receive", state: "connected" },
      );
      const next = receiveText(socket, 2);
      await peer.send(bytes("abc"));
      abort.abort();
      await cancelled;
      await peer.send(bytes("def"));
      const got = [await next];
      expect(got[0]).toBe("ab");
      const rest = new Uint8Array(4);
      expect(await socket.receive(rest, { flags: waitall })).toBe(4);
      expect(rest).toEqual(bytes("cdef"));
    });

    it("receives that are cancelled again and again lose no byte", async () => {
      const { socket, peer } = await pair();
      const data = pattern(MiB);
      const sent = peer
        .send(data)
        .then(() => peer.disconnect())
        .then(() => "sent");
      const got: Uint8Array[] = [];
      for (let round = 0; ; round += 1) {
        const abort = new AbortController();
        const { signal } = abort;
        const buffer = new Uint8Array(30_000);
        const flags = { waitall: round % 2 === 0 };
        const call = socket.receive(buffer, { flags, signal });
        const next = new Uint8Array(20_000);
        const after = socket.receive(next);
        abort.abort();
        const length = await call.catch(() => -1);
        if (length > 0) got.push(buffer.subarray(0, length));
        const behind = await after;
        if (behind === 0) break;
        got.push(next.subarray(0, behind));
      }
      expect(Buffer.compare(Buffer.concat(got), data)).toBe(0);
      expect(await sent).toBe("sent");
    });

    it("a send that is cancelled while it waits is left out whole", async () => {
      const { socket, peer } = await pair();
      const abort = new AbortController();
      const { signal } = abort;
      const chunks = [1, 2, 3].map((seed) => pattern(8 * MiB, seed));
      const sends = chunks.map((chunk) => socket.send(chunk));
      const cancelled = ["never", "ever"].map((text) =>
        expectStatus(socket.send(bytes(text), { signal }), "STATUS_CANCELLED", {
          functionName: "send",
        }),
      );
      const last = socket.send(bytes("last"));
      abort.abort();
      await Promise.all(cancelled);
      const whole = Buffer.concat([...chunks, bytes("last")]);
      const finished = socket.disconnect();
      const got = await receiveAll(peer, whole.byteLength + 9);
      expect(Buffer.compare(got, whole)).toBe(0);
      expect(await Promise.all(sends)).toEqual(chunks.map(() => 8 * MiB));
      expect(await last).toBe(4);
      await finished;
    });

    it("a graceful disconnect that is cancelled disconnects all the same, without its last data", async () => {
      const { socket, peer } = await pair();
      const abort = new AbortController();
      const { signal } = abort;
      const chunks = Array.from({ length: 24 }, (_, seed) =>
        pattern(MiB, seed),
      );
      const whole = Buffer.concat(chunks);
      const sends = chunks.map((chunk) => socket.send(chunk));
      const cancelled = expectStatus(
        socket.disconnect({ buffer: bytes("never"), signal }),
        "STATUS_CANCELLED",
        { functionName: "disconnect" },
      );
      abort.abort();
      await cancelled;
      expect(socket.state).toBe("sendClosed");
      const got = await receiveAll(peer, whole.byteLength + 9);
      expect(Buffer.compare(got, whole)).toBe(0);
      await Promise.all(sends);
      await peer.send(bytes("back"));
      expect(await receiveText(socket)).toBe("back");
    });

    it("one signal cancels all calls that have it, in order", async () => {
      const { socket, peer } = await pair();
      const abort = new AbortController();
      const { signal } = abort;
      const order: number[] = [];
      const calls = [0, 1, 2].map(async (index) => {
        await failure(socket.receive(new Uint8Array(1), { signal }));
        order.push(index);
      });
      abort.abort();
      await Promise.all(calls);
      expect(order).toEqual([0, 1, 2]);
      await peer.send(bytes("a"));
      await buffers(socket, 1);
      expect(await receiveText(socket)).toBe("a");
    });
  });

  describe.each(listeners)("of a listening %s socket", (category) => {
    it.each(families)(
      "an accept that is cancelled leaves its connection to the next, over %s",
      async (family) => {
        const net = await open();
        const server = await serve(net, category, { family });
        const address = await server.getLocalAddress();
        const abort = new AbortController();
        const { signal } = abort;
        const first = server.accept();
        const cancelled = expectStatus(
          server.accept({ signal }),
          "STATUS_CANCELLED",
          { functionName: "accept", state: "listening" },
        );
        const last = server.accept();
        abort.abort();
        await cancelled;
        const clients: Client[] = [];
        for (const text of ["a", "b"]) {
          const near = await client(net, "stream", { family });
          clients.push(near);
          await near.connect(address);
          await near.send(bytes(text));
        }
        const texts: string[] = [];
        for (const call of [first, last]) {
          texts.push(await receiveText(use(await call)));
        }
        expect(texts).toEqual(["a", "b"]);
        expect(clients.map(({ state }) => state)).toEqual([
          "connected",
          "connected",
        ]);
      },
    );
  });
});
