import type { SocketAddress } from "@captable/wsk";
import { TransportFailure } from "@captable/wsk-sockets";
import { isNumeric, isSame, onWire, readLocalAddress } from "./addresses.ts";
import type { Mortal } from "./bindings.ts";
import { chances } from "./chance.ts";
import { Clock } from "./clock.ts";
import { Core, type TraceEntry } from "./core.ts";
import { resetByPeer } from "./failures.ts";
import { inForce, type Faults } from "./faults.ts";
import type { Host } from "./host.ts";
import { DEFAULT_HOST, Hosts } from "./hosts.ts";
import { defaultTurn } from "./turn.ts";

/** How a {@link MemoryNetwork} works. */
export interface MemoryNetworkOptions {
  /** What chance begins with: an integer. The same seed and the same program give the same course of events. By default 1. */
  readonly seed?: number | undefined;
  /** What goes wrong from the beginning. */
  readonly faults?: Faults | undefined;
  /** Hosts and their addresses, such as `{ server: ["10.0.0.1/24", "fd00::1/64"] }`. Hosts that are not here get addresses when they are first used. */
  readonly hosts?: Readonly<Record<string, readonly string[]>> | undefined;
  /** `leaping`, the default: the clock leaps to what happens next whenever everything else is done. `manual`: it stands until `advance`. */
  readonly clock?: "leaping" | "manual" | undefined;
  /** Runs a task in a turn of the event loop of its own. By default by `setImmediate`, else a `MessageChannel`, else `setTimeout`. */
  readonly turn?: ((task: () => void) => void) | undefined;
  /** Told of everything that arrives in the network, or does not. */
  readonly trace?: ((entry: TraceEntry) => void) | undefined;
}

/** For the provider alone. */
let coreOfNetwork: (network: MemoryNetwork) => Core;

/** A network that exists in memory alone: its hosts, its names, its time, and what goes wrong in it. */
export class MemoryNetwork {
  /** The addresses of names. Those of hosts, and `localhost`, are there. */
  readonly names: Map<string, readonly string[]>;
  readonly #core: Core;
  /** What was put into the names for hosts. */
  readonly #entered = new Map<string, readonly string[]>();

  static {
    coreOfNetwork = (network) => network.#core;
  }

  constructor(options: MemoryNetworkOptions = {}) {
    const { turn = defaultTurn(), clock = "leaping", faults = {} } = options;
    const { seed = 1 } = options;
    if (!Number.isInteger(seed)) throw new RangeError(`no seed: ${seed}`);
    if (clock !== "leaping" && clock !== "manual") {
      throw new TypeError(`no clock: ${String(clock)}`);
    }
    const names = new Map<string, readonly string[]>();
    names.set("localhost", ["::1", "127.0.0.1"]);
    const hosts = new Hosts((host) => {
      if (!names.has(host.name) && !isNumeric(host.name)) this.#enter(host);
    });
    this.names = names;
    this.#core = new Core(
      new Clock({ turn, leaps: clock === "leaping" }),
      chances(seed),
      hosts,
      names,
      faults,
      options.trace,
    );
    for (const [name, addresses] of Object.entries(options.hosts ?? {})) {
      hosts.add(name, addresses);
    }
  }

  /** In virtual milliseconds since the beginning. */
  get now(): number {
    return this.#core.clock.now;
  }

  /** What goes wrong from now on. Setting replaces all of it; what is left out does not go wrong any more. */
  get faults(): Faults {
    return this.#core.given;
  }

  set faults(faults: Faults) {
    this.#core.faults = inForce(faults);
    this.#core.given = Object.freeze({ ...faults });
    for (const { ends } of this.#core.hosts.all) {
      for (const end of ends.values()) end.probe();
    }
  }

  /** Resolves when nothing is left that would happen by itself, and the promises of the application have run. */
  idle(): Promise<void> {
    return this.#core.clock.idle();
  }

  /** Resolves when so many milliseconds have passed, and everything that happens by then has. */
  advance(milliseconds: number): Promise<void> {
    return this.#core.clock.advance(milliseconds);
  }

  /**
   * Takes all sockets with the local address, and its port, away from those who have them, on whatever host.
   *
   * @returns how many there were
   */
  kill(address: SocketAddress): number {
    const failure = new TransportFailure(
      "STATUS_FILE_FORCED_CLOSED",
      "the network took the socket away",
    );
    const wire = onWire(address);
    const doomed = new Set<Mortal>();
    for (const { tcp, udp, ends } of this.#core.hosts.all) {
      for (const { owner } of tcp.exactly(wire)) doomed.add(owner.bearer);
      for (const { owner } of udp.exactly(wire)) doomed.add(owner);
      for (const end of ends.values()) {
        if (isSame(end.local, wire)) doomed.add(end);
      }
    }
    for (const socket of doomed) socket.die(failure);
    return doomed.size;
  }

  /**
   * Resets the connections of a local address, or those of them that lead to another address. Both ends see it.
   *
   * @returns how many ends of connections the address had
   */
  reset(local: SocketAddress, remote?: SocketAddress): number {
    const here = onWire(local);
    const there = remote === undefined ? undefined : onWire(remote);
    const found = [...this.#core.hosts.all]
      .flatMap(({ ends }) => [...ends.values()])
      .filter(
        (end) =>
          isSame(end.local, here) &&
          (there === undefined || isSame(end.remote, there)),
      );
    for (const end of found) end.die(resetByPeer());
    return found.length;
  }

  /**
   * Gives a host another address, such as `10.0.0.7` or `10.0.0.7/24`.
   *
   * @throws TypeError if it is not an address, or is taken
   */
  addAddress(address: string, host: string = DEFAULT_HOST): void {
    const local = readLocalAddress(address);
    this.#core.hosts.checkFree(local);
    const owner = this.#host(host);
    owner.add(local);
    this.#update(owner);
  }

  /**
   * Takes an address from a host. What is bound to it stays so, but nothing new gets there.
   *
   * @throws TypeError if the host does not have it
   */
  removeAddress(address: string, host: string = DEFAULT_HOST): void {
    const { family, address: text } = readLocalAddress(address);
    const owner = this.#host(host);
    if (!owner.remove(family, text)) {
      throw new TypeError(`${host} does not have the address ${address}`);
    }
    this.#update(owner);
  }

  /** The addresses of a host are those of its name. */
  #enter({ name, own }: Host): void {
    this.#entered.set(name, own);
    this.names.set(name, own);
  }

  /** The same once they have changed, unless the application has said otherwise. */
  #update(host: Host): void {
    const entered = this.#entered.get(host.name);
    if (entered !== undefined && this.names.get(host.name) === entered) {
      this.#enter(host);
    }
  }

  #host(name: string): Host {
    return this.#core.hosts.take(name);
  }
}

/** What the parts of a network share. */
export function coreOf(network: MemoryNetwork): Core {
  return coreOfNetwork(network);
}
