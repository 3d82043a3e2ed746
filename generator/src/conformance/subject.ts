/** What is put to the test: a provider, and what the kit may do to the world around it. @module */
import type { Claims } from "./claims/claims.ts";
import type { ExpectedFailure } from "./run/expected-failures.ts";

/**
 * A provider's author exports this, as the module's names or as its default: `provider` alone is enough, then everything
 * is claimed.
 */
export interface Subject {
  readonly name?: string;
  /** A provider, made anew for each test. */
  open(): Opened | Promise<Opened>;
  readonly claims?: Claims;
  readonly expectedFailures?: readonly ExpectedFailure[];
}

/** A provider, ready for one test. */
export interface Opened {
  readonly provider: object;
  /** Brings about what a provider reports because of something outside, by the name of the report. */
  readonly reports?: Readonly<
    Record<string, (instance: object) => Promise<void> | void>
  >;
  /** Look at an instance from outside, by the name of the observer in the table. What they find is compared with the table. */
  readonly observers?: Readonly<
    Record<
      string,
      (
        instance: object,
        args: Readonly<Record<string, unknown>>,
      ) => Promise<unknown> | unknown
    >
  >;
  /** Lets everything that is under way happen; without it the kit waits as long as `mustNot` says. */
  settle?(): Promise<void>;
  /** Ends what it holds, after the instances have been closed. */
  close?(): Promise<void> | void;
  /** Set by a provider without a will of its own, such as the model: the kit tells it what comes of calls. */
  readonly puppet?: Puppet;
}

/** Pulls the strings of a provider that has nothing behind it. */
export interface Puppet {
  /** Completes the oldest pending call of the function; false if none is pending. */
  fulfil(instance: object, functionId: string): boolean;
  /** Lets the next call of the function fail. */
  failNext(instance: object, functionId: string, status: string): void;
  /**
   * Delivers an event to the application's handler, with a sample payload; its reply, if there was a handler and the event
   * is legal. Without `force` nothing happens unless the event is enabled.
   */
  deliver(instance: object, event: string, force?: "force"): unknown;
  report(instance: object, transition: string): boolean;
  /** Lets the next call of the function stay under way until it is fulfilled. */
  hold(instance: object, functionId: string): void;
  /** Gives an instance other handlers, where nothing that yields it takes any. */
  attach(instance: object, handlers: object): void;
  /** The functions that have reached the provider, by id, in order. */
  calls(instance: object): readonly string[];
  /** The calls that are under way at all its instances. */
  pending(): number;
  /** Tells which instance it has last made the functions of, where the package makes the instances. */
  made(instance: object): void;
}
