import { written, type WireAddress } from "./addresses.ts";
import type { Chances } from "./chance.ts";
import type { Clock } from "./clock.ts";
import { outOfMemory, tooManySockets } from "./failures.ts";
import { inForce, type Faults, type FaultsInForce } from "./faults.ts";
import type { Host } from "./host.ts";
import type { Hosts } from "./hosts.ts";
import type { SegmentKind } from "./pipe.ts";

/**
 * - That of a segment: it has arrived.
 * - `lost`, `unanswered`: a segment, or a datagram, was lost by chance, or its
 *   end of the way has vanished. A segment is sent again.
 * - `given up`: a segment is not sent any more.
 * - `datagram`: it has arrived.
 */
export type TraceEvent =
  SegmentKind | "lost" | "unanswered" | "given up" | "datagram";

/** One thing that happened in a network. */
export interface TraceEntry {
  /** When, in virtual milliseconds. */
  readonly time: number;
  readonly protocol: "tcp" | "udp";
  readonly event: TraceEvent;
  readonly from: string;
  readonly to: string;
  /** In bytes. */
  readonly size: number;
}

/** What all parts of a network share. */
export class Core {
  readonly clock: Clock;
  readonly chances: Chances;
  readonly hosts: Hosts;
  readonly names: Map<string, readonly string[]>;
  readonly #tell: ((entry: TraceEntry) => void) | undefined;
  faults: FaultsInForce;
  given: Faults;

  constructor(
    clock: Clock,
    chances: Chances,
    hosts: Hosts,
    names: Map<string, readonly string[]>,
    faults: Faults,
    tell: ((entry: TraceEntry) => void) | undefined,
  ) {
    this.clock = clock;
    this.chances = chances;
    this.hosts = hosts;
    this.names = names;
    this.given = Object.freeze({ ...faults });
    this.faults = inForce(faults);
    this.#tell = tell;
  }

  /** Throws now and then, as if there was no memory. */
  allocate(): void {
    if (!this.lacksMemory()) return;
    throw outOfMemory();
  }

  lacksMemory(): boolean {
    return this.chances.allocation.happens(this.faults.allocationFailures);
  }

  /** Throws if a host has as many sockets as it may. */
  checkSockets(host: Host): void {
    if (host.sockets < this.faults.maxSockets) return;
    throw tooManySockets();
  }

  latency(): number {
    const drawn = this.chances.latency.between(this.faults.latency);
    // Whole microseconds: times stay readable.
    return Math.round(drawn * 1000) / 1000;
  }

  trace(
    protocol: "tcp" | "udp",
    event: TraceEvent,
    from: WireAddress,
    to: WireAddress,
    size: number,
  ): void {
    this.#tell?.({
      time: this.clock.now,
      protocol,
      event,
      from: written(from),
      to: written(to),
      size,
    });
  }
}
