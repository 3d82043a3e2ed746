import { describe, expect, it } from "vitest";
import { isWskError } from "../../generated/wsk/src/errors.ts";
import type { SocketAddress } from "../../generated/wsk/src/types.ts";
import { bench, deferred } from "./bench-socket.ts";

const address: SocketAddress = {
  family: "IPv4",
  address: "127.0.0.1",
  port: 0,
};

describe("a call that changes the state", () => {
  it("does so when it succeeds", async () => {
    const { socket } = bench("listening", "created");
    await socket.bind(address);
    expect(socket.state).toBe("listening");
  });

  it("leaves the state alone when it fails, and may be made again", async () => {
    let tries = 0;
    const { socket } = bench("listening", "created", {
      bind: () =>
        tries++ === 0 ? Promise.reject(new Error("in use")) : Promise.resolve(),
    });
    await expect(socket.bind(address)).rejects.toThrow("in use");
    expect(socket.state).toBe("created");
    await socket.bind(address);
    expect(socket.state).toBe("listening");
  });

  it("is refused while another is pending, and not once that has failed", async () => {
    const first = deferred();
    const pending = [first.promise, Promise.resolve()];
    const { socket, calls } = bench("listening", "created", {
      bind: () => pending.shift(),
    });
    const failing = socket.bind(address);
    await expect(socket.bind(address)).rejects.toMatchObject({
      status: "STATUS_INVALID_DEVICE_STATE",
      message: expect.stringContaining("while bind is pending"),
    });
    expect(calls).toEqual(["bind"]);
    first.reject(new Error("in use"));
    await expect(failing).rejects.toThrow("in use");
    await socket.bind(address);
    expect(socket.state).toBe("listening");
  });

  it("is a rejection even if the provider throws at once", async () => {
    const { socket } = bench("listening", "created", {
      bind: () => {
        throw new Error("broken");
      },
    });
    const result = socket.bind(address);
    await expect(result).rejects.toThrow("broken");
    expect(socket.state).toBe("created");
  });

  it("takes a provider's word for a promise, even if it is none", async () => {
    const { socket } = bench("connectionOriented", "bound", {
      connect: () => 7,
    });
    await socket.connect(address);
    expect(socket.state).toBe("connected");
  });

  it("may pass through a state of its own, and falls back", async () => {
    const connecting = deferred();
    const { socket } = bench("connectionOriented", "bound", {
      connect: () => connecting.promise,
    });
    const result = socket.connect(address);
    expect(socket.state).toBe("connecting");
    connecting.reject(new Error("refused"));
    await expect(result).rejects.toThrow("refused");
    expect(socket.state).toBe("bound");
  });

  it("cannot bring a closed socket back to life", async () => {
    const connecting = deferred();
    const { socket } = bench("connectionOriented", "bound", {
      connect: () => connecting.promise,
    });
    const result = socket.connect(address);
    await socket.closeSocket();
    connecting.resolve();
    await result;
    expect(socket.state).toBe("closed");
  });

  it("may do so as soon as it is made", async () => {
    const { socket } = bench("connectionOriented", "connected");
    const result = socket.disconnect();
    expect(socket.state).toBe("sendClosed");
    await result;
    expect(socket.state).toBe("sendClosed");
  });

  it("may differ by its arguments", async () => {
    const { socket } = bench("connectionOriented", "sendClosed");
    await expect(socket.disconnect()).rejects.toMatchObject({
      status: "STATUS_INVALID_DEVICE_STATE",
    });
    await socket.disconnect({ flags: { abortive: true } });
    expect(socket.state).toBe("aborted");
  });
});

