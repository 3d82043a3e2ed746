import { subscribe } from "node:diagnostics_channel";
import type { EventEmitter } from "node:events";
import net, { type Socket } from "node:net";
import { expect, it } from "vitest";
import type { Client } from "./net.ts";
import {
  bytes,
  connect,
  failure,
  loopback,
  network,
  receiveText,
  use,
} from "./net.ts";

/** How often each case does what it does. */
const ROUNDS = 50;

const emitters: EventEmitter[] = [];
subscribe("udp.socket", (message) => {
  emitters.push(Reflect.get(Object(message), "socket"));
});
// All sockets that read.
const { resume } = net.Socket.prototype;
net.Socket.prototype.resume = function (this: Socket) {
  if (!emitters.includes(this)) emitters.push(this);
  return Reflect.apply(resume, this, []);
};
const warnings: Error[] = [];
process.on("warning", (warning) => warnings.push(warning));

/** How many listeners the newest object of Node has. */
function listeners(): Readonly<Record<string, number>> {
  const emitter = emitters.at(-1);
  const names = emitter?.eventNames() ?? [];
  return Object.fromEntries(
    names.map((name) => [String(name), emitter?.listenerCount(name) ?? 0]),
  );
}

async function cancelled(
  call: (signal: AbortSignal) => Promise<unknown>,
): Promise<void> {
  const abort = new AbortController();
  const over = failure(call(abort.signal));
  abort.abort();
  expect(await over).toMatchObject({ status: "STATUS_CANCELLED" });
}

it("a connection has the same listeners however long it is used", async () => {
  const { near, far } = await connect(await network());
  const talk = async (one: Client, other: Client): Promise<void> => {
    await one.send(bytes("x"));
    expect(await receiveText(other)).toBe("x");
  };
  const buffer = new Uint8Array(1);
  await talk(near, far);
  await talk(far, near);
  const before = listeners();
  expect(before).toMatchObject({ close: 1, error: 1 });
  for (let round = 0; round < ROUNDS; round += 1) {
    await talk(near, far);
    await talk(far, near);
    await cancelled((signal) => far.receive(buffer, { signal }));
    await far.controlSocket("setOption", "TCP_NODELAY", round % 2 === 0);
  }
  expect(listeners()).toEqual(before);
  expect(warnings).toEqual([]);
});

it("a datagram socket has the same listeners however long it is used", async () => {
  const { wsk } = await network();
  const socket = use(await wsk.socket("datagram"));
  await socket.bind(loopback());
  const remoteAddress = await socket.getLocalAddress();
  const buffer = new Uint8Array(1);
  const talk = async (): Promise<void> => {
    await socket.sendTo(bytes("x"), { remoteAddress });
    await socket.receiveFrom(buffer);
  };
  await talk();
  const before = listeners();
  expect(before).toMatchObject({ error: 1 });
  for (let round = 0; round < ROUNDS; round += 1) {
    await talk();
    await cancelled((signal) => socket.receiveFrom(buffer, { signal }));
  }
  expect(listeners()).toEqual(before);
  expect(warnings).toEqual([]);
});

it("connections that are closed leave no handle behind", async () => {
  const net = await network();
  for (let round = 0; round < ROUNDS; round += 1) {
    const { server, near, far } = await connect(net);
    await Promise.all([near, far, server].map((one) => one.closeSocket()));
  }
  expect(warnings).toEqual([]);
});
