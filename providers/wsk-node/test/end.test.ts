import { describe, expect, it } from "vitest";
import {
  bytes,
  connect,
  failure,
  network,
  receiveText,
  until,
  type Client,
  type Pair,
} from "./net.ts";

const sides = ["connectionOriented", "stream"] as const;

function receive(socket: Client): Promise<number> {
  return socket.receive(new Uint8Array(8));
}

/** Receives until that fails: a peer that does not read notices nothing. */
async function receiveToFailure(socket: Client): Promise<unknown> {
  const buffer = new Uint8Array(1 << 20);
  try {
    while ((await socket.receive(buffer)) > 0);
  } catch (error) {
    return error;
  }
  throw new TypeError("the connection ended in order");
}

/** Sends more than the system takes while the peer does not read. */
function clog(socket: Client): Promise<PromiseSettledResult<number>[]> {
  const chunk = new Uint8Array(1 << 20);
  return Promise.allSettled(
    Array.from({ length: 32 }, () => socket.send(chunk)),
  );
}

describe.each(sides)("a %s socket", (category) => {
  const pair = async (): Promise<Pair> =>
    connect(await network(), "stream", category);

  it("receives after it has disconnected, until the peer has", async () => {
    const { near, far } = await pair();
    await near.disconnect({ buffer: bytes("bye") });
    expect(near.state).toBe("sendClosed");
    expect(await receiveText(far)).toBe("bye");
    expect(await receive(far)).toBe(0);
    expect(far.state).toBe("recvClosed");
    await far.send(bytes("more"));
    expect(await receiveText(near)).toBe("more");
    await far.disconnect();
    expect(await receive(near)).toBe(0);
    expect([near.state, far.state]).toEqual(["disconnected", "disconnected"]);
    expect((await near.getRemoteAddress()).port).toBe(
      (await far.getLocalAddress()).port,
    );
    await near.disconnect({ flags: { abortive: true } });
    expect(near.state).toBe("disconnected");
  });

  it("disconnects behind all that it has sent", async () => {
    const { near, far } = await pair();
    const sent = clog(near);
    const gone = near.disconnect({ buffer: bytes("end") });
    const buffer = new Uint8Array(1 << 20);
    let total = 0;
    for (let length = -1; length !== 0; total += length) {
      length = await far.receive(buffer);
    }
    expect(total).toBe((32 << 20) + 3);
    await Promise.all([sent, gone]);
  });

  it("notices that the peer disconnects while nobody receives", async () => {
    const { near, far } = await pair();
    await far.disconnect();
    await until(() => near.state === "recvClosed");
    await near.send(bytes("still here"));
    expect(await receiveText(far)).toBe("still here");
  });

  it("resets the connection when it disconnects abortively", async () => {
    const { near, far } = await pair();
    const pending = failure(receive(near));
    const sent = clog(near);
    await near.disconnect({ flags: { abortive: true } });
    expect(near.state).toBe("aborted");
    for (const error of [
      await pending,
      await failure(receive(near)),
      await failure(near.send(bytes("a"))),
    ]) {
      expect(error).toMatchObject({ status: "STATUS_CONNECTION_ABORTED" });
    }
    const failures = (await sent).filter(({ status }) => status === "rejected");
    expect(failures.length).toBeGreaterThan(0);
    expect(await receiveToFailure(far)).toMatchObject({
      status: "STATUS_CONNECTION_RESET",
      cause: { code: "ECONNRESET" },
    });
    expect(await failure(far.send(bytes("a")))).toMatchObject({
      status: "STATUS_CONNECTION_RESET",
    });
    expect((await far.getLocalAddress()).port).toBe(
      (await near.getRemoteAddress()).port,
    );
  });

  it("ends a graceful disconnect that hangs by an abortive one", async () => {
    const { near } = await pair();
    const sent = clog(near);
    const hanging = failure(near.disconnect());
    await near.disconnect({ flags: { abortive: true } });
    expect(await hanging).toMatchObject({
      status: "STATUS_CONNECTION_ABORTED",
      functionName: "disconnect",
    });
    expect((await sent).some(({ status }) => status === "rejected")).toBe(true);
  });

  it("stops waiting for a graceful disconnect that is cancelled", async () => {
    const { near, far } = await pair();
    const sent = clog(near);
    const abort = new AbortController();
    const call = near.disconnect({
      buffer: bytes("not sent"),
      signal: abort.signal,
    });
    abort.abort();
    expect(await failure(call)).toMatchObject({ status: "STATUS_CANCELLED" });
    expect(near.state).toBe("sendClosed");
    const drained = far.receive(new Uint8Array(0), { flags: { drain: true } });
    expect((await sent).every(({ status }) => status === "fulfilled")).toBe(
      true,
    );
    expect(await drained).toBe(0);
  });

  it("gives a waiting waitall what it has when the peer resets", async () => {
    const { near, far } = await pair();
    const buffer = new Uint8Array(8);
    const call = near.receive(buffer, { flags: { waitall: true } });
    const second = failure(receive(near));
    await far.send(bytes("abc"));
    // Only an answer tells that the bytes are there.
    await near.send(bytes("?"));
    await receiveText(far);
    await until(() => buffer[2] !== 0);
    await far.disconnect({ flags: { abortive: true } });
    expect(await call).toBe(3);
    expect(await second).toMatchObject({ status: "STATUS_CONNECTION_RESET" });
    expect(near.state).toBe("aborted");
  });

  it("cancels everything when it is closed, and resets the connection", async () => {
    const { near, far } = await pair();
    const order: unknown[] = [];
    const note = (error: unknown): number =>
      order.push(
        Reflect.get(Object(error), "functionName"),
        Reflect.get(Object(error), "status"),
      );
    const pending = [failure(receive(near)).then(note), clog(near)] as const;
    const hanging = failure(near.disconnect()).then(note);
    const closed = near.closeSocket().then(() => order.push("closed"));
    expect(near.state).toBe("closed");
    const [, sent] = await Promise.all([...pending, hanging, closed]);
    expect(order).toHaveLength(5);
    expect(order.at(-1)).toBe("closed");
    expect(
      order.filter((status) => status === "STATUS_CANCELLED"),
    ).toHaveLength(2);
    for (const result of sent) {
      if (result.status === "rejected") {
        expect(result.reason).toMatchObject({ status: "STATUS_CANCELLED" });
      }
    }
    expect(await receiveToFailure(far)).toMatchObject({
      status: "STATUS_CONNECTION_RESET",
    });
    expect(far.state).toBe("aborted");
    expect(await failure(receive(near))).toMatchObject({
      status: "STATUS_FILE_CLOSED",
    });
  });

  it("closes quietly once both sides have disconnected", async () => {
    const { near, far } = await pair();
    await near.send(bytes("kept"));
    await Promise.all([near.disconnect(), far.disconnect()]);
    await until(() => near.state === "disconnected");
    await near.closeSocket();
    expect(await receiveText(far)).toBe("kept");
    expect(await receive(far)).toBe(0);
    expect(far.state).toBe("disconnected");
  });

  it("resets the peer when it is closed with only one side disconnected", async () => {
    const { near, far } = await pair();
    await near.disconnect();
    expect(await receive(far)).toBe(0);
    await near.closeSocket();
    expect(await failure(far.send(bytes("a")))).toMatchObject({
      status: "STATUS_CONNECTION_RESET",
    });
    expect(far.state).toBe("aborted");
  });

  it("can be closed or aborted while it disconnects", async () => {
    for (const end of ["close", "abort"] as const) {
      const { near, far } = await pair();
      const call = failure(near.disconnect());
      if (end === "close") await near.closeSocket();
      else await near.disconnect({ flags: { abortive: true } });
      expect(await call).toMatchObject({
        status:
          end === "close" ? "STATUS_CANCELLED" : "STATUS_CONNECTION_ABORTED",
        functionName: "disconnect",
      });
      // The peer sees the end, and then the reset when it goes on sending.
      const sends = async (): Promise<void> => {
        for (;;) await far.send(bytes("a"));
      };
      expect(await failure(sends())).toMatchObject({
        status: "STATUS_CONNECTION_RESET",
      });
    }
  });

  it("notices a reset while nobody receives", async () => {
    const { near, far } = await pair();
    await near.closeSocket();
    await until(() => far.state === "aborted");
    expect(await failure(receive(far))).toMatchObject({
      status: "STATUS_CONNECTION_RESET",
    });
  });
});
