/** What a provider says of itself. @module */

/** How a provider honours a property. */
export type Fidelity = "native" | "emulated" | "unsupported";

/**
 * What a provider claims. A closed object: its schema, made from the table, knows every name that may stand in it.
 * What is claimed is tested; what is not is counted, printed, and tested to be absent.
 */
export interface Claims {
  /** The name of the table. */
  readonly table: string;
  /** The categories of which it makes instances. */
  readonly categories: readonly string[];
  /** The optional functions that it has, by id. */
  readonly functions: readonly string[];
  /** Every property: the same for all categories, or for each. */
  readonly properties: Readonly<
    Record<string, Fidelity | Readonly<Record<string, Fidelity>>>
  >;
  /** The observers that it offers: ways to look at it from outside. */
  readonly observers: readonly string[];
  /** Its own limits of parameters, inside those of the table: `"sendTo.buffer": { max: 65507 }`. */
  readonly limits: Readonly<Record<string, ClaimedLimit>>;
  /** `lifecycle`: calls carry no data, so that scenarios hold only as far as states and errors go. */
  readonly behaviour: "full" | "lifecycle";
  /** Statuses whose errors have a `cause`: what the system beneath has said. */
  readonly causes?: readonly string[];
  /** What the table has and it cannot bring about. */
  readonly deviations: readonly Deviation[];
}

export interface ClaimedLimit {
  readonly min?: number;
  readonly max?: number;
  /** What a value beyond it fails with. */
  readonly error: string;
}

/** An event that never comes, a report that nothing provokes, an error that does not come up. */
export interface Deviation {
  readonly kind: "event" | "report" | "error";
  /** The event's or report's name; of an error `function.STATUS`. */
  readonly name: string;
  /** The categories that it is so for; absent: all. */
  readonly categories?: readonly string[];
  readonly reason: string;
}
