import { describe, expect, it } from "vitest";
import {
  bytes,
  connect,
  control,
  failure,
  network,
  receiveText,
  until,
  type Pair,
} from "./net.ts";

const sides = ["connectionOriented", "stream"] as const;

describe.each(sides)("on a %s socket", (category) => {
  const pair = async (): Promise<Pair> =>
    connect(await network(), "listening", category);

  it("a receive takes what is there, and no more than fits", async () => {
    const { near, far } = await pair();
    await far.send(bytes("abcdef"));
    expect(await receiveText(near, 4)).toBe("abcd");
    expect(await receiveText(near, 4)).toBe("ef");
  });

  it("receives are served in their order", async () => {
    const { near, far } = await pair();
    const calls = [
      receiveText(near, 2),
      receiveText(near, 2),
      receiveText(near, 9),
    ];
    await far.send(bytes("abcdef"));
    expect(await Promise.all(calls)).toEqual(["ab", "cd", "ef"]);
  });

  it("sends arrive in their order, each once", async () => {
    const { near, far } = await pair();
    const texts = Array.from({ length: 200 }, (_, index) => `${index};`);
    const sent = Promise.all(texts.map((text) => near.send(bytes(text))));
    const whole = new Uint8Array(texts.join("").length);
    await far.receive(whole, { flags: { waitall: true } });
    expect(new TextDecoder().decode(whole)).toBe(texts.join(""));
    expect(await sent).toEqual(texts.map(({ length }) => length));
  });

  it("waitall waits until the buffer is full", async () => {
    const { near, far } = await pair();
    const buffer = new Uint8Array(6);
    const call = near.receive(buffer, { flags: { waitall: true } });
    const next = receiveText(near);
    for (const text of ["ab", "cd", "efg"]) await far.send(bytes(text));
    expect(await call).toBe(6);
    expect(buffer).toEqual(bytes("abcdef"));
    expect(await next).toBe("g");
  });

  it("waitall ends early when the peer disconnects", async () => {
    const { near, far } = await pair();
    const call = near.receive(new Uint8Array(6), { flags: { waitall: true } });
    await far.disconnect({ buffer: bytes("abc") });
    expect(await call).toBe(3);
    expect(await near.receive(new Uint8Array(6))).toBe(0);
  });

  it("drain discards all there is, to the end", async () => {
    const { near, far } = await pair();
    const call = near.receive(new Uint8Array(0), { flags: { drain: true } });
    await far.send(new Uint8Array(300_000));
    await far.disconnect();
    expect(await call).toBe(0);
    expect(near.state).toBe("recvClosed");
  });

  it("empty buffers receive and send nothing", async () => {
    const { near, far } = await pair();
    expect(await near.receive(new Uint8Array(0))).toBe(0);
    expect(await far.send(new Uint8Array(0))).toBe(0);
    await far.send(bytes("a"));
    expect(await receiveText(near)).toBe("a");
  });

  it("the end is told to every receive, after the data", async () => {
    const { near, far } = await pair();
    await far.send(bytes("last"));
    await far.disconnect();
    await until(() => near.state === "recvClosed");
    expect(await receiveText(near)).toBe("last");
    const buffer = new Uint8Array(1);
    const rest = [near.receive(buffer), near.receive(buffer)];
    expect(await Promise.all(rest)).toEqual([0, 0]);
  });

  it("a cancelled receive leaves its bytes to the next", async () => {
    const { near, far } = await pair();
    const abort = new AbortController();
    const cancelled = failure(
      near.receive(new Uint8Array(9), {
        flags: { waitall: true },
        signal: abort.signal,
      }),
    );
    const next = receiveText(near, 3);
    const last = receiveText(near, 9);
    await far.send(bytes("abcdef"));
    const backlog = (): Promise<unknown> =>
      control(near, "ioctl", "SIO_WSK_QUERY_RECEIVE_BACKLOG");
    await far.send(bytes("g"));
    await far.disconnect();
    // All of it has gone into the buffer of the receive that is cancelled now, or will go to the others.
    expect(await backlog()).toBe(0);
    abort.abort("enough");
    expect(await cancelled).toMatchObject({
      status: "STATUS_CANCELLED",
      functionName: "receive",
      cause: "enough",
    });
    const got = [await next, await last];
    while (got.join("").length < 7) got.push(await receiveText(near));
    expect(got.join("")).toBe("abcdefg");
  });

  it("a receive that is cancelled in the queue does not disturb the others", async () => {
    const { near, far } = await pair();
    const abort = new AbortController();
    const first = receiveText(near, 1);
    const cancelled = failure(
      near.receive(new Uint8Array(1), { signal: abort.signal }),
    );
    const last = receiveText(near, 1);
    abort.abort();
    await cancelled;
    await far.send(bytes("ab"));
    expect([await first, await last]).toEqual(["a", "b"]);
  });

  it("a send waits for a peer that does not read, and can be cancelled", async () => {
    const { near, far } = await pair();
    const chunk = new Uint8Array(1 << 20);
    const sends = Array.from({ length: 64 }, () => near.send(chunk));
    const abort = new AbortController();
    const last = near.send(bytes("never"), { signal: abort.signal });
    let done = false;
    void Promise.all(sends).then(() => (done = true));
    abort.abort();
    expect(await failure(last)).toMatchObject({
      status: "STATUS_CANCELLED",
      functionName: "send",
    });
    expect(done).toBe(false);
    const buffer = new Uint8Array(1 << 20);
    let received = 0;
    const finished = near.disconnect();
    for (let length = -1; length !== 0; received += length) {
      length = await far.receive(buffer);
    }
    expect(received).toBe(64 * chunk.byteLength);
    expect(await Promise.all(sends)).toEqual(sends.map(() => 1 << 20));
    await finished;
  });

  it("no more than a bound is read ahead", async () => {
    const { near, far } = await pair();
    const sends = Array.from({ length: 64 }, () =>
      far.send(new Uint8Array(1 << 20)),
    );
    const aborted = Promise.allSettled(sends);
    await sends[0];
    const backlog = (): Promise<unknown> =>
      control(near, "ioctl", "SIO_WSK_QUERY_RECEIVE_BACKLOG");
    let ahead = 0;
    await until(() => {
      void backlog().then((length) => (ahead = Number(length)));
      return ahead > 100_000;
    });
    expect(await near.receive(new Uint8Array(1))).toBe(1);
    await until(() => {
      void backlog().then((length) => (ahead = Number(length)));
      return ahead > 100_000;
    });
    expect(ahead).toBeLessThan(512 * 1024);
    await far.closeSocket();
    await aborted;
  });

  it("flags: urgent data is refused, nodelay is not", async () => {
    const { near, far } = await pair();
    expect(
      await failure(near.send(bytes("a"), { flags: { oob: true } })),
    ).toMatchObject({ status: "STATUS_NOT_SUPPORTED", functionName: "send" });
    expect(await near.send(bytes("b"), { flags: { nodelay: true } })).toBe(1);
    expect(await receiveText(far)).toBe("b");
  });

  it("nothing is ever retained", async () => {
    const { near } = await pair();
    expect(() => near.release([])).toThrow(
      expect.objectContaining({ status: "STATUS_INVALID_PARAMETER" }),
    );
  });
});
