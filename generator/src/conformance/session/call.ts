/** A call that has been made, and what comes of it. @module */
import type { Puppet } from "../subject.ts";
import type { Outcome, PendingCall } from "./session.ts";
import { nextTurn, within } from "./turns.ts";

/** What a call needs to know of the session that it is made in. */
export interface CallWorld {
  readonly must: number;
  readonly puppet: Puppet | undefined;
  /** The status that the package's error carries; undefined for any other error. */
  statusOf(error: unknown): string | undefined;
  /** Takes note of an outcome; gives its number in the session. */
  completed(call: Call): number;
  /** Takes note of what must never happen. */
  fault(message: string): void;
}

export class Call implements PendingCall {
  readonly function: string;
  readonly args: readonly unknown[];
  readonly instance: object;
  readonly signal: AbortSignal;
  /** Whether what came back at once was a promise. */
  promised = false;
  outcome: Outcome | undefined;
  completedAt: number | undefined;
  readonly #controller: AbortController;
  readonly #world: CallWorld;
  readonly #done: Promise<Outcome>;
  #resolve: (outcome: Outcome) => void = () => {};

  constructor(
    world: CallWorld,
    instance: object,
    functionId: string,
    args: readonly unknown[],
    controller: AbortController,
    signal: AbortSignal,
  ) {
    this.#world = world;
    this.instance = instance;
    this.function = functionId;
    this.args = args;
    this.#controller = controller;
    this.signal = signal;
    this.#done = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** Makes the call. */
  start(make: () => unknown): this {
    let result: unknown;
    try {
      result = make();
    } catch (error) {
      this.#fail(error, true);
      return this;
    }
    if (!isThenable(result)) {
      this.#complete({ kind: "value", value: result });
      return this;
    }
    this.promised = true;
    result.then(
      (value) => this.#complete({ kind: "value", value }),
      (error: unknown) => this.#fail(error, false),
    );
    return this;
  }

  async completed(): Promise<Outcome> {
    const { puppet, must } = this.#world;
    if (puppet !== undefined && this.outcome === undefined) await nextTurn();
    while (
      this.outcome === undefined &&
      puppet?.fulfil(this.instance, this.function) === true
    ) {
      await nextTurn();
    }
    if (this.outcome !== undefined) return this.outcome;
    const what = (): string => `${this.function} has not completed`;
    return within(must, what, this.#done);
  }

  abort(reason?: unknown): void {
    this.#controller.abort(reason);
  }

  #fail(error: unknown, thrown: boolean): void {
    const status = this.#world.statusOf(error);
    this.#complete({ kind: "error", error, status, thrown });
  }

  #complete(outcome: Outcome): void {
    if (this.outcome !== undefined) {
      this.#world.fault(`${this.function} has completed twice`);
      return;
    }
    this.outcome = outcome;
    this.completedAt = this.#world.completed(this);
    this.#resolve(outcome);
  }
}

interface Thenable {
  then(
    onValue: (value: unknown) => void,
    onError: (error: unknown) => void,
  ): unknown;
}

export function isThenable(value: unknown): value is Thenable {
  return (
    (typeof value === "object" || typeof value === "function") &&
    value !== null &&
    "then" in value &&
    typeof value.then === "function"
  );
}
