import dgram, {
  type Socket as Datagrams,
  type SocketOptions,
} from "node:dgram";
import net, { type Socket } from "node:net";
import { once } from "node:events";
import type { TestContext } from "vitest";
import type {
  ConnectionOrientedHandlers,
  ConnectionOrientedSocket,
  ListeningHandlers,
  SocketAddress,
} from "@captable/wsk";
import {
  client,
  control,
  network,
  serve,
  use,
  type Client,
  type Net,
  type Server,
} from "../net.ts";
import { need, output } from "../system.ts";
import { atEnd, rawServer, until } from "../transport/harness.ts";

/** How an entry of the fidelity table is held against what really happens. */
export interface Reality {
  readonly name: string;
  /** Those that this is the test for, separated by spaces. */
  readonly categories: string;
  readonly shows: string;
  readonly check: (category: string, context: TestContext) => Promise<void>;
}

export const CONNECTIONS = "connectionOriented stream";
export const LISTENERS = "listening stream";
export const BOUND = "listening datagram connectionOriented stream";
export const ALL = `basic ${BOUND}`;

function connecting(category: string): "connectionOriented" | "stream" {
  return category === "stream" ? "stream" : "connectionOriented";
}

export interface Connected {
  readonly socket: Client;
  /** The other end, which is no part of the provider. */
  readonly raw: Socket;
}

/** A socket of the category that is connected. */
export async function connected(
  category: string,
  handlers?: ConnectionOrientedHandlers,
  net?: Net,
): Promise<Connected> {
  const { address, sockets } = await rawServer();
  const socket = await client(
    net ?? (await network()),
    connecting(category),
    "IPv4",
    handlers,
  );
  await socket.connect(address);
  await until(() => sockets.length > 0);
  const [raw] = sockets;
  if (raw === undefined) throw new TypeError("no peer");
  return { socket, raw };
}

/** A socket of the category that listens. */
export async function listening(
  category: string,
  handlers?: ListeningHandlers,
): Promise<Server> {
  const name = category === "stream" ? "stream" : "listening";
  return serve(await network(), name, "IPv4", handlers);
}

/** A listening socket that accepts conditionally. */
export async function inspecting(handlers: ListeningHandlers): Promise<Server> {
  const { wsk } = await network();
  const server = use(await wsk.socket("listening", { handlers }));
  await server.controlSocket("setOption", "SO_CONDITIONAL_ACCEPT", true);
  await server.bind({ family: "IPv4", address: "127.0.0.1", port: 0 });
  return server;
}

export interface RawPeer {
  readonly raw: Socket;
  /** The codes of the errors it has had. */
  readonly errors: string[];
}

/** Resolves when a socket is connected, or is not going to be; a reset that comes at once leaves no time for more. */
export function arrived(raw: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    raw.once("connect", () => resolve(true));
    raw.once("close", () => resolve(false));
  });
}

/** Connects to a socket, without the provider. */
export async function rawPeer(server: Server): Promise<RawPeer> {
  const { address, port } = await server.getLocalAddress();
  const raw = net.connect({ host: address, port, allowHalfOpen: true });
  atEnd(() => raw.destroy());
  const errors: string[] = [];
  raw.on("error", (error) => errors.push(String(Reflect.get(error, "code"))));
  await arrived(raw);
  return { raw, errors };
}

/** The socket that a server accepts from somebody who is no part of the provider. */
export async function accepted(
  server: Server,
): Promise<{ socket: ConnectionOrientedSocket; raw: Socket }> {
  const { raw } = await rawPeer(server);
  return { socket: use(await server.accept()), raw };
}

/** A UDP socket that is no part of the provider. */
export async function rawDatagrams(
  options: Partial<SocketOptions> = {},
  port = 0,
): Promise<{ raw: Datagrams; address: SocketAddress }> {
  const raw = dgram.createSocket({ type: "udp4", ...options });
  atEnd(() => raw.close());
  const bound = once(raw, "listening");
  raw.bind({ address: "127.0.0.1", port, exclusive: true });
  await bound;
  const address = raw.address();
  return {
    raw,
    address: { family: "IPv4", address: address.address, port: address.port },
  };
}

/** What the system says of the sockets with a local port. */
export async function ss(
  context: TestContext,
  flags: string,
  { port }: SocketAddress,
): Promise<string> {
  await need(context, "ss", "-V");
  return output("ss", `-${flags}H`, `sport = :${port}`);
}

/** Enables an event of a socket. */
export async function enable(socket: object, event: string): Promise<void> {
  const eventMask = { [event]: true };
  await control(socket, "setOption", "SO_WSK_EVENT_CALLBACK", { eventMask });
}
