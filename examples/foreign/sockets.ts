import type {
  TcpSocket,
  UdpSocket,
} from "@bytecodealliance/preview3-shim/interfaces/wasi-sockets-types";

export type { TcpSocket, UdpSocket };

/** Lets go of a socket of the package. Its types do not say that it can. */
export function dispose(socket: TcpSocket | UdpSocket): void {
  const it: unknown = Reflect.get(socket, Symbol.dispose);
  if (typeof it === "function") Reflect.apply(it, socket, []);
}
