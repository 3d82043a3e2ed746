import os from "node:os";
import type { AddressFamily, SocketAddress } from "@captable/wsk";
import { failureOf } from "./statuses.ts";

interface LocalEntry {
  readonly name: string;
  readonly entry: os.NetworkInterfaceInfo;
}

/** Throws an error of Node, such as if no file descriptor is left. */
function localEntries(): LocalEntry[] {
  return Object.entries(os.networkInterfaces()).flatMap(
    ([name, entries = []]) => entries.map((entry) => ({ name, entry })),
  );
}

/** The same for somebody who can do without. */
function knownEntries(): LocalEntry[] {
  try {
    return localEntries();
  } catch {
    return [];
  }
}

/** The interface as the platform names it in an address: a number on Windows, elsewhere a name. */
export function interfaceOf(scope: number): string {
  if (process.platform === "win32") return String(scope);
  for (const { name, entry } of knownEntries()) {
    if (entry.family === "IPv6" && entry.scopeid === scope) return name;
  }
  return String(scope);
}

/** The number of an interface that the platform has named. */
export function scopeNamed(zone: string): number {
  if (/^\d+$/.test(zone)) return Number(zone);
  for (const { name, entry } of knownEntries()) {
    if (name !== zone || entry.family !== "IPv6") continue;
    // Only addresses of the link bear it.
    if (entry.scopeid) return entry.scopeid;
  }
  return 0;
}

function asked(): LocalEntry[] {
  try {
    return localEntries();
  } catch (error) {
    throw failureOf(error);
  }
}

/** The local addresses of a family. Throws a `TransportFailure` if the system does not tell. */
export function localAddresses(family: AddressFamily): SocketAddress[] {
  const addresses: SocketAddress[] = [];
  for (const { entry } of asked()) {
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
