import type { WskClient } from "@captable/wsk";
import type { Dice } from "./dice.ts";
import type { Session } from "./session.ts";
import type { Tally } from "./tally.ts";

/** What everything that happens shares. */
export class World {
  readonly wsk: WskClient;
  readonly tally: Tally;
  /** The connections that servers may meet, by their numbers. */
  readonly sessions = new Map<number, Session>();
  readonly #under = new Map<Promise<void>, () => string>();
  /** Rejects if anything fails. */
  readonly failure: Promise<never>;
  #failed: (error: unknown) => void = () => undefined;

  constructor(wsk: WskClient, tally: Tally) {
    this.wsk = wsk;
    this.tally = tally;
    this.failure = new Promise((_resolve, reject) => (this.#failed = reject));
    // Whoever waits for something else meanwhile learns of it later.
    this.failure.catch(() => undefined);
  }

  /**
   * Goes on with something beside everything else. Its failure is everybody's.
   *
   * @param describe - says what it is, if it does not end
   */
  start(task: Promise<void>, describe: () => string): void {
    this.#under.set(task, describe);
    task.then(
      () => this.#under.delete(task),
      (error: unknown) => {
        this.#under.delete(task);
        this.#failed(error);
      },
    );
  }

  /** Makes what has gone wrong somewhere everybody's failure. */
  readonly fail = (error: unknown): void => this.#failed(error);

  /** Has a handler of an event reply, otherwise if it fails. */
  reply<Reply>(handler: () => Reply, otherwise: Reply): Reply {
    try {
      return handler();
    } catch (error) {
      this.#failed(error);
      return otherwise;
    }
  }

  /** What is under way. */
  get underWay(): string {
    return [...this.#under.values()].map((task) => task()).join("; ");
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#under.size > 0) {
      await Promise.allSettled(this.#under.keys());
    }
  }
}

/** Somebody who takes part, with dice of its own. */
export interface Player {
  readonly world: World;
  readonly dice: Dice;
}