describe("a transition that the provider reports", () => {
  it("changes the state", () => {
    const { socket, host } = bench("connectionOriented", "connected");
    expect(host.report("peerDisconnected")).toBe(true);
    expect(socket.state).toBe("recvClosed");
  });

  it("that the table does not have is refused", () => {
    const { socket, host } = bench("connectionOriented", "bound");
    expect(host.report("peerDisconnected")).toBe(false);
    expect(socket.state).toBe("bound");
  });

  it("that there is none of is refused, whatever is pending", async () => {
    const connecting = deferred();
    const { socket, host } = bench("connectionOriented", "bound", {
      connect: () => connecting.promise,
    });
    const result = socket.connect(address);
    expect(host.report("nonsense" as never)).toBe(false);
    connecting.resolve();
    await result;
    expect(socket.state).toBe("connected");
  });

  it("waits for the call that it overtakes", async () => {
    const connecting = deferred();
    const { socket, host } = bench("connectionOriented", "bound", {
      connect: () => connecting.promise,
    });
    const result = socket.connect(address);
    connecting.resolve();
    expect(host.report("peerDisconnected")).toBe(true);
    expect(socket.state).toBe("connecting");
    await result;
    expect(socket.state).toBe("recvClosed");
  });

  it("ends every legal call with the status of the state", async () => {
    const { socket, host } = bench("datagram", "bound");
    host.report("died");
    await expect(socket.getLocalAddress()).rejects.toMatchObject({
      status: "STATUS_FILE_FORCED_CLOSED",
      code: 0xc00000b6,
    });
    await socket.closeSocket();
    expect(socket.state).toBe("closed");
  });
});

describe("a stream socket", () => {
  it("commits to a role when the call has succeeded, and for good", async () => {
    const { socket } = bench("stream", "bound");
    expect(socket.role).toBeUndefined();
    await socket.listen();
    expect(socket.role).toBe("listening");
    const error = await socket.send(new Uint8Array(1)).catch((e: unknown) => e);
    expect(isWskError(error, "STATUS_INVALID_DEVICE_STATE")).toBe(true);
    expect(String(error)).toContain("has taken the role listening");
  });

  it("says that it is dead, whatever its role", async () => {
    const { socket, host } = bench("stream", "bound");
    await socket.listen();
    host.report("died");
    for (const call of [socket.send(new Uint8Array(1)), socket.accept()]) {
      const error = await call.catch((e: unknown) => e);
      expect(isWskError(error, "STATUS_FILE_FORCED_CLOSED")).toBe(true);
    }
  });

  it("does not commit by a call that fails", async () => {
    const { socket } = bench("stream", "bound", {
      listen: () => Promise.reject(new Error("in use")),
    });
    await expect(socket.listen()).rejects.toThrow("in use");
    expect(socket.role).toBeUndefined();
    await socket.connect(address);
    expect(socket.role).toBe("connectionOriented");
  });

  it("does not commit if it is closed meanwhile", async () => {
    const listening = deferred();
    const { socket } = bench("stream", "bound", {
      listen: () => listening.promise,
    });
    const result = socket.listen();
    await socket.closeSocket();
    listening.resolve();
    await result;
    expect(socket.role).toBeUndefined();
    expect(socket.state).toBe("closed");
  });

  it("holds the role back while the call is pending", async () => {
    const listening = deferred();
    const { socket } = bench("stream", "bound", {
      listen: () => listening.promise,
    });
    const result = socket.listen();
    await expect(socket.connect(address)).rejects.toMatchObject({
      status: "STATUS_INVALID_DEVICE_STATE",
    });
    listening.resolve();
    await result;
    expect(socket.role).toBe("listening");
  });
});

describe("disposal", () => {
  it("closes", async () => {
    const { socket, calls } = bench("datagram", "bound");
    await socket[Symbol.asyncDispose]();
    expect(calls).toEqual(["closeSocket"]);
    expect(socket.state).toBe("closed");
  });

  it("waits for a closing that is under way", async () => {
    const closing = deferred();
    const { socket, calls } = bench("datagram", "bound", {
      closeSocket: () => closing.promise,
    });
    const closed = socket.closeSocket();
    let disposed = false;
    const disposing = socket[Symbol.asyncDispose]().then(() => {
      disposed = true;
    });
    await Promise.resolve();
    expect(disposed).toBe(false);
    closing.resolve();
    await Promise.all([closed, disposing]);
    expect(calls).toEqual(["closeSocket"]);
  });

  it("does nothing to what is closed already", async () => {
    const { socket, calls } = bench("datagram", "bound");
    await socket.closeSocket();
    await socket[Symbol.asyncDispose]();
    expect(calls).toEqual(["closeSocket"]);
    await expect(socket.closeSocket()).rejects.toMatchObject({
      status: "STATUS_FILE_CLOSED",
    });
  });
});
