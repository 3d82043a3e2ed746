import dgram, { type Socket } from "node:dgram";
import { once } from "node:events";
import { expect, it, vi } from "vitest";
import { handleOf, tellMessages } from "../../src/datagram-handle.ts";
import { atEnd } from "./harness.ts";

async function receiving(): Promise<Socket> {
  const socket = dgram.createSocket("udp4");
  atEnd(() => void socket.close());
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return socket;
}

/** What a socket is told that sends to itself. */
async function toldBy(socket: Socket): Promise<readonly unknown[]> {
  const told: unknown[] = [];
  tellMessages(socket, (data, { port }) => told.push(String(data), port));
  socket.send("ping", socket.address().port, "127.0.0.1");
  await vi.waitFor(() => expect(told).toHaveLength(2));
  return told;
}

it("tells of what comes without an event", async () => {
  const socket = await receiving();
  const emit = vi.spyOn(socket, "emit");
  expect(await toldBy(socket)).toEqual(["ping", socket.address().port]);
  expect(emit).not.toHaveBeenCalled();
});

it("tells by the event where the handle calls something else", async () => {
  const socket = await receiving();
  const handle = handleOf(socket) ?? {};
  const original: unknown = Reflect.get(handle, "onmessage");
  if (typeof original !== "function") throw new TypeError("no function");
  Reflect.set(
    handle,
    "onmessage",
    function (this: unknown, ...args: unknown[]) {
      return Reflect.apply(original, this, args);
    },
  );
  const emit = vi.spyOn(socket, "emit");
  expect(await toldBy(socket)).toEqual(["ping", socket.address().port]);
  expect(emit).toHaveBeenCalled();
});

it("leaves errors to the socket", async () => {
  const socket = await receiving();
  const told: unknown[] = [];
  tellMessages(socket, (data) => told.push(data));
  const failed = once(socket, "error");
  const handle = handleOf(socket) ?? {};
  const onMessage: unknown = Reflect.get(handle, "onmessage");
  if (typeof onMessage !== "function") throw new TypeError("no function");
  Reflect.apply(onMessage, handle, [-5, handle, undefined, undefined]);
  expect(await failed).toMatchObject([{ errno: -5, syscall: "recvmsg" }]);
  expect(told).toEqual([]);
});
