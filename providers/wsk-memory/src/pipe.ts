import type { Core, TraceEvent } from "./core.ts";
import { isCutOff, type Place } from "./places.ts";

/**
 * - `syn`: asks for a connection.
 * - `accept`, `refuse`: answer it.
 * - `data`, `end`: the bytes of a direction, and their end.
 * - `ack`: what has come, and how much more may.
 * - `reset`: the connection is no more.
 */
export type SegmentKind =
  "syn" | "accept" | "refuse" | "data" | "end" | "ack" | "reset";

/** What has come of a direction, and how much may: in bytes since its beginning. */
export interface Window {
  readonly received: number;
  readonly limit: number;
  /** Whether the end has come. */
  readonly ended: boolean;
}

/** What travels between the ends of a connection. */
export interface Segment {
  readonly kind: SegmentKind;
  readonly data: Uint8Array;
  /** That of its sender, if the segment says. */
  readonly window: Window | undefined;
}

interface Travelling extends Segment {
  window: Window | undefined;
  readonly sent: number;
  /** When it should have arrived first, if it did not. */
  missed: number | undefined;
  arrival: number;
  next: Travelling | undefined;
}

/** An end of a connection, as its segments see it. */
export interface SegmentSink {
  /** It does not even notice what arrives. */
  readonly deaf: boolean;
  /** It is no more. */
  readonly gone: boolean;
  receive(segment: Segment): void;
  /** What it sent has not come through for too long. */
  timeOut(): void;
  /** What was sent to it has not come through for too long. */
  missAnswer(): void;
}

const NOTHING = new Uint8Array(0);

/** How long it takes at least until a lost segment is sent again, in milliseconds. */
const RESEND = 200;

/**
 * One direction of a connection. Segments arrive in order, after the latency
 * and what the bandwidth takes; one that is lost is sent again, and holds up
 * those behind it.
 */
export class Pipe {
  readonly from: Place;
  readonly to: Place;
  /** Whom its segments come to. */
  sink: SegmentSink;
  /** Who sends through it: whom the segments of the other direction come to. */
  readonly #sender: () => SegmentSink;
  readonly #core: Core;
  readonly #arrive = (): void => this.#arrived();
  #first: Travelling | undefined;
  #last: Travelling | undefined;
  #freeAt = 0;
  /** Since when nothing has got through. */
  #blockedSince: number | undefined;

  constructor(
    core: Core,
    from: Place,
    to: Place,
    sink: SegmentSink,
    sender: () => SegmentSink,
  ) {
    this.#core = core;
    this.from = from;
    this.to = to;
    this.sink = sink;
    this.#sender = sender;
  }

  /** Whether nobody is at its end any more. */
  get isDeserted(): boolean {
    return this.sink.gone;
  }

  /** Whether nothing gets through at present. */
  get isBlocked(): boolean {
    const { vanished } = this.#core.faults;
    return this.sink.deaf || isCutOff(vanished, this.from, this.to);
  }

  send(kind: SegmentKind, window?: Window, data: Uint8Array = NOTHING): void {
    const { clock, faults } = this.#core;
    const sent = clock.now;
    const last = this.#last;
    if (kind === "ack" && last?.kind === "ack" && last.sent === sent) {
      // One says it all.
      last.window = window;
      return;
    }
    this.#freeAt =
      Math.max(sent, this.#freeAt) + data.byteLength / faults.bandwidth;
    // If it is early, it waits for those before it.
    const arrival = this.#freeAt + this.#core.latency();
    const missed = undefined;
    const segment = {
      kind,
      data,
      window,
      sent,
      missed,
      arrival,
      next: undefined,
    };
    if (this.#last === undefined) {
      this.#first = segment;
      clock.at(arrival, this.#arrive);
    } else {
      this.#last.next = segment;
    }
    this.#last = segment;
  }

  #arrived(): void {
    const segment = this.#first;
    if (segment === undefined) return;
    const { chances, clock, faults } = this.#core;
    if (this.isBlocked) {
      this.#blockedSince ??= clock.now;
      segment.missed ??= Math.max(this.#blockedSince, segment.arrival);
      this.#sendAgain(segment, "unanswered");
      return;
    }
    this.#blockedSince = undefined;
    if (chances.segmentLoss.happens(faults.segmentLoss)) {
      this.#sendAgain(segment, "lost");
    } else {
      this.#take(segment);
      this.#trace(segment.kind, segment);
      this.sink.receive(segment);
    }
  }

  #sendAgain(segment: Travelling, event: "unanswered" | "lost"): void {
    const { clock, faults } = this.#core;
    segment.missed ??= clock.now;
    const elapsed = clock.now - segment.missed;
    const left = faults.timeout - elapsed;
    // Nobody waits for an answer to a reset.
    const isVain = segment.kind === "reset" && event === "unanswered";
    if (left <= 0 || isVain) {
      this.#giveUp(segment);
      return;
    }
    this.#trace(event, segment);
    const pause = event === "lost" ? RESEND : Math.max(RESEND, elapsed);
    segment.arrival = clock.now + Math.min(left, pause);
    clock.at(segment.arrival, this.#arrive);
  }

  #giveUp(segment: Travelling): void {
    const { kind } = segment;
    const isAnswer = kind === "ack" || kind === "refuse";
    this.#take(isAnswer ? segment : { next: resetBehind(segment) });
    this.#trace("given up", segment);
    if (kind === "reset") return;
    if (!isAnswer) this.#sender().timeOut();
    if (kind !== "data" && kind !== "end") this.sink.missAnswer();
  }

  /** Takes a segment out, and lets the next arrive. */
  #take({ next }: Pick<Travelling, "next">): void {
    this.#first = next;
    if (next === undefined) {
      this.#last = undefined;
    } else {
      const { clock } = this.#core;
      clock.at(Math.max(clock.now, next.arrival), this.#arrive);
    }
  }

  #trace(event: TraceEvent, { data }: Segment): void {
    const { from, to } = this;
    this.#core.trace("tcp", event, from.address, to.address, data.byteLength);
  }
}

/** Behind what has been lost for good nothing comes but a reset: the bytes would leave a gap. */
function resetBehind({ next }: Travelling): Travelling | undefined {
  let segment = next;
  while (segment !== undefined && segment.kind !== "reset") {
    segment = segment.next;
  }
  return segment;
}
