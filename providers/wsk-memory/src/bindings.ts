import type { AddressFamily, SocketAddress } from "@captable/wsk";
import { TransportFailure, type Sharing } from "@captable/wsk-sockets";
import {
  isSame,
  isWildcard,
  onWire,
  seenBy,
  written,
  type WireAddress,
} from "./addresses.ts";
import { conflict } from "./sharing.ts";

/** What the system can take away from a socket. */
export interface Mortal {
  die(failure: TransportFailure): void;
}

export interface BindRequest {
  readonly address: SocketAddress;
  readonly ipv6Only: boolean;
  readonly sharing: Sharing;
}

/** A port of a host in use by a socket. */
export interface Binding<Owner> {
  readonly owner: Owner;
  readonly family: AddressFamily;
  readonly ipv6Only: boolean;
  readonly sharing: Sharing;
  /** As packets bear it. */
  readonly address: WireAddress;
}

/** Ports from here on are chosen for those who ask for any. */
const FIRST_CHOSEN = 49_152;
const LAST_PORT = 65_535;

/** The ports of a protocol that are in use on a host. */
export class Bindings<Owner> {
  readonly #byPort = new Map<number, Binding<Owner>[]>();
  #next = FIRST_CHOSEN;

  /** How many ports are in use. */
  get size(): number {
    return this.#byPort.size;
  }

  /**
   * Takes a port, or one that is free for port 0.
   *
   * @throws TransportFailure if it cannot be shared, or if there is none left
   */
  add(
    owner: Owner,
    { address: asked, ipv6Only, sharing }: BindRequest,
    maxPorts: number,
  ): Binding<Owner> {
    const wire = onWire(asked);
    const port = wire.port === 0 ? this.#choose(maxPorts) : wire.port;
    const binding: Binding<Owner> = {
      owner,
      family: asked.family,
      ipv6Only,
      sharing,
      address: { ...wire, port },
    };
    const others = this.#byPort.get(port);
    if (others === undefined) {
      this.#byPort.set(port, [binding]);
      return binding;
    }
    for (const other of others) check(binding, other);
    others.push(binding);
    return binding;
  }

  remove(binding: Binding<Owner>): void {
    const { port } = binding.address;
    const all = this.#byPort.get(port);
    const index = all?.indexOf(binding) ?? -1;
    if (all === undefined || index < 0) return;
    if (all.length === 1) this.#byPort.delete(port);
    else all.splice(index, 1);
  }

  /** Who is bound to an address, be it in particular or among all; the former first, then the latest. */
  at(address: WireAddress): readonly Binding<Owner>[] {
    const all = this.#byPort.get(address.port);
    if (all === undefined) return [];
    const found = all.filter((binding) => covers(binding, address));
    if (found.length < 2) return found;
    return found
      .reverse()
      .sort(
        (one, other) =>
          Number(isWildcard(one.address)) - Number(isWildcard(other.address)),
      );
  }

  /** All that are bound to a port, and to an address or all. */
  exactly(address: WireAddress): readonly Binding<Owner>[] {
    const all = this.#byPort.get(address.port) ?? [];
    return all.filter((binding) => isSame(binding.address, address));
  }

  #choose(maxPorts: number): number {
    if (this.#byPort.size < maxPorts) {
      for (let tried = FIRST_CHOSEN; tried <= LAST_PORT; tried += 1) {
        const port = this.#next;
        this.#next = port === LAST_PORT ? FIRST_CHOSEN : port + 1;
        if (!this.#byPort.has(port)) return port;
      }
    }
    throw new TransportFailure(
      "STATUS_TOO_MANY_ADDRESSES",
      "no port is left to choose",
    );
  }
}

function covers(binding: Binding<unknown>, address: WireAddress): boolean {
  const { address: bound } = binding;
  if (!isWildcard(bound)) {
    return bound.address === address.address && bound.family === address.family;
  }
  return bound.family === address.family || isDual(binding);
}

/** Whether a wildcard of IPv6 stands for that of IPv4 too. */
function isDual({ address, ipv6Only }: Binding<unknown>): boolean {
  return address.family === "IPv6" && !ipv6Only && isWildcard(address);
}

/** Throws if two bindings to the same port cannot be. */
function check(second: Binding<unknown>, first: Binding<unknown>): void {
  const secondIsWild = isWildcard(second.address);
  const firstIsWild = isWildcard(first.address);
  if (!secondIsWild && !firstIsWild) {
    if (!covers(first, second.address)) return;
  } else if (second.address.family !== first.address.family) {
    const [dual, other] =
      second.address.family === "IPv6" ? [second, first] : [first, second];
    if (!isDual(dual)) return;
    if (other.address.family !== "IPv4") return;
  }
  const status = conflict(
    { sharing: second.sharing, extent: secondIsWild ? "wildcard" : "specific" },
    { sharing: first.sharing, extent: firstIsWild ? "wildcard" : "specific" },
  );
  if (status === undefined) return;
  throw new TransportFailure(
    status,
    `${written(second.address)} is taken by ${written(first.address)}`,
  );
}

/** The address that a binding shows: in the family of its socket, on the interface that was asked for. */
export function shown(
  binding: Binding<unknown>,
  asked: SocketAddress,
): SocketAddress {
  const address = seenBy(asked.family, binding.address);
  if (asked.family === "IPv4" || address.family === "IPv4") return address;
  const { scopeId = 0 } = asked;
  return scopeId === 0 ? address : { ...address, scopeId };
}
