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
  /**
   * What comes of a call. A provider with a will of its own is helped, if need be, by the steps that the table gives for
   * the function.
   */
  complete(situation: Situation, call: PendingCall): Promise<Outcome>;
  /** Lets everything that is under way happen: what has not happened by then does not happen. */
  settle(): Promise<void>;
  /** Every status that a call has failed with, by function id: for what must never be seen. */
  readonly observed: ReadonlyMap<string, ReadonlySet<string>>;
  /** An instance that something else has yielded, as a party. */
  adopt(instance: object): Party;
  /** Ends every instance. Fails if one cannot be ended, or if anything has been seen that must never happen. */
  close(): Promise<void>;
  /** The calls that have not completed. */
  underWay(): readonly PendingCall[];
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
  /** Its handlers, which write down what they are called with. */
  readonly handlers: object;
  /** What its handlers have been called with, in order. */
  readonly events: readonly ReceivedEvent[];
  /**
   * Makes a call by its key (`send`, `disconnect.abortive`, the name of a command), with sample arguments where none are
   * given by name; of an accessor `request`, `name` and `value`. A `signal` takes the place of the call's own.
   */
  begin(call: string, args?: Readonly<Record<string, unknown>>): PendingCall;
  /** The arguments that {@link begin} would make the call with. */
  arguments(call: string, args?: Readonly<Record<string, unknown>>): unknown[];
  /** Makes a member's call with these very arguments. */
  invoke(member: string, args: readonly unknown[]): PendingCall;
  /** What its handler answers to an event from now on: a reply, or what makes one; it may throw. */
  answer(event: string, reply: unknown): void;
  /** The next event of the name that has not been waited for yet; fails the test if none comes. */
  next(event: string): Promise<ReceivedEvent>;
  /** How many events of the name have come and have not been waited for. */
  unmet(event: string): number;
}

/** An event that an application's handler has been called with. */
export interface ReceivedEvent {
  readonly event: string;
  readonly payload: unknown;
  /** The state of the instance at that time. */
  readonly state: string;
}

/** A call that has been made. It never rejects: what came of it is its outcome. */
export interface PendingCall {
  readonly function: string;
  /** The arguments that it was made with, in order: buffers that a provider fills are among them. */
  readonly args: readonly unknown[];
  /** Undefined as long as it is pending. */
  readonly outcome: Outcome | undefined;
  /** How many calls of the session had completed when it did. */
  readonly completedAt: number | undefined;
  /** Whether what came back at once was a promise. */
  readonly promised: boolean;
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
