import type { AddressFamily, SocketAddress } from "@captable/wsk";
import { localAddresses } from "./interfaces.ts";

/** In milliseconds. Node does not tell of changes, so that somebody has to look. */
const PERIOD = 1000;

interface Watcher {
  readonly family: AddressFamily;
  readonly changed: () => void;
  seen: string;
}

const watchers = new Set<Watcher>();
let timer: NodeJS.Timeout | undefined;

/**
 * Has it told whenever the local addresses of a family change, until the
 * result is called. Like whatever else is waited for, this keeps the process
 * alive; nothing is left of it once nobody watches.
 */
export function watchAddresses(
  family: AddressFamily,
  changed: () => void,
): () => void {
  const watcher: Watcher = { family, changed, seen: spelled(family) };
  watchers.add(watcher);
  timer ??= setInterval(look, PERIOD);
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function look(): void {
  const now = spelledNow();
  if (now === undefined) return;
  // Whoever is told may end any watch, or begin one.
  for (const watcher of [...watchers]) {
    if (watcher.seen === now[watcher.family] || !watchers.has(watcher))
      continue;
    watcher.seen = now[watcher.family];
    watcher.changed();
  }
}

/** Undefined if the system does not tell at present, such as if no file descriptor is left. */
function spelledNow(): Record<AddressFamily, string> | undefined {
  try {
    return { IPv4: spelled("IPv4"), IPv6: spelled("IPv6") };
  } catch {
    return undefined;
  }
}

/** The addresses of a family as a text to be compared. */
function spelled(family: AddressFamily): string {
  return localAddresses(family).map(spell).sort().join();
}

function spell(address: SocketAddress): string {
  const scope = address.family === "IPv6" ? (address.scopeId ?? 0) : 0;
  return `${address.address}%${scope}`;
}
