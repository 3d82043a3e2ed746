import net, { type Server, type TcpSocketConnectOpts } from "node:net";
import { getSystemErrorName } from "node:util";
import type { SocketAddress } from "@captable/wsk";
import { fromNode, hostOf } from "./addresses.ts";
import { lendingSocket, type Lending } from "./lending.ts";

/**
 * How a TCP socket gets its local address before it connects or listens.
 *
 * - `boundSocket`: by `net.BoundSocket`, of recent Nodes.
 * - `serverHandle`: by a bound handle. All Nodes have the function that makes
 *   it, `net._createServerHandle`, though none documents it.
 * - `deferred`: not before it connects or listens. Conflicts and the port that
 *   is chosen for port 0 show only then.
 */
export type BindMethod = "boundSocket" | "serverHandle" | "deferred";

/** A local address to be used once: to connect from, or to listen on. */
export interface Bound {
  /** With the port that was chosen, if it is known yet. */
  readonly address: SocketAddress;
  /** Begins to connect. */
  connect(remote: SocketAddress): Outgoing;
  /** Begins to listen. */
  listen(server: Server): void;
  /** Gives the address up unused. */
  close(): void;
}

/** A socket that connects. */
export interface Outgoing {
  readonly lending: Lending;
  /** Where to. */
  readonly remote: SocketAddress;
}

/** Binds a local address, or throws an error of Node. */
export type Bind = (address: SocketAddress, ipv6Only: boolean) => Bound;

/** What `net.BoundSocket` is; the types of the oldest supported Node lack it. */
interface BoundSocket {
  address(): { readonly address: string; readonly port: number };
  close(): void;
}
type BoundSocketClass = new (options: {
  readonly host: string;
  readonly port: number;
  readonly ipv6Only: boolean;
}) => BoundSocket;

/** The part used of the undocumented handle of a TCP socket. Its functions return 0 or a negative error number. */
interface Handle {
  getsockname(out: { address?: string; port?: number }): number;
  close(): void;
}
type CreateServerHandle = (
  address: string,
  port: number,
  addressType: 4 | 6,
  fd: undefined,
  flags: number,
) => Handle | number;

const boundSocketClass: BoundSocketClass | undefined = Reflect.get(
  net,
  "BoundSocket",
);
/** The only way to bind before connecting in Nodes without `net.BoundSocket`; it is what `listen` itself uses there. */
const createServerHandle: CreateServerHandle | undefined = Reflect.get(
  net,
  "_createServerHandle",
);
/** libuv's flag of that name. */
const UV_TCP_IPV6ONLY = 1;

function destination(remote: SocketAddress): TcpSocketConnectOpts {
  return { host: hostOf(remote), port: remote.port, autoSelectFamily: false };
}

/** Begins to connect, to this address only; nothing is read before the socket is resumed. */
function startConnecting(
  options: object,
  remote: SocketAddress,
  to: TcpSocketConnectOpts = destination(remote),
): Outgoing {
  const lending = lendingSocket(options);
  const { socket } = lending;
  try {
    socket.pause().connect(to);
    return { lending, remote };
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function bindSocket(
  Class: BoundSocketClass,
  address: SocketAddress,
  ipv6Only: boolean,
): Bound {
  const host = hostOf(address);
  const bound = new Class({ host, port: address.port, ipv6Only });
  const { address: text, port } = bound.address();
  return {
    address: scoped(fromNode(text, port), address),
    connect: (remote) => {
      const options = { handle: bound };
      return startConnecting(options, remote);
    },
    listen: (server) => void server.listen(bound),
    close: () => bound.close(),
  };
}

function bindHandle(
  create: CreateServerHandle,
  address: SocketAddress,
  ipv6Only: boolean,
): Bound {
  const type = address.family === "IPv4" ? 4 : 6;
  const flags = ipv6Only ? UV_TCP_IPV6ONLY : 0;
  const host = hostOf(address);
  const handle = create(host, address.port, type, undefined, flags);
  if (typeof handle === "number") throw systemError(handle, "bind");
  const name: { address?: string; port?: number } = {};
  // A conflict shows only now: libuv puts it off.
  const error = handle.getsockname(name);
  if (error !== 0) {
    handle.close();
    throw systemError(error, "bind");
  }
  return {
    address: scoped(
      fromNode(name.address ?? address.address, name.port ?? address.port),
      address,
    ),
    connect: (remote) => {
      const options = { handle, manualStart: true };
      return startConnecting(options, remote);
    },
    listen: (server) => void server.listen(handle),
    close: () => handle.close(),
  };
}

function deferBinding(address: SocketAddress, ipv6Only: boolean): Bound {
  const host = hostOf(address);
  const { port } = address;
  return {
    address,
    connect: (remote) =>
      startConnecting({}, remote, {
        ...destination(remote),
        localAddress: host,
        localPort: port,
      }),
    listen: (server) =>
      void server.listen({ host, port, ipv6Only, exclusive: true }),
    close: () => {},
  };
}

/**
 * Any port on any address of IPv4, which the system chooses by itself on the way
 * to the peer: to choose before takes longer than all the rest. Undefined for
 * any other address. (Without an address, sockets of IPv6 reach IPv4 too.)
 */
export function leaveUnbound(address: SocketAddress): Bound | undefined {
  const { family, address: text, port } = address;
  if (family !== "IPv4" || text !== "0.0.0.0" || port !== 0) return undefined;
  return new Unbound(address);
}

class Unbound implements Bound {
  readonly address: SocketAddress;

  constructor(address: SocketAddress) {
    this.address = address;
  }

  connect(remote: SocketAddress): Outgoing {
    return startConnecting({}, remote);
  }

  listen(server: Server): void {
    deferBinding(this.address, false).listen(server);
  }

  close(): void {}
}

/** Node leaves the scope out of an address that was bound. */
function scoped(address: SocketAddress, asked: SocketAddress): SocketAddress {
  if (address.family !== "IPv6" || asked.family !== "IPv6") return address;
  const { scopeId = asked.scopeId } = address;
  return scopeId === undefined ? address : { ...address, scopeId };
}

function systemError(errno: number, syscall: string): Error {
  const code = getSystemErrorName(errno);
  const error = new Error(`${syscall} ${code}`);
  return Object.assign(error, { code, errno, syscall });
}

/** The methods that this Node has, the best first. */
export const bindMethods: readonly BindMethod[] = [
  ...(boundSocketClass === undefined ? [] : (["boundSocket"] as const)),
  ...(createServerHandle === undefined ? [] : (["serverHandle"] as const)),
  "deferred",
];

/** The function that binds by a method, which this Node must have. */
export function binder(method: BindMethod): Bind {
  if (method === "deferred") return deferBinding;
  if (method === "boundSocket" && boundSocketClass !== undefined) {
    return bindSocket.bind(undefined, boundSocketClass);
  }
  if (method === "serverHandle" && createServerHandle !== undefined) {
    return bindHandle.bind(undefined, createServerHandle);
  }
  throw new TypeError(`this Node cannot bind by the method ${method}`);
}
