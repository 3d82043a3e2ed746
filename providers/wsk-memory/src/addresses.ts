import ipaddr from "ipaddr.js";
import type { AddressFamily, SocketAddress } from "@captable/wsk";

/** An address as packets bear it: in its one spelling, and never an IPv4 address in the form of an IPv6 one. */
export interface WireAddress {
  readonly family: AddressFamily;
  readonly address: string;
  readonly port: number;
}

/** Whether a text is a numeric address, in the usual form of its family. */
export function isNumeric(text: string): boolean {
  return (
    ipaddr.IPv4.isValidFourPartDecimal(text) ||
    (ipaddr.IPv6.isValid(text) && !text.includes("%"))
  );
}

/** Of the one spelling. Other addresses begin alike, but have more behind it. */
const MAPPED = /^::ffff:[\da-f]+:[\da-f]+$/;

/** The one spelling of a numeric address. */
export function canonical(text: string, family: AddressFamily): string {
  // What is a valid IPv4 address has one spelling only.
  if (family === "IPv4" || text === "::1" || text === "::") return text;
  return ipaddr.IPv6.parse(text).toString();
}

/** What packets from or to an address bear. */
export function onWire(socketAddress: SocketAddress): WireAddress {
  const { family, address, port } = socketAddress;
  const text = canonical(address, family);
  if (family === "IPv6" && MAPPED.test(text)) {
    const ip = ipaddr.IPv6.parse(text).toIPv4Address();
    return { family: "IPv4", address: ip.toString(), port };
  }
  return { family, address: text, port };
}

/** An address of packets as a socket of the family sees it. */
export function seenBy(
  family: AddressFamily,
  { family: wireFamily, address, port }: WireAddress,
): SocketAddress {
  if (wireFamily === family) return { family, address, port };
  return { family: "IPv6", address: `::ffff:${address}`, port };
}

export function wildcard(family: AddressFamily): string {
  return family === "IPv4" ? "0.0.0.0" : "::";
}

export function isWildcard({ family, address }: WireAddress): boolean {
  return address === wildcard(family);
}

/** Of the host itself. */
export function isLoopback({ family, address }: WireAddress): boolean {
  return family === "IPv4" ? address.startsWith("127.") : address === "::1";
}

export function isMulticast({ family, address }: WireAddress): boolean {
  if (family === "IPv6") return address.startsWith("ff");
  const first = Number.parseInt(address, 10);
  return first >= 224 && first <= 239;
}

/** As people write an address with its port. */
export function written({ family, address, port }: WireAddress): string {
  return family === "IPv4" ? `${address}:${port}` : `[${address}]:${port}`;
}

export function isSame(one: WireAddress, other: WireAddress): boolean {
  return (
    one.port === other.port &&
    one.address === other.address &&
    one.family === other.family
  );
}

/** An address of a host, and the network that it is in. */
export interface LocalAddress {
  readonly family: AddressFamily;
  readonly address: string;
  readonly prefix: number;
  /** Reaches all hosts of the network; only IPv4 has it. */
  readonly broadcast: string | undefined;
}

const prefixes = { IPv4: 24, IPv6: 64 } as const;

/** Kinds of addresses that no host can have as its own; an IPv4 address in the form of an IPv6 one is no other address. */
const ofNoHost: ReadonlySet<string> = new Set([
  "broadcast",
  "ipv4Mapped",
  "multicast",
  "unspecified",
]);

/**
 * Reads `10.0.0.1`, `10.0.0.1/8`, `fd00::1` or `fd00::1/64`.
 *
 * @throws TypeError if it is nothing like that
 */
export function readLocalAddress(text: string): LocalAddress {
  const [address = "", prefixText, ...rest] = text.split("/");
  const isWritten = rest.length === 0 && /^\d+$/.test(prefixText ?? "0");
  if (!isNumeric(address) || !isWritten) {
    throw new TypeError(`${JSON.stringify(text)} is not an address`);
  }
  const ip = ipaddr.parse(address);
  if (ofNoHost.has(ip.range())) {
    throw new TypeError(`${JSON.stringify(text)} can be no host's address`);
  }
  const family = ip.kind() === "ipv4" ? "IPv4" : "IPv6";
  const prefix =
    prefixText === undefined ? prefixes[family] : Number(prefixText);
  const cidr = `${ip.toString()}/${prefix}`;
  if (!ipaddr.isValidCIDR(cidr)) {
    throw new TypeError(`${JSON.stringify(text)} has no such prefix`);
  }
  return {
    family,
    address: ip.toString(),
    prefix,
    broadcast:
      family === "IPv4" && prefix < 31
        ? ipaddr.IPv4.broadcastAddressFromCIDR(cidr).toString()
        : undefined,
  };
}

/** Whether an address is in the network of a local one. */
export function isNeighbour(local: LocalAddress, other: WireAddress): boolean {
  if (local.family !== other.family) return false;
  return ipaddr
    .parse(other.address)
    .match([ipaddr.parse(local.address), local.prefix]);
}
