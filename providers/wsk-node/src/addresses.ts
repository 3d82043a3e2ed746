import net, { type Socket } from "node:net";
import type { SocketAddress } from "@captable/wsk";
import { interfaceOf, scopeNamed } from "./interfaces.ts";

/** The address as Node takes it, with its interface behind a `%`. */
export function hostOf(address: SocketAddress): string {
  const scope = address.family === "IPv6" ? (address.scopeId ?? 0) : 0;
  if (scope === 0) return address.address;
  return `${address.address}%${interfaceOf(scope)}`;
}

/** An address as Node reports it. */
export function fromNode(text: string, port: number): SocketAddress {
  if (net.isIPv4(text)) return { family: "IPv4", address: text, port };
  const [address = text, zone] = text.split("%");
  if (zone === undefined) return { family: "IPv6", address, port };
  return { family: "IPv6", address, port, scopeId: scopeNamed(zone) };
}

/** Where a socket is; the system knows it as long as there is a handle. */
export function localOf(socket: Socket): SocketAddress {
  const { localAddress = "", localPort = 0, localFamily } = socket;
  return localFamily === "IPv4"
    ? { family: "IPv4", address: localAddress, port: localPort }
    : fromNode(localAddress, localPort);
}

/**
 * Where the peer of a socket is. An address of IPv4 has one spelling, so that
 * the system need not be asked for one that was connected to.
 */
export function remoteOf(socket: Socket, asked?: SocketAddress): SocketAddress {
  if (asked !== undefined && net.isIPv4(asked.address)) {
    return { family: "IPv4", address: asked.address, port: asked.port };
  }
  const { remoteAddress = "", remotePort = 0 } = socket;
  return fromNode(remoteAddress, remotePort);
}
