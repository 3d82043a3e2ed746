import dgram, { type Socket } from "node:dgram";
import { once } from "node:events";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type * as directSending from "../../src/direct-sending.ts";
import { atEnd, settle } from "./harness.ts";

const HOST = { udp4: "127.0.0.1", udp6: "::1" } as const;

/** What it has seen of Node is the module's: each test begins anew. */
let DirectSending: (typeof directSending)["DirectSending"];

beforeEach(async () => {
  vi.resetModules();
  ({ DirectSending } = await import("../../src/direct-sending.ts"));
});

async function bound(type: "udp4" | "udp6" = "udp4"): Promise<Socket> {
  const lookup: NonNullable<dgram.SocketOptions["lookup"]> = (
    name,
    _options,
    done,
  ) => done(null, name, type === "udp4" ? 4 : 6);
  const socket = dgram.createSocket({ type, lookup });
  atEnd(() => void socket.close());
  const listening = once(socket, "listening");
  socket.bind(0, HOST[type]);
  await listening;
  return socket;
}

/** The handle, which the tests make misbehave. */
function handleOf(socket: Socket): { send(...args: unknown[]): number } {
  const [key] = Object.getOwnPropertySymbols(socket).filter(
    ({ description }) => description === "state symbol",
  );
  return Reflect.get(Reflect.get(socket, key ?? ""), "handle");
}

/** A sender, and what sends by it to itself. */
async function sender(type: "udp4" | "udp6" = "udp4"): Promise<{
  socket: Socket;
  send: (data: Uint8Array, sent?: directSending.Sent) => boolean;
}> {
  const socket = await bound(type);
  const direct = DirectSending.of(socket);
  if (direct === undefined) throw new TypeError("no handle");
  const { port } = socket.address();
  return {
    socket,
    send: (data, sent = () => {}) => direct.send(data, port, HOST[type], sent),
  };
}

/** One that has seen what Node does. */
async function knowing(): ReturnType<typeof sender> {
  const made = await sender();
  await new Promise<unknown>((resolve) => {
    made.send(new Uint8Array(1), resolve);
  });
  return made;
}

describe("sending by the handle", () => {
  it.each(["udp4", "udp6"] as const)(
    "begins behind the first datagram, of %s",
    async (type) => {
      const { socket, send } = await sender(type);
      const messages: string[] = [];
      socket.on("message", (data) => messages.push(String(data)));
      const first = new Promise<Error | null>((resolve) => {
        expect(send(Buffer.from("one"), resolve)).toBe(false);
      });
      expect(await first).toBeNull();
      const socketSends = vi.spyOn(socket, "send");
      expect(send(Buffer.from("two"))).toBe(true);
      expect(send(Buffer.from("three"))).toBe(true);
      await vi.waitFor(() => expect(messages).toHaveLength(3));
      expect(messages).toEqual(["one", "two", "three"]);
      expect(socketSends).not.toHaveBeenCalled();
    },
  );

  it("tells in order, also behind one that is told later", async () => {
    const told: string[] = [];
    const { send } = await sender();
    const note = (name: string) => (): void => void told.push(name);
    // The first goes by the socket, the others by the handle.
    expect(send(new Uint8Array(1), note("first"))).toBe(false);
    expect(send(new Uint8Array(1), note("second"))).toBe(false);
    expect(send(new Uint8Array(65_508), note("too much"))).toBe(false);
    expect(send(new Uint8Array(1), note("last"))).toBe(false);
    await settle();
    expect(told).toEqual(["first", "second", "too much", "last"]);
    expect(send(new Uint8Array(1))).toBe(true);
  });

  it("leaves the handle as it was", async () => {
    for (const type of ["udp4", "udp6"] as const) {
      const { socket, send } = await sender(type);
      const handle = handleOf(socket);
      const before = Object.getOwnPropertyDescriptor(handle, "send");
      send(new Uint8Array(1));
      expect(Object.getOwnPropertyDescriptor(handle, "send")).toEqual(before);
    }
  });

  it("tells of an error as Node does, later", async () => {
    const { socket, send } = await knowing();
    const much = new Uint8Array(65_508);
    const { port } = socket.address();
    const theirs = new Promise<Error | null>((resolve) => {
      socket.send(much, port, HOST.udp4, resolve);
    });
    const told: (Error | null)[] = [];
    expect(send(much, (error) => told.push(error))).toBe(false);
    expect(told).toEqual([]);
    await settle();
    const expected = await theirs;
    expect(expected).toMatchObject({ code: "EMSGSIZE", syscall: "send" });
    expect(told).toEqual([expected]);
    expect({ ...told[0] }).toEqual({ ...expected });
    expect(send(new Uint8Array(1))).toBe(true);
  });

  it("waits where the system cannot take a datagram at once", async () => {
    const { socket, send } = await knowing();
    const requests: { list: unknown[]; oncomplete(errno: number): void }[] = [];
    const waits = vi.spyOn(handleOf(socket), "send");
    waits.mockImplementation((request) => {
      requests.push(Object(request));
      return 0;
    });
    const told: unknown[] = [];
    const data = new Uint8Array(3);
    expect(send(data, (error) => told.push(error))).toBe(false);
    expect(send(data, (error) => told.push(error))).toBe(false);
    waits.mockRestore();
    await settle();
    expect(told).toEqual([]);
    const [one, other] = requests;
    expect(one).not.toBe(other);
    expect(one?.list).toEqual([data]);
    one?.oncomplete(0);
    other?.oncomplete(-105);
    expect(told).toEqual([null, expect.objectContaining({ errno: -105 })]);
    expect(send(data)).toBe(true);
  });

  it("is left to the socket where Node does something else", async () => {
    const { socket, send } = await sender();
    const handle = handleOf(socket);
    const socketSends = vi.spyOn(socket, "send");
    // Such as if it did not send before the next turn, or had another order of what it hands over.
    socketSends.mockImplementation(() => {
      handle.send({}, 1, [new Uint8Array(1)], HOST.udp4, 0, true);
    });
    vi.spyOn(handle, "send").mockReturnValue(1);
    expect(send(new Uint8Array(1))).toBe(false);
    expect(send(new Uint8Array(1))).toBe(false);
    expect(socketSends).toHaveBeenCalledTimes(2);
  });

  it("is not there for a socket without a handle", () => {
    const socket = dgram.createSocket("udp4");
    expect(DirectSending.of(socket)).toBeDefined();
    socket.close();
    expect(DirectSending.of(socket)).toBeUndefined();
  });
});
