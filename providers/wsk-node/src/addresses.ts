import net from "node:net";
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
