import type { IpSocketAddress } from "@bytecodealliance/preview3-shim/interfaces/wasi-sockets-types";
import type { AddressFamily, SocketAddress } from "@captable/wsk";
import { TransportFailure } from "@captable/wsk-sockets";
import ipaddr from "ipaddr.js";

/** How the package names a family. */
export function familyToForeign(family: AddressFamily): "ipv4" | "ipv6" {
  return family === "IPv4" ? "ipv4" : "ipv6";
}

/** An address as the package takes it. Throws a `TransportFailure` if it names an interface, which the package ignores. */
export function toForeign(from: SocketAddress): IpSocketAddress {
  const { address: text, port } = from;
  if (from.family === "IPv4") {
    const [a = 0, b = 0, c = 0, d = 0] = ipaddr.IPv4.parse(text).octets;
    return { tag: "ipv4", val: { port, address: [a, b, c, d] } };
  }
  if ((from.scopeId ?? 0) !== 0) {
    const message = "the package cannot choose an interface";
    throw new TransportFailure("STATUS_NOT_SUPPORTED", message);
  }
  const [a = 0, b = 0, c = 0, d = 0, ...rest] = ipaddr.IPv6.parse(text).parts;
  const [e = 0, f = 0, g = 0, h = 0] = rest;
  return {
    tag: "ipv6",
    val: { port, address: [a, b, c, d, e, f, g, h], flowInfo: 0, scopeId: 0 },
  };
}

/** An address as the package reports it. */
export function fromForeign({ tag, val }: IpSocketAddress): SocketAddress {
  const { port } = val;
  return tag === "ipv4"
    ? { family: "IPv4", address: val.address.join("."), port }
    : { family: "IPv6", address: spelled(val.address), port };
}

/** The usual spelling of the eight numbers of an IPv6 address. */
export function spelled(parts: readonly number[]): string {
  return new ipaddr.IPv6([...parts]).toString();
}
