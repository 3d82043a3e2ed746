import type {
  ControlFlags,
  ControlMessage,
  DatagramIndication,
  ReceivedDatagram,
  ReceiveFromOptions,
  WskError,
} from "@captable/wsk";
import { cancelled, type Failing } from "../failing.ts";
import { PendingQueue } from "../queue.ts";
import type { Arrival, DatagramKind } from "../transport/port.ts";

/** Received datagrams wait up to this many bytes and datagrams together; further ones are lost, as in a transport. */
const MOST_BYTES = 256 * 1024;
const MOST_DATAGRAMS = 1024;

/** What goes with almost every datagram: the same for all, so that none is made. */
const NO_CONTROL: readonly ControlMessage[] = Object.freeze([]);
const NO_FLAGS: ControlFlags = Object.freeze({});

/** Datagrams of one kind, in the order of their arrival. */
export interface Batch {
  readonly datagrams: readonly Arrival[];
  readonly kind: DatagramKind | undefined;
  readonly bytes: number;
}

/** Datagrams that wait to be received, or calls that wait for datagrams. */
export class Inbox {
  readonly #pending: PendingQueue<Uint8Array, ReceivedDatagram>;
  #waiting: Arrival[] = [];
  #bytes = 0;
  /** Whether datagrams are being indicated: what comes behind them waits for the reply. */
  #indicating = false;
  #ended = false;

  constructor(host: Failing) {
    this.#pending = new PendingQueue((_request, reason) =>
      cancelled(host, "receiveFrom", reason),
    );
  }

  /** Whether datagrams wait. */
  get hasWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Whether it has been ended: nothing is received any more. */
  get ended(): boolean {
    return this.#ended;
  }

  receive(
    buffer: Uint8Array,
    options: ReceiveFromOptions,
  ): Promise<ReceivedDatagram> {
    const datagram = this.#indicating ? undefined : this.#next();
    if (datagram === undefined) {
      return this.#pending.add(buffer, options.signal);
    }
    return Promise.resolve(fill(buffer, datagram));
  }

  /** Gives a datagram to the call whose turn it is. False if there is none. */
  serve(arrival: Arrival): boolean {
    const { first } = this.#pending;
    first?.resolve(fill(first.request, arrival));
    return first !== undefined;
  }

  /** Has a datagram wait. It is lost if too much waits already. */
  keep(arrival: Arrival): void {
    const bytes = this.#bytes + arrival.data.byteLength;
    if (bytes > MOST_BYTES || this.#waiting.length >= MOST_DATAGRAMS) return;
    this.#bytes = bytes;
    this.#waiting.push(arrival);
  }

  /** Takes the first datagrams that wait, as many as are of one kind, to be indicated. */
  take(): Batch {
    this.#indicating = true;
    const waiting = this.#waiting;
    const kind = waiting[0]?.kind;
    const other = waiting.findIndex((datagram) => !same(datagram.kind, kind));
    const datagrams = waiting.splice(0, other === -1 ? Infinity : other);
    const bytes = datagrams.reduce((sum, { data }) => sum + data.byteLength, 0);
    this.#bytes -= bytes;
    return { datagrams, kind, bytes };
  }

  /**
   * The datagrams that were taken have been indicated; those that were declined
   * wait again, before all others. Calls made meanwhile are served; tells
   * whether there were any.
   */
  settle(declined?: Batch): boolean {
    this.#indicating = false;
    if (declined !== undefined) {
      this.#waiting = [...declined.datagrams, ...this.#waiting];
      this.#bytes += declined.bytes;
    }
    const served = this.#pending.first !== undefined && this.hasWaiting;
    while (this.#pending.first !== undefined) {
      const next = this.#next();
      if (next === undefined) break;
      this.serve(next);
    }
    return served;
  }

  /** Fails the call whose turn it is. */
  failFirst(error: () => WskError): void {
    this.#pending.first?.reject(error());
  }

  /** Fails all calls, and forgets what has come. */
  end(error: () => WskError): void {
    this.#ended = true;
    this.clear();
    this.#pending.rejectAll(error);
  }

  /** Forgets what has come. */
  clear(): void {
    this.#waiting = [];
    this.#bytes = 0;
  }

  #next(): Arrival | undefined {
    const datagram = this.#waiting.shift();
    if (datagram !== undefined) this.#bytes -= datagram.data.byteLength;
    return datagram;
  }
}

function same(
  one: DatagramKind | undefined,
  other: DatagramKind | undefined,
): boolean {
  return (
    one === other ||
    (one?.broadcast === other?.broadcast && one?.multicast === other?.multicast)
  );
}

/** A datagram as events hand it out. */
export function indication({ data, from }: Arrival): DatagramIndication {
  const length = data.byteLength;
  return {
    buffer: { mdl: length === 0 ? [] : [data], offset: 0, length },
    controlInfo: [],
    remoteAddress: from,
  };
}

function fill(
  buffer: Uint8Array,
  { data, from, kind }: Arrival,
): ReceivedDatagram {
  const truncated = data.byteLength > buffer.byteLength;
  const part = truncated ? data.subarray(0, buffer.byteLength) : data;
  buffer.set(part);
  return {
    bytesReceived: part.byteLength,
    remoteAddress: from,
    controlInfo: NO_CONTROL,
    controlFlags: flagsOf(kind, truncated),
  };
}

function flagsOf(
  kind: DatagramKind | undefined,
  truncated: boolean,
): ControlFlags {
  if (truncated) return { ...kind, truncated };
  return kind === undefined ? NO_FLAGS : { ...kind };
}
