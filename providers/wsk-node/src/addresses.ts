import net from "node:net";
import os from "node:os";
import type { AddressFamily, SocketAddress, Status } from "@captable/wsk";
import type { Failing } from "./statuses.ts";

/** What Node calls a family: of a datagram socket, and of the canonical form of an address. */
const nodeFamily = { IPv4: "ipv4", IPv6: "ipv6" } as const;

interface Fault {
  readonly status: Status;
  readonly message: string;
}

function faultOf(
  address: SocketAddress,
  family: AddressFamily,
): Fault | undefined {
  const invalid = "STATUS_INVALID_PARAMETER";
  if (address.family !== family) {
    return {
      status: invalid,
      message: `the address is ${address.family}, the socket ${family}`,
    };
  }
  const { address: text } = address;
  const numeric = family === "IPv4" ? net.isIPv4(text) : net.isIPv6(text);
  if (!numeric || text.includes("%")) {
    return {
      status: invalid,
      message: `${JSON.stringify(text)} is not a numeric ${family} address`,
    };
  }
  if (address.family === "IPv6" && (address.flowInfo ?? 0) !== 0) {
    return {
      status: "STATUS_NOT_SUPPORTED",
      message: "Node cannot set flow information",
    };
  }
  return undefined;
}

/** Refuses an address that is malformed or of another family than the socket. */
export function checkAddress(
  host: Failing,
  functionName: string,
  address: SocketAddress,
  family: AddressFamily,
): void {
  const fault = faultOf(address, family);
  if (fault === undefined) return;
  throw host.fail(functionName, fault.status, { message: fault.message });
}

/** Refuses what no connection can be made to. */
export function checkRemote(
  host: Failing,
  functionName: string,
  address: SocketAddress,
  family: AddressFamily,
): void {
  checkAddress(host, functionName, address, family);
  if (isWildcard(address)) {
    throw host.fail(functionName, "STATUS_INVALID_ADDRESS_WILDCARD");
  }
}

/** The one spelling of an address that Node reports. */
export function canonical(address: SocketAddress): string {
  return new net.SocketAddress({
    address: address.address,
    family: nodeFamily[address.family],
  }).address;
}

/** In whatever spelling: all digits are 0. */
export function isWildcard({ address }: SocketAddress): boolean {
  return /^[0:.]+$/.test(address);
}

function scopeOf(address: SocketAddress): number | undefined {
  return address.family === "IPv6" ? address.scopeId : undefined;
}

/** The address as Node takes it, with its interface behind a `%`. */
export function hostOf(address: SocketAddress): string {
  const scope = scopeOf(address) ?? 0;
  if (scope === 0) return address.address;
  return `${address.address}%${interfaceOf(scope)}`;
}

/** The interface as the platform names it in an address: a number on Windows, elsewhere a name. */
function interfaceOf(scope: number): string {
  if (process.platform === "win32") return String(scope);
  for (const { name, entry } of localEntries()) {
    if (entry.family === "IPv6" && entry.scopeid === scope) return name;
  }
  return String(scope);
}

/** An address as Node reports it. */
export function fromNode(text: string, port: number): SocketAddress {
  if (net.isIPv4(text)) return { family: "IPv4", address: text, port };
  const [address = text, zone] = text.split("%");
  if (zone === undefined) return { family: "IPv6", address, port };
  return { family: "IPv6", address, port, scopeId: scopeNamed(zone) };
}

function scopeNamed(zone: string): number {
  if (/^\d+$/.test(zone)) return Number(zone);
  for (const { name, entry } of localEntries()) {
    if (name === zone && entry.family === "IPv6") return entry.scopeid ?? 0;
  }
  return 0;
}

/** The local addresses of a family. */
export function localAddresses(family: AddressFamily): SocketAddress[] {
  const addresses: SocketAddress[] = [];
  for (const { entry } of localEntries()) {
    if (entry.family !== family) continue;
    const { address } = entry;
    const scopeId = entry.family === "IPv6" ? (entry.scopeid ?? 0) : 0;
    addresses.push(
      family === "IPv4"
        ? { family, address, port: 0 }
        : { family, address, port: 0, ...(scopeId === 0 ? {} : { scopeId }) },
    );
  }
  return addresses;
}

interface LocalEntry {
  readonly name: string;
  readonly entry: os.NetworkInterfaceInfo;
}

function localEntries(): LocalEntry[] {
  return Object.entries(os.networkInterfaces()).flatMap(
    ([name, entries = []]) => entries.map((entry) => ({ name, entry })),
  );
}
