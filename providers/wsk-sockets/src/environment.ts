import type { AddressFamily, Factory } from "@captable/wsk";
import type { StaticEvents } from "./events/static-events.ts";
import type { InspectIds } from "./listening/inspect-ids.ts";
import type { TransportChanges } from "./transport-changes.ts";
import type { Transport } from "./transport/transport.ts";
import type { Usage } from "./usage.ts";

/** How much a socket keeps. */
export interface Limits {
  /**
   * In bytes: a connection reads no more while the application retains so much
   * of it, and a datagram socket loses what nobody waits for.
   */
  readonly retainedBytes: number;
}

/** What all sockets of a registration share. */
export interface Environment {
  readonly factory: Factory;
  readonly transport: Transport;
  readonly limits: Limits;
  readonly usage: Usage;
  readonly statics: StaticEvents;
  readonly inspectIds: InspectIds;
  readonly changes: TransportChanges;
}

/** What a socket is made with. */
export interface Origin {
  readonly family: AddressFamily;
  /** Handed to its event handlers. */
  readonly context: unknown;
}
