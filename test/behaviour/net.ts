import { afterEach, expect } from "vitest";
import {
  invoke,
  type AddressFamily,
  type AnySocket,
  type ConnectionOrientedHandlers,
  type ConnectionOrientedSocket,
  type ListeningHandlers,
  type ListeningSocket,
  type SocketAddress,
  type Status,
  type StreamHandlers,
  type StreamSocket,
} from "@captable/wsk";
import { turn } from "@captable/wsk-node/conformance";
import type { Pairing } from "./pairings.ts";
import type { Net } from "./subject.ts";

interface Closable {
  readonly state: string;
  closeSocket(): Promise<void>;
}

const open: Closable[] = [];

/** How many sockets of the system earlier tests have left open: each is held against one test only. */
let leaked = 0;

afterEach(async () => {
  await closeAll();
  // Neither provider keeps anything of the system once its sockets are closed.
  const end = performance.now() + 5_000;
  while (systemSockets().length > leaked && performance.now() < end) {
    await turn();
  }
  const left = systemSockets();
  const before = leaked;
  leaked = left.length;
  expect(left.length, `left open: ${left.join()}`).toBeLessThanOrEqual(before);
});

/** Closes what the test has left open. */
export async function closeAll(): Promise<void> {
  const rest = open.splice(0).filter(({ state }) => state !== "closed");
  await Promise.all(rest.map((socket) => socket.closeSocket()));
}

function systemSockets(): string[] {
  const resources = process.getActiveResourcesInfo();
  return resources.filter((name) => /^(?:TCP|UDP)/.test(name));
}

/** Has a socket closed at the end of the test, if the test has not closed it. */
export function use<Socket extends Closable>(socket: Socket): Socket {
  open.push(socket);
  return socket;
}

/** A port of the loopback interface that the system chooses. */
export function loopback(family: AddressFamily = "IPv4"): SocketAddress {
  return family === "IPv4"
    ? { family, address: "127.0.0.1", port: 0 }
    : { family, address: "::1", port: 0 };
}

/** All local addresses, and a port that the system chooses. */
export function wildcard(family: AddressFamily = "IPv4"): SocketAddress {
  return { ...loopback(family), address: family === "IPv4" ? "0.0.0.0" : "::" };
}

export type Server = ListeningSocket | StreamSocket;
export type Client = ConnectionOrientedSocket | StreamSocket;

interface Origin<Handlers> {
  readonly family?: AddressFamily;
  readonly handlers?: Handlers;
  readonly socketContext?: unknown;
}

/** A socket that listens on the loopback interface. */
export async function serve(
  net: Net,
  category: "listening" | "stream" = "listening",
  origin: Origin<ListeningHandlers> = {},
): Promise<Server> {
  const { family: addressFamily = "IPv4", ...rest } = origin;
  const options = { addressFamily, ...rest };
  const server = use(await net.wsk.socket(category, options));
  await server.bind(loopback(addressFamily));
  if (server.category === "stream") await server.listen();
  return server;
}

/** A socket that is bound and could connect. */
export async function client(
  net: Net,
  category: "connectionOriented" | "stream" = "connectionOriented",
  origin: Origin<ConnectionOrientedHandlers & StreamHandlers> = {},
): Promise<Client> {
  const { family: addressFamily = "IPv4", ...rest } = origin;
  const options = { addressFamily, ...rest };
  const socket = use(await net.wsk.socket(category, options));
  await socket.bind(loopback(addressFamily));
  return socket;
}

export interface Pair {
  readonly server: Server;
  readonly near: Client;
  readonly far: ConnectionOrientedSocket;
}

interface PairOptions extends Partial<Pairing> {
  /** Of the connecting socket. */
  readonly handlers?: ConnectionOrientedHandlers;
  readonly socketContext?: unknown;
  /** Of the accepted one. */
  readonly acceptSocketDispatch?: ConnectionOrientedHandlers;
  readonly acceptSocketContext?: unknown;
}

/** Two ends of a connection. */
export async function connect(
  net: Net,
  options: PairOptions = {},
): Promise<Pair> {
  const { connects, listens, family = "IPv4", ...rest } = options;
  const { acceptSocketDispatch, acceptSocketContext, ...own } = rest;
  const server = await serve(net, listens, { family });
  const near = await client(net, connects, { family, ...own });
  await near.connect(await server.getLocalAddress());
  const far = await server.accept({
    acceptSocketDispatch,
    acceptSocketContext,
  });
  return { server, near, far: use(far) };
}

let asked = 0;

/**
 * Where nobody listens. The port is none that the system chooses by itself: a
 * socket that is bound later could happen to have that, and would connect to
 * itself.
 */
export async function nobody(
  net: Net,
  addressFamily: AddressFamily = "IPv4",
): Promise<SocketAddress> {
  for (;;) {
    asked = (asked + 1) % 10;
    const port = 20_000 + (process.pid % 1000) * 10 + asked;
    const address = { ...loopback(addressFamily), port };
    const server = use(await net.wsk.socket("listening", { addressFamily }));
    const isFree = await server.bind(address).then(
      () => true,
      () => false,
    );
    await server.closeSocket();
    if (isFree) return address;
  }
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** What one receive yields. */
export async function receiveText(socket: Client, size = 64): Promise<string> {
  const buffer = new Uint8Array(size);
  const length = await socket.receive(buffer);
  return new TextDecoder().decode(buffer.subarray(0, length));
}

/** Lets events happen until the condition holds; long after it should have, says what is so instead. */
export async function until(
  condition: () => boolean,
  instead: () => unknown = () => "it never was so",
): Promise<void> {
  const end = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > end) expect.fail(String(instead()));
    await turn();
  }
}

/** The error that a call fails with. */
export async function failure(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    (value) => {
      throw new TypeError(`succeeded with ${String(value)}`);
    },
    (error: unknown) => error,
  );
}

/** What a call that must fail is expected to fail with. */
export async function expectStatus(
  call: Promise<unknown>,
  status: Status,
  detail: object = {},
): Promise<void> {
  expect(await failure(call)).toMatchObject({ status, ...detail });
}

/** `controlSocket` of a socket of any category, which its overloads forbid on a union. */
export function control(
  socket: AnySocket,
  ...args: readonly unknown[]
): Promise<unknown> {
  return invoke(socket, "controlSocket", ...args);
}

/** Enables events of a socket. */
export async function enable(
  socket: AnySocket,
  ...events: readonly string[]
): Promise<void> {
  const eventMask = Object.fromEntries(events.map((name) => [name, true]));
  await control(socket, "setOption", "SO_WSK_EVENT_CALLBACK", { eventMask });
}

/** Disables an event of a socket. */
export async function disable(socket: AnySocket, event: string): Promise<void> {
  const eventMask = { [event]: true, disable: true };
  await control(socket, "setOption", "SO_WSK_EVENT_CALLBACK", { eventMask });
}
