import type { AddressFamily, SocketAddress } from "@captable/wsk";

/** A port of the loopback interface that the provider chooses. */
export function loopback(family: AddressFamily): SocketAddress {
  const address = family === "IPv4" ? "127.0.0.1" : "::1";
  return { family, address, port: 0 };
}
