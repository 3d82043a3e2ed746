import { subscribe } from "node:diagnostics_channel";
import type { Socket as DatagramHandle } from "node:dgram";
import net, { type AddressInfo, type Server, type Socket } from "node:net";
import type {
  ConnectionOrientedSocket,
  DatagramSocket,
  ListeningSocket,
  SocketAddress,
  StreamSocket,
} from "@captable/wsk";
import { settle } from "./settle.ts";

/** What has an object of Node behind it once it is bound or connected. */
export type Mortal =
  ListeningSocket | DatagramSocket | ConnectionOrientedSocket | StreamSocket;

const servers = new Set<Server>();
const sockets = new Set<Socket>();
const datagrams = new Set<DatagramHandle>();
let watching = false;

/** Learns, from now on, of every object of Node that a provider may have behind its sockets. */
export function watchForDeath(): void {
  if (watching) return;
  watching = true;
  const { listen } = net.Server.prototype;
  net.Server.prototype.listen = function (this: Server, ...args: unknown[]) {
    servers.add(this);
    return Reflect.apply(listen, this, args);
  };
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
    remember(this);
    return Reflect.apply(connect, this, args);
  };
  // Whoever accepts a connection may put a socket of its own in the place of the one that it is given.
  const { resume } = net.Socket.prototype;
  net.Socket.prototype.resume = function (this: Socket) {
    remember(this);
    return Reflect.apply(resume, this, []);
  };
  subscribe("net.server.socket", (message) => {
    const socket: unknown = Reflect.get(Object(message), "socket");
    if (socket instanceof net.Socket) remember(socket);
  });
  subscribe("udp.socket", (message) => {
    datagrams.add(Reflect.get(Object(message), "socket"));
  });
}

/** Remembers a socket, and forgets those that are no more once in a while. */
function remember(socket: Socket): void {
  sockets.add(socket);
  if (sockets.size < 256) return;
  for (const old of sockets) if (old.destroyed) sockets.delete(old);
}

/** An error that no provider expects, simulated: emitted as Node itself would emit it. */
function unexpected(syscall: string): Error {
  const error = new Error(`${syscall} EIO`);
  return Object.assign(error, { code: "EIO", errno: -5, syscall });
}

function isAt(found: AddressInfo, { address, port }: SocketAddress): boolean {
  return found.port === port && found.address === address;
}

function addressOf(holder: Server | DatagramHandle): AddressInfo | undefined {
  try {
    const address = holder.address();
    return typeof address === "object" && address !== null
      ? address
      : undefined;
  } catch {
    return undefined;
  }
}

function at<Holder extends Server | DatagramHandle>(
  holders: ReadonlySet<Holder>,
  local: SocketAddress,
): Holder | undefined {
  return [...holders].find((holder) => {
    const found = addressOf(holder);
    return found !== undefined && isAt(found, local);
  });
}

function between(
  local: SocketAddress,
  remote: SocketAddress,
): Socket | undefined {
  return [...sockets].find(
    ({ destroyed, localAddress, localPort, remoteAddress, remotePort }) =>
      !destroyed &&
      localAddress === local.address &&
      localPort === local.port &&
      remoteAddress === remote.address &&
      remotePort === remote.port,
  );
}

/**
 * Makes a bound or connected socket dead, as if the system had taken it away: the object of Node behind it is told of an
 * error that the system does not give in truth.
 *
 * @throws TypeError if the socket is none the deader for it
 */
export async function simulateDeath(socket: Mortal): Promise<void> {
  const local = await socket.getLocalAddress();
  if (socket.category === "datagram") {
    at(datagrams, local)?.emit("error", unexpected("recvmsg"));
  } else if (socket.state === "listening") {
    at(servers, local)?.emit("error", unexpected("accept"));
  } else if (socket.category !== "listening") {
    const remote = await socket.getRemoteAddress();
    between(local, remote)?.destroy(unexpected("read"));
  }
  await settle();
  if (socket.state === "dead") return;
  throw new TypeError(`the ${socket.category} socket is not dead`);
}
