import "./handles.ts";
import { afterEach } from "vitest";
import {
  invoke,
  register,
  type AddressFamily,
  type ConnectionOrientedHandlers,
  type ConnectionOrientedSocket,
  type ListeningHandlers,
  type ListeningSocket,
  type SocketAddress,
  type StreamSocket,
  type WskClient,
  type WskRegistration,
} from "@captable/wsk";
import { nodeProvider, type BindMethod } from "../src/index.ts";

/** A registration with its client object. */
export interface Net {
  readonly registration: WskRegistration;
  readonly wsk: WskClient;
}

interface Closable {
  readonly state: string;
  closeSocket(): Promise<void>;
}

const open: Closable[] = [];

afterEach(async () => {
  const rest = open.splice(0).filter(({ state }) => state !== "closed");
  await Promise.all(rest.map((socket) => socket.closeSocket()));
});

/** Has a socket closed at the end of the test, if the test has not closed it. */
export function use<Socket extends Closable>(socket: Socket): Socket {
  open.push(socket);
  return socket;
}

export async function network(
  bindMethod?: BindMethod,
  limits: { readonly retainedBytes?: number } = {},
): Promise<Net> {
  const registration = register(nodeProvider({ bindMethod, ...limits }));
  return { registration, wsk: await registration.captureProviderNPI() };
}

/** A port of the loopback interface that the system chooses. */
export function loopback(family: AddressFamily = "IPv4"): SocketAddress {
  return family === "IPv4"
    ? { family, address: "127.0.0.1", port: 0 }
    : { family, address: "::1", port: 0 };
}

export type Server = ListeningSocket | StreamSocket;
export type Client = ConnectionOrientedSocket | StreamSocket;

/** A socket that listens on the loopback interface. */
export async function serve(
  { wsk }: Net,
  category: "listening" | "stream" = "listening",
  addressFamily: AddressFamily = "IPv4",
  handlers: ListeningHandlers = {},
): Promise<Server> {
  const options = { addressFamily, handlers };
  const server = use(await wsk.socket(category, options));
  await server.bind(loopback(addressFamily));
  if (server.category === "stream") await server.listen();
  return server;
}

/** A socket that is bound and could connect. */
export async function client(
  { wsk }: Net,
  category: "connectionOriented" | "stream" = "connectionOriented",
  addressFamily: AddressFamily = "IPv4",
  handlers: ConnectionOrientedHandlers = {},
): Promise<Client> {
  const options = { addressFamily, handlers };
  const socket = use(await wsk.socket(category, options));
  await socket.bind(loopback(addressFamily));
  return socket;
}

export interface Pair {
  readonly server: Server;
  readonly near: Client;
  readonly far: ConnectionOrientedSocket;
}

/** Two ends of a connection. */
export async function connect(
  net: Net,
  listens: "listening" | "stream" = "listening",
  connects: "connectionOriented" | "stream" = "connectionOriented",
  family: AddressFamily = "IPv4",
): Promise<Pair> {
  const server = await serve(net, listens, family);
  const near = await client(net, connects, family);
  await near.connect(await server.getLocalAddress());
  return { server, near, far: use(await server.accept()) };
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

/** Lets events happen until the condition holds. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => setImmediate(resolve));
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

/** `controlSocket` of a socket of any category, which its overloads forbid on a union. */
export function control(
  socket: object,
  ...args: readonly unknown[]
): Promise<unknown> {
  return invoke(socket, "controlSocket", ...args);
}
