import type { AddressFamily, Status } from "@captable/wsk";
import {
  isLoopback,
  isNumeric,
  isWildcard,
  readLocalAddress,
  type LocalAddress,
  type WireAddress,
} from "./addresses.ts";
import type { FaultsInForce } from "./faults.ts";
import { Host } from "./host.ts";
import { includes, includesAddress, type Place } from "./places.ts";

/** The host of those who name none. */
export const DEFAULT_HOST = "host";

/** The way from a socket to an address. */
export interface Route {
  readonly from: Place;
  readonly to: Place;
}

/** The hosts of a network. All networks lead to all others. */
export class Hosts {
  readonly #byName = new Map<string, Host>();
  readonly #named: (host: Host) => void;
  #next = 1;

  /** @param named - told of each host that is added */
  constructor(named: (host: Host) => void) {
    this.#named = named;
  }

  get all(): Iterable<Host> {
    return this.#byName.values();
  }

  /**
   * A host, by its name or one of its addresses. One that is not there is added.
   *
   * @throws TypeError if it would share an address with another
   */
  take(asked: string | readonly string[] = DEFAULT_HOST): Host {
    if (typeof asked !== "string") return this.#withAddresses(asked);
    return isAddress(asked)
      ? this.#withAddresses([asked])
      : (this.#byName.get(asked) ?? this.add(asked, this.#free()));
  }

  /** @throws TypeError if there is such a host, or one that shares an address with it */
  add(name: string, addresses: readonly string[]): Host {
    const read = addresses.map((address) => readLocalAddress(address));
    if (this.#byName.has(name)) {
      throw new TypeError(`there is a host ${JSON.stringify(name)} already`);
    }
    for (const [index, address] of read.entries()) {
      this.checkFree(address);
      const isTwice = read
        .slice(0, index)
        .some((other) => other.address === address.address);
      if (isTwice) throw new TypeError(`${address.address} is given twice`);
    }
    const host = new Host(name, read);
    this.#byName.set(name, host);
    this.#named(host);
    return host;
  }

  get(name: string): Host | undefined {
    return this.#byName.get(name);
  }

  /** @throws TypeError if a host has the address, or all have */
  checkFree({ family, address }: LocalAddress): void {
    const owner = this.ownerOf(wire({ family, address }));
    if (owner === undefined && !isLoopback({ family, address, port: 0 })) {
      return;
    }
    throw new TypeError(`${address} is taken already`);
  }

  /** Who has an address that is not one of loopback. */
  ownerOf(address: WireAddress): Host | undefined {
    if (isLoopback(address)) return undefined;
    for (const host of this.#byName.values()) {
      if (host.owns(address)) return host;
    }
    return undefined;
  }

  /** The way from a local address, which may be a wildcard, to another address; or why there is none. */
  route(
    host: Host,
    local: WireAddress,
    remote: WireAddress,
    faults: FaultsInForce,
  ): Route | Status {
    const from = this.source(host, local, remote);
    if (from === undefined) return "STATUS_NETWORK_UNREACHABLE";
    const found = host.owns(remote) ? host : this.ownerOf(remote);
    if (found === undefined) return this.#missing(remote, faults);
    const to = { host: found, address: remote };
    if (found !== host && isLoopback(from.address)) {
      return "STATUS_NETWORK_UNREACHABLE";
    }
    if (includes(faults.networkUnreachable, to)) {
      return "STATUS_NETWORK_UNREACHABLE";
    }
    if (includes(faults.hostUnreachable, to)) return "STATUS_HOST_UNREACHABLE";
    return { from, to };
  }

  /** Where packets of a local address, which may be a wildcard, come from; undefined if it has no way to the other. */
  source(
    host: Host,
    local: WireAddress,
    remote: WireAddress,
  ): Place | undefined {
    const source = sourceOf(host, local, remote);
    if (source === undefined) return undefined;
    return { host, address: { ...source, port: local.port } };
  }

  /** Nobody has the address: is there at least a network for it? */
  #missing(remote: WireAddress, faults: FaultsInForce): Status {
    const known =
      !includesAddress(faults.networkUnreachable, remote) &&
      [...this.all].some((host) => host.networkOf(remote) !== undefined);
    return known ? "STATUS_HOST_UNREACHABLE" : "STATUS_NETWORK_UNREACHABLE";
  }

  #withAddresses(addresses: readonly string[]): Host {
    const [first = ""] = addresses;
    const { address } = readLocalAddress(first);
    const owners = new Set(
      addresses.map((text) => this.ownerOf(wire(readLocalAddress(text)))),
    );
    const [owner] = owners;
    if (owners.size > 1) {
      throw new TypeError(`${addresses.join(", ")} are not one host's`);
    }
    return owner ?? this.add(address, addresses);
  }

  /** Addresses that no host has, for one that is given none. */
  #free(): readonly string[] {
    for (;;) {
      const number = this.#next++;
      const low = number % 250 || 250;
      const high = Math.floor((number - 1) / 250);
      const addresses = [
        `10.0.${high}.${low}/16`,
        `fd00::${number.toString(16)}/64`,
      ];
      const taken = addresses.some(
        (text) => this.ownerOf(wire(readLocalAddress(text))) !== undefined,
      );
      if (!taken) return addresses;
    }
  }
}

function isAddress(text: string): boolean {
  const [address = ""] = text.split("/");
  return isNumeric(address);
}

function wire({
  family,
  address,
}: Pick<LocalAddress, "family" | "address">): WireAddress {
  return { family, address, port: 0 };
}

/** The address that packets of a socket come from; undefined if none of its family leads there. */
function sourceOf(
  host: Host,
  local: WireAddress,
  remote: WireAddress,
): WireAddress | undefined {
  const { family } = remote;
  if (!isWildcard(local)) return local.family === family ? local : undefined;
  if (isLoopback(remote)) return loopback(family);
  if (host.owns(remote)) return remote;
  const network = host.networkOf(remote);
  const first = host.addresses.find(
    (own) => own.family === family && !isLoopback(wire(own)),
  );
  const chosen = network ?? first;
  return chosen === undefined ? undefined : wire(chosen);
}

function loopback(family: AddressFamily): WireAddress {
  const address = family === "IPv4" ? "127.0.0.1" : "::1";
  return { family, address, port: 0 };
}
