import type { Core } from "./core.ts";
import type { Route } from "./hosts.ts";
import { Pipe, type Segment, type SegmentSink } from "./pipe.ts";

/** What goes to an end that is no more. What cannot have been sent before that end was over is answered by a reset. */
class Nobody implements SegmentSink {
  readonly deaf = false;
  readonly gone = true;
  readonly #answer: () => Pipe;

  constructor(answer: () => Pipe) {
    this.#answer = answer;
  }

  receive({ kind }: Segment): void {
    const isNew = kind === "accept" || kind === "data" || kind === "end";
    if (isNew) this.#answer().send("reset");
  }

  timeOut(): void {}

  missAnswer(): void {}
}

/** The two directions of a connection, of which one end has asked the other. */
export class Connection {
  readonly outward: Pipe;
  readonly homeward: Pipe;
  /** In bytes, in both directions. */
  carried = 0;

  constructor(
    core: Core,
    { from, to }: Route,
    asking: SegmentSink,
    asked: SegmentSink,
  ) {
    this.outward = new Pipe(core, from, to, asked, () => this.homeward.sink);
    this.homeward = new Pipe(core, to, from, asking, () => this.outward.sink);
  }

  /** Nobody is at the end that a direction leads to any more. */
  leave(incoming: Pipe): void {
    incoming.sink = new Nobody(() => this.answerOf(incoming));
  }

  /** The other direction. */
  answerOf(pipe: Pipe): Pipe {
    return pipe === this.outward ? this.homeward : this.outward;
  }
}
