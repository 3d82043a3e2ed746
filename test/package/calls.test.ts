import { describe, expect, it } from "vitest";
import * as other from "@captable/wsk";
import { isWskError, WskError } from "../../generated/wsk/src/errors.ts";
import { isDatagramSocket } from "../../generated/wsk/src/guards.ts";
import { invoke } from "../../generated/wsk/src/invoke.ts";
import type { SocketAddress } from "../../generated/wsk/src/types.ts";
import { bench, benchClient, deferred } from "./bench-socket.ts";

const address: SocketAddress = {
  family: "IPv4",
  address: "127.0.0.1",
  port: 9,
};
const invalid = { status: "STATUS_INVALID_PARAMETER", code: 0xc000000d };

/** A value that the type checker would have refused. */
function wrong(value: unknown): never {
  return value as never;
}

describe("arguments", () => {
  it.each([
    [
      "no bytes",
      wrong("text"),
      undefined,
      /^send: buffer must be a Uint8Array/,
    ],
    [
      "no flags",
      new Uint8Array(1),
      wrong({ flags: 2 }),
      /flags must be an object/,
    ],
    [
      "an unknown flag",
      new Uint8Array(1),
      wrong({ flags: { now: true } }),
      /flags\.now must be one of/,
    ],
    [
      "a flag that is no boolean",
      new Uint8Array(1),
      wrong({ flags: { nodelay: 1 } }),
      /flags\.nodelay must be true or false/,
    ],
    ["no options", new Uint8Array(1), wrong(7), /options must be an object/],
    [
      "no signal",
      new Uint8Array(1),
      wrong({ signal: {} }),
      /options\.signal\.aborted/,
    ],
  ])(
    "%s are refused before the provider is reached",
    async (_what, buffer, options, message) => {
      const { socket, calls } = bench("connectionOriented", "connected");
      await expect(socket.send(buffer, options)).rejects.toMatchObject({
        ...invalid,
        functionName: "send",
        category: "connectionOriented",
        state: "connected",
        message: expect.stringMatching(message),
      });
      expect(calls).toEqual([]);
      await socket.send(new Uint8Array(1), { flags: { nodelay: true } });
      expect(calls).toEqual(["send"]);
    },
  );

  it.each([
    ["port 65536", { ...address, port: 65536 }],
    ["port 1.5", { ...address, port: 1.5 }],
    ["no family", { address: "127.0.0.1", port: 1 }],
    ["a family that there is none of", { ...address, family: "IPX" }],
    ["no address", { family: "IPv4", port: 1 }],
    ["null", null],
  ])("an address with %s is refused", async (_what, value) => {
    const { socket } = bench("connectionOriented", "created");
    await expect(socket.bind(wrong(value))).rejects.toMatchObject(invalid);
    await socket.bind({ ...address, port: 65535 });
    expect(socket.state).toBe("bound");
  });

  it("are held to their limits", async () => {
    const { socket } = bench("connectionOriented", "bound");
    await expect(
      socket.connectEx(address, { buffer: new Uint8Array(65_536) }),
    ).rejects.toMatchObject({ status: "STATUS_BUFFER_OVERFLOW" });
    expect(socket.state).toBe("bound");
    await socket.connectEx(address, { buffer: new Uint8Array(65_535) });
    expect(socket.state).toBe("connected");
  });

  it("that exclude each other are refused", async () => {
    const { socket } = bench("connectionOriented", "connected");
    const both = { waitall: true, drain: true };
    await expect(
      socket.receive(new Uint8Array(0), { flags: both }),
    ).rejects.toThrow(/flags\.waitall and flags\.drain exclude each other/);
    await socket.receive(new Uint8Array(0), { flags: { drain: true } });
    await expect(
      socket.receive(new Uint8Array(1), { flags: { drain: true } }),
    ).rejects.toThrow(/buffer must be exactly 0 bytes, not 1/);
  });
});

