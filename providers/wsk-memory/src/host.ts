import type { AddressFamily, SocketAddress } from "@captable/wsk";
import {
  isLoopback,
  isNeighbour,
  readLocalAddress,
  type LocalAddress,
  type WireAddress,
} from "./addresses.ts";
import { Bindings, type Mortal } from "./bindings.ts";
import type { MemoryDatagramPort } from "./datagram-port.ts";
import type { MemoryStreamPort } from "./stream-port.ts";

const loopbacks: readonly LocalAddress[] = [
  readLocalAddress("127.0.0.1/8"),
  readLocalAddress("::1/128"),
];

/** An end of a connection, as its host keeps it. */
export interface KeptEnd extends Mortal {
  readonly local: WireAddress;
  readonly remote: WireAddress;
  /** What can be reached has changed. */
  probe(): void;
}

/** A host of a network. Its loopback addresses are its own. */
export class Host {
  readonly name: string;
  readonly tcp: Bindings<MemoryStreamPort> = new Bindings();
  readonly udp: Bindings<MemoryDatagramPort> = new Bindings();
  /** The ends of connections, by both addresses. What is asked to be closed may still be there when the same addresses are connected again. */
  readonly ends: Map<string, KeptEnd> = new Map();
  /** How many sockets are bound, or were accepted. */
  sockets = 0;
  readonly #addresses = [...loopbacks];
  readonly #watchers = new Map<() => void, AddressFamily>();

  constructor(name: string, addresses: readonly LocalAddress[]) {
    this.name = name;
    this.#addresses.push(...addresses);
  }

  /** All of them, the loopback addresses first. */
  get addresses(): readonly LocalAddress[] {
    return this.#addresses;
  }

  /** Those that other hosts know, as texts. */
  get own(): readonly string[] {
    return this.#addresses
      .filter(
        ({ family, address }) => !isLoopback({ family, address, port: 0 }),
      )
      .map(({ address }) => address);
  }

  /** Who is told of changes of addresses. */
  get watchers(): number {
    return this.#watchers.size;
  }

  localAddresses(family: AddressFamily): readonly SocketAddress[] {
    return this.#addresses
      .filter((local) => local.family === family)
      .map(({ address }) => ({ family, address, port: 0 }));
  }

  owns(address: WireAddress): boolean {
    return isLoopback(address) || this.#find(address) !== undefined;
  }

  /** Whether an address is that of all hosts of a network of this one. */
  broadcasts(address: WireAddress): boolean {
    return (
      address.family === "IPv4" &&
      (address.address === "255.255.255.255" ||
        this.#addresses.some(({ broadcast }) => broadcast === address.address))
    );
  }

  /** The network of this host that an address is in. */
  networkOf(address: WireAddress): LocalAddress | undefined {
    return this.#addresses.find((local) => isNeighbour(local, address));
  }

  add(address: LocalAddress): void {
    this.#addresses.push(address);
    this.#tell(address.family);
  }

  /** False if the host does not have it. */
  remove(family: AddressFamily, address: string): boolean {
    const local = this.#find({ family, address });
    if (local === undefined) return false;
    this.#addresses.splice(this.#addresses.indexOf(local), 1);
    this.#tell(family);
    return true;
  }

  keep(end: KeptEnd): void {
    this.ends.set(endKey(end), end);
  }

  drop(end: KeptEnd): void {
    const key = endKey(end);
    // Another may have the same addresses by now.
    if (this.ends.get(key) === end) this.ends.delete(key);
  }

  /** Where an end of a connection leads to, if it is here and still there. */
  otherEnd({ local, remote }: KeptEnd): KeptEnd | undefined {
    return this.ends.get(endKey({ local: remote, remote: local }));
  }

  watch(family: AddressFamily, changed: () => void): () => void {
    const watcher = (): void => changed();
    this.#watchers.set(watcher, family);
    return () => void this.#watchers.delete(watcher);
  }

  #find({
    family,
    address,
  }: Pick<WireAddress, "family" | "address">): LocalAddress | undefined {
    return this.#addresses.find(
      (local) => local.address === address && local.family === family,
    );
  }

  #tell(family: AddressFamily): void {
    for (const [watcher, watched] of [...this.#watchers]) {
      if (watched === family) watcher();
    }
  }
}

/** By what an end is kept. */
export function endKey({
  local,
  remote,
}: Pick<KeptEnd, "local" | "remote">): string {
  return `${local.address} ${local.port} ${remote.address} ${remote.port}`;
}
