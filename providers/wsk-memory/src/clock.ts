import TinyQueue from "tinyqueue";

/** Something that is to happen. */
export interface Scheduled {
  /** In milliseconds. */
  readonly time: number;
  readonly order: number;
  /** Undefined: it has been called off. */
  task: (() => void) | undefined;
}

interface Waiting {
  readonly until: number;
  readonly resume: () => void;
}

export interface ClockOptions {
  /** Takes a task into a turn of the event loop of its own. */
  readonly turn: (task: () => void) => void;
  /** Whether the clock leaps to what is next by itself. */
  readonly leaps: boolean;
}

/** So many that have been called off may stay scheduled. */
const FEW = 64;

/**
 * Virtual time. What is scheduled happens in the order of its time, and of
 * its scheduling for the same time, each in a turn of the event loop of its
 * own, so that the promises of the application have run before the next.
 */
export class Clock {
  readonly #turn: (task: () => void) => void;
  #queue = new TinyQueue<Scheduled>([], inOrder);
  /** The clock does not leap any further by itself. */
  #limit: number;
  readonly #advancing: Waiting[] = [];
  readonly #idling: (() => void)[] = [];
  readonly #run = (): void => this.#step();
  #now = 0;
  #order = 0;
  #calledOff = 0;
  #turning = false;

  constructor({ turn, leaps }: ClockOptions) {
    this.#turn = turn;
    this.#limit = leaps ? Infinity : 0;
  }

  /** In milliseconds since the beginning. */
  get now(): number {
    return this.#now;
  }

  /** How much is scheduled. */
  get scheduled(): number {
    return this.#queue.length - this.#calledOff;
  }

  /** Has a task run after a delay in milliseconds, never at once. */
  schedule(delay: number, task: () => void): Scheduled {
    return this.at(this.#now + delay, task);
  }

  at(time: number, task: () => void): Scheduled {
    const scheduled = { time, order: this.#order++, task };
    this.#queue.push(scheduled);
    if (time <= this.#limit) this.#takeTurn();
    return scheduled;
  }

  callOff(scheduled: Scheduled): void {
    if (scheduled.task === undefined) return;
    scheduled.task = undefined;
    this.#calledOff += 1;
    if (this.#calledOff < FEW || this.#calledOff * 2 < this.#queue.length) {
      return;
    }
    const rest = this.#queue.data.filter(({ task }) => task !== undefined);
    this.#queue = new TinyQueue(rest, inOrder);
    this.#calledOff = 0;
  }

  /** Resolves when so much time has passed and everything that was to happen by then has. */
  advance(milliseconds: number): Promise<void> {
    if (!(milliseconds >= 0 && milliseconds < Infinity)) {
      throw new RangeError(`the clock cannot advance by ${milliseconds}`);
    }
    const leaps = this.#limit === Infinity;
    const until = (leaps ? this.#now : this.#limit) + milliseconds;
    if (!leaps) this.#limit = until;
    return new Promise((resume) => {
      this.#advancing.push({ until, resume });
      this.#advancing.sort((one, other) => one.until - other.until);
      this.#takeTurn();
    });
  }

  /** Resolves when nothing is left that the clock would reach by itself. */
  idle(): Promise<void> {
    return new Promise((resume) => {
      this.#idling.push(resume);
      this.#takeTurn();
    });
  }

  #takeTurn(): void {
    if (this.#turning) return;
    this.#turning = true;
    this.#turn(this.#run);
  }

  #step(): void {
    this.#turning = false;
    const next = this.#next();
    const [waiting] = this.#advancing;
    const time = next?.time ?? Infinity;
    if (waiting !== undefined && waiting.until < time) {
      this.#advancing.shift();
      this.#now = Math.max(this.#now, waiting.until);
      waiting.resume();
      this.#takeTurn();
    } else if (next !== undefined && time <= this.#limit) {
      this.#perform(next);
    } else {
      for (const resume of this.#idling.splice(0)) resume();
    }
  }

  #perform(next: Scheduled): void {
    this.#queue.pop();
    this.#now = Math.max(this.#now, next.time);
    // Even if the task throws, what is left goes on.
    this.#takeTurn();
    const { task } = next;
    next.task = undefined;
    task?.();
  }

  #next(): Scheduled | undefined {
    for (;;) {
      const next = this.#queue.peek();
      if (next === undefined || next.task !== undefined) return next;
      this.#queue.pop();
      this.#calledOff -= 1;
    }
  }
}

function inOrder(one: Scheduled, other: Scheduled): number {
  return one.time - other.time || one.order - other.order;
}
