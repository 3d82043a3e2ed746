import os from "node:os";
import type { AddressFamily, SocketAddress } from "@captable/wsk";

interface LocalEntry {
  readonly name: string;
  readonly entry: os.NetworkInterfaceInfo;
}

function localEntries(): LocalEntry[] {
  return Object.entries(os.networkInterfaces()).flatMap(
    ([name, entries = []]) => entries.map((entry) => ({ name, entry })),
  );
}

/** The interface as the platform names it in an address: a number on Windows, elsewhere a name. */
export function interfaceOf(scope: number): string {
  if (process.platform === "win32") return String(scope);
  for (const { name, entry } of localEntries()) {
    if (entry.family === "IPv6" && entry.scopeid === scope) return name;
  }
  return String(scope);
}

/** The number of an interface that the platform has named. */
export function scopeNamed(zone: string): number {
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
