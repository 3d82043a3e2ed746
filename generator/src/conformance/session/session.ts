/** A provider at work: its instances, and how they get where a test wants them. @module */
import type { Category, Step } from "../../model/model.ts";
import type { Opened } from "../subject.ts";

export interface Session {
  readonly opened: Opened;
  /** A new instance of a category in its initial state, or the service of that name. */
  create(kind: string, options?: CreateOptions): Promise<Party>;
  /** A new instance that has been brought into a state, and whoever was needed for that. */
  reach(
    kind: string,
    state: string,
    options?: CreateOptions,
  ): Promise<Situation>;
  /** Acts out steps of the table. */
  perform(situation: Situation, steps: readonly Step[]): Promise<void>;
  /** Lets everything that is under way happen: what has not happened by then does not happen. */
  settle(): Promise<void>;
  /** Every status that a call has failed with, by function id: for what must never be seen. */
  readonly observed: ReadonlyMap<string, ReadonlySet<string>>;
  close(): Promise<void>;
}

export interface CreateOptions {
  /** Values for parameters by name, of whatever call is made on the way. */
  readonly args?: Readonly<Record<string, unknown>>;
  readonly handlers?: object;
}

/** An instance that takes part in a test. */
export interface Party {
  readonly kind: Category;
  readonly instance: object;
  readonly state: string;
  readonly role: string | undefined;
  /** Makes a call by its key (`send`, `disconnect.abortive`), with sample arguments where none are given by name. */
  begin(call: string, args?: Readonly<Record<string, unknown>>): PendingCall;
  /** Makes a member's call with these very arguments. */
  invoke(member: string, args: readonly unknown[]): PendingCall;
}

/** A call that has been made. It never rejects: what came of it is its outcome. */
export interface PendingCall {
  readonly function: string;
  /** The arguments that it was made with, in order: buffers that a provider fills are among them. */
  readonly args: readonly unknown[];
  /** Undefined as long as it is pending. */
  readonly outcome: Outcome | undefined;
  /** What comes of it; fails the test if it takes longer than must be. */
  completed(): Promise<Outcome>;
  /** Aborts the signal that it was made with. */
  abort(reason?: unknown): void;
  readonly signal: AbortSignal;
}

export type Outcome =
  | { readonly kind: "value"; readonly value: unknown }
  | {
      readonly kind: "error";
      readonly error: unknown;
      readonly status: string | undefined;
      /** Thrown at once instead of rejected. */
      readonly thrown: boolean;
    };

/** Who is there, and what is known: `self` is the instance that the test is about. */
export interface Situation {
  readonly self: Party;
  readonly parties: ReadonlyMap<string, Party>;
  /** Results of steps by name: `$name` in the arguments of later ones. */
  readonly values: ReadonlyMap<string, unknown>;
  /** Calls that were begun and not awaited, by name. */
  readonly pending: ReadonlyMap<string, PendingCall>;
}
