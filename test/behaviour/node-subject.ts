import { subscribe } from "node:diagnostics_channel";
import type { Socket as DatagramHandle } from "node:dgram";
import net, { type AddressInfo, type Server, type Socket } from "node:net";
import { register, type SocketAddress } from "@captable/wsk";
import { fidelity, nodeProvider } from "@captable/wsk-node";
import { settle } from "./node-settle.ts";
import type { Mortal, Net, OpenOptions, Subject } from "./subject.ts";

const servers = new Set<Server>();
const sockets = new Set<Socket>();
const datagrams = new Set<DatagramHandle>();

watch();

/** Learns of every object of Node that a provider may have behind its sockets. */
function watch(): void {
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

async function kill(socket: Mortal): Promise<void> {
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

/** Sockets of Node. */
export const nodeSubject: Subject = {
  name: "wsk-node",
  fidelity,
  open: async ({
    retainedBytes,
    ...options
  }: OpenOptions = {}): Promise<Net> => {
    const provider = nodeProvider(
      retainedBytes === undefined ? {} : { retainedBytes },
    );
    const registration = register(provider, options);
    const wsk = await registration.captureProviderNPI();
    return { registration, wsk, settle, kill };
  },
};