describe("properties", () => {
  it("are reached by name, with a value of their type", async () => {
    const { socket, calls } = bench("connectionOriented", "created");
    await socket.controlSocket("setOption", "SO_KEEPALIVE", true);
    expect(calls).toEqual(["controlSocket"]);
    await expect(
      socket.controlSocket("setOption", "SO_KEEPALIVE", wrong("yes")),
    ).rejects.toMatchObject(invalid);
  });

  it("have their value checked before the state", async () => {
    const { socket } = bench("connectionOriented", "connected");
    const exclusive = "SO_EXCLUSIVEADDRUSE";
    await expect(
      socket.controlSocket("setOption", exclusive, wrong(7)),
    ).rejects.toMatchObject(invalid);
    await expect(
      socket.controlSocket("setOption", exclusive, true),
    ).rejects.toMatchObject({ status: "STATUS_INVALID_DEVICE_STATE" });
  });

  it("of a dead socket get the status of the dead", async () => {
    const { socket, host } = bench("stream", "connected");
    const silence = "SIO_WSK_SET_TCP_SILENT_MODE";
    host.report("died");
    await expect(socket.controlSocket("ioctl", silence)).rejects.toMatchObject({
      status: "STATUS_FILE_FORCED_CLOSED",
      functionName: "controlSocket",
      message: expect.stringContaining(`${silence} is not legal`),
    });
    const alive = bench("stream", "connected");
    await alive.socket.controlSocket("ioctl", silence);
    expect(alive.socket.state).toBe("silent");
  });

  it("of other categories are not supported", async () => {
    const { socket } = bench("connectionOriented", "created");
    await expect(
      socket.controlSocket("setOption", wrong("SO_BROADCAST"), wrong(true)),
    ).rejects.toMatchObject({ status: "STATUS_NOT_SUPPORTED" });
    const datagram = bench("datagram", "created");
    await datagram.socket.controlSocket("setOption", "SO_BROADCAST", true);
    expect(datagram.calls).toEqual(["controlSocket"]);
  });
});

describe("an abort signal", () => {
  it("that is aborted already keeps the call from the provider", async () => {
    const { socket, calls } = bench("connectionOriented", "connected");
    const reason = new Error("changed my mind");
    const signal = AbortSignal.abort(reason);
    await expect(
      socket.receive(new Uint8Array(1), { signal }),
    ).rejects.toMatchObject({ status: "STATUS_CANCELLED", cause: reason });
    expect(calls).toEqual([]);
    expect(socket.state).toBe("connected");
  });

  it("that is not goes with the call", async () => {
    const pending = deferred();
    let given: unknown;
    const { socket } = bench("connectionOriented", "connected", {
      receive: (_buffer, options) => {
        given = options;
        return pending.promise;
      },
    });
    const { signal } = new AbortController();
    const result = socket.receive(new Uint8Array(1), { signal });
    expect(given).toEqual({ signal });
    pending.resolve();
    await result;
  });
});

describe("a method", () => {
  it("never throws at once, whatever it is called on", async () => {
    const { socket } = bench("datagram", "bound");
    for (const self of [undefined, null, {}, Object.create(socket)]) {
      const result: Promise<unknown> = Reflect.apply(
        socket.getLocalAddress,
        self,
        [],
      );
      await expect(result).rejects.toThrow(TypeError);
    }
  });

  it("refuses an object of another category", async () => {
    const { socket: datagram } = bench("datagram", "bound");
    const { socket: connected } = bench("connectionOriented", "connected");
    const result: Promise<unknown> = Reflect.apply(connected.send, datagram, [
      new Uint8Array(1),
    ]);
    await expect(result).rejects.toMatchObject({
      status: "STATUS_INVALID_DEVICE_REQUEST",
      category: "datagram",
    });
  });

  it("can be called by its name", async () => {
    const { socket, calls } = bench("datagram", "bound");
    await invoke(socket, "getLocalAddress");
    expect(calls).toEqual(["getLocalAddress"]);
    await expect(invoke(socket, "send")).rejects.toMatchObject({
      status: "STATUS_INVALID_DEVICE_REQUEST",
    });
    await expect(invoke({}, "send")).rejects.toMatchObject(invalid);
  });
});

describe("the factory function", () => {
  it.each([
    ["null", wrong(null), /handlers must be an object/],
    ["no function", wrong({ acceptEvent: 1 }), /handlers\.acceptEvent/],
  ])("refuses handlers that are %s", async (_what, handlers, message) => {
    const { client, calls } = benchClient();
    await expect(client.socket("listening", { handlers })).rejects.toThrow(
      message,
    );
    expect(calls).toEqual([]);
    await client.socket("listening", {
      handlers: { acceptEvent: () => "STATUS_REQUEST_NOT_ACCEPTED" },
    });
    expect(calls).toEqual(["socket"]);
  });

  it("refuses a category that there is none of", async () => {
    const { client } = benchClient();
    await expect(client.socket(wrong("raw"))).rejects.toMatchObject(invalid);
  });

  it("may be called again before it has finished", async () => {
    const { client, calls } = benchClient();
    await Promise.all([client.socket("stream"), client.socket()]);
    expect(calls).toEqual(["socket", "socket"]);
    expect(client.state).toBe("inUse");
  });
});

describe("two copies of the package in one process", () => {
  it("do not take each other's instances and errors for their own", () => {
    const { socket } = bench("datagram", "bound");
    expect(isDatagramSocket(socket)).toBe(true);
    expect(other.isDatagramSocket(socket)).toBe(false);
    const error = new WskError("STATUS_CANCELLED");
    expect(isWskError(error, "STATUS_CANCELLED")).toBe(true);
    expect(isWskError(error, "STATUS_NO_MATCH")).toBe(false);
    expect(other.isWskError(error)).toBe(false);
  });
});
