import "../handles.ts";
import net, { type Server, type Socket } from "node:net";
import { once } from "node:events";
import { afterEach } from "vitest";
import type { SocketAddress } from "@captable/wsk";
import type {
  Link,
  LinkEvents,
  LinkRequest,
  ListenerEvents,
  StreamBinding,
  TransportFailure,
} from "@captable/wsk-sockets";
import { binder, bindMethods, type BindMethod } from "../../src/bound.ts";
import { NodeTransport } from "../../src/transport.ts";

const closers: (() => unknown)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** Has something done at the end of the test. */
export function atEnd(close: () => unknown): void {
  closers.push(close);
}

export function transportOf(
  method: BindMethod = bindMethods[0] ?? "deferred",
): NodeTransport {
  return new NodeTransport(binder(method));
}

export const binding: StreamBinding = {
  ipv6Only: true,
  sharing: "default",
  outgoing: false,
};

export const anyPort: SocketAddress = {
  family: "IPv4",
  address: "127.0.0.1",
  port: 0,
};

/** Lets events happen until the condition holds. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Lets everything happen that is under way on the loopback interface. */
export async function settle(): Promise<void> {
  const echo = net.createServer((socket) => socket.pipe(socket));
  await once(echo.listen(0, "127.0.0.1"), "listening");
  for (let round = 0; round < 3; round += 1) {
    const socket = net.connect({ ...loopback, port: portOf(echo) });
    socket.end("x").resume();
    await once(socket, "close");
  }
  echo.close();
}

const loopback = { host: "127.0.0.1" } as const;

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== "object" || address === null) {
    throw new TypeError("not listening");
  }
  return address.port;
}

/** What a link has told. */
export class Told implements LinkEvents {
  readonly log: string[] = [];
  bytes = 0;
  failure: TransportFailure | undefined;
  /** Called with each chunk. */
  onData: (chunk: Uint8Array) => void = () => {};

  /** The order of what was told, data in a row counted once. */
  get order(): readonly string[] {
    return this.log.filter((word, index) => word !== this.log[index - 1]);
  }

  data(chunk: Uint8Array): void {
    this.log.push("data");
    this.bytes += chunk.byteLength;
    this.onData(chunk);
  }

  end(): void {
    this.log.push("end");
  }

  broken(failure: TransportFailure): void {
    this.log.push("broken");
    this.failure = failure;
  }
}

/** What a listener has told. */
export class Heard implements ListenerEvents {
  readonly requests: LinkRequest[] = [];
  readonly missing: TransportFailure[] = [];
  address: SocketAddress | undefined;
  failure: TransportFailure | undefined;

  opened(address: SocketAddress): void {
    this.address = address;
  }

  arrived(request: LinkRequest): void {
    this.requests.push(request);
  }

  missed(failure: TransportFailure): void {
    this.missing.push(failure);
  }

  failed(failure: TransportFailure): void {
    this.failure = failure;
  }
}

export interface Requested {
  readonly request: LinkRequest;
  /** Who asks, by `node:net` alone. */
  readonly peer: Socket;
  /** The errors of the peer. */
  readonly errors: string[];
}

/** A request of a peer that is no part of the provider. */
export async function request(
  transport: NodeTransport = transportOf(),
): Promise<Requested> {
  const heard = new Heard();
  const listener = transport.bindStream(anyPort, binding).listen(heard);
  atEnd(() => listener.close());
  await until(() => heard.address !== undefined);
  const { port = 0 } = heard.address ?? {};
  const peer = net.connect({ ...loopback, port, allowHalfOpen: true });
  atEnd(() => peer.destroy());
  const errors: string[] = [];
  peer.on("error", (error) => errors.push(String(Reflect.get(error, "code"))));
  await once(peer, "connect");
  await until(() => heard.requests.length > 0);
  const [arrived] = heard.requests;
  if (arrived === undefined) throw new TypeError("no request");
  atEnd(() => arrived.accept()?.reset());
  return { request: arrived, peer, errors };
}

export interface Linked {
  readonly link: Link;
  readonly peer: Socket;
  readonly errors: string[];
}

/** A link that has been accepted, and its peer. */
export async function linked(transport?: NodeTransport): Promise<Linked> {
  const { request: arrived, peer, errors } = await request(transport);
  const link = arrived.accept();
  if (link === undefined) throw new TypeError("the peer has given up");
  return { link, peer, errors };
}

/** A link that was connected from here, and its peer. */
export async function outgoing(): Promise<Omit<Linked, "errors">> {
  const { address, server } = await rawServer();
  const accepted = once(server, "connection");
  const port = transportOf().bindStream(anyPort, binding);
  const link = await port.connect(address).outcome;
  atEnd(() => link.reset());
  const [peer] = await accepted;
  return { link, peer };
}

/** Resolves when a socket is gone, with or without an error. */
export function gone(socket: Socket): Promise<void> {
  if (socket.closed) return Promise.resolve();
  return new Promise((resolve) => socket.once("close", () => resolve()));
}

/** A server that is no part of the provider, on a port of the loopback interface. */
export async function rawServer(
  options: net.ServerOpts = {},
): Promise<{ server: Server; address: SocketAddress; sockets: Socket[] }> {
  const sockets: Socket[] = [];
  const server = net.createServer({ allowHalfOpen: true, ...options });
  server.on("connection", (socket) => {
    sockets.push(socket.on("error", () => {}));
    atEnd(() => socket.destroy());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  atEnd(() => server.close());
  return { server, address: { ...anyPort, port: portOf(server) }, sockets };
}

/** Resolves when something has been written whole. */
export function written(link: Link, data: Uint8Array): Promise<boolean> {
  return new Promise((resolve) => {
    if (link.write(data, resolve)) resolve(true);
  });
}

export function ended(link: Link): Promise<boolean> {
  return new Promise((resolve) => link.end(resolve));
}
