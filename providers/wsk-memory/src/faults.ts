import type { Range } from "./chance.ts";
import { readPlace } from "./places.ts";

/**
 * What goes wrong, and how slowly what goes well goes. What is left out does
 * not go wrong. Probabilities are from 0 to 1.
 *
 * Places are written as the name of a host, as an address, or as an address
 * and a port: `"server"`, `"10.0.0.1"`, `"10.0.0.1:80"`, `"[fd00::1]:80"`.
 */
export interface Faults {
  /** From one end to the other, in milliseconds, also within a host. Datagrams of a socket, and segments of a connection, keep their order. */
  readonly latency?: number | Range | undefined;
  /** How fast each direction of a connection is, in bytes per millisecond. */
  readonly bandwidth?: number | undefined;
  /** How fast connections hand on what they have received, in bytes per millisecond. */
  readonly readRate?: number | undefined;
  /** The receive window of new connections, in bytes, unless SO_RCVBUF says otherwise. By default 65536. */
  readonly receiveWindow?: number | undefined;
  /** How many bytes a segment carries at most; from a range, each has its own. By default 65536. */
  readonly segmentSize?: number | Range | undefined;

  /** The probability that a datagram is lost. */
  readonly loss?: number | undefined;
  /** The probability that a datagram arrives twice. */
  readonly duplication?: number | undefined;
  /** The probability that a datagram is held back, so that later ones overtake it. */
  readonly reordering?: number | undefined;
  /** How long such a datagram is held back, in milliseconds. By default 10. */
  readonly reorderingDelay?: number | undefined;

  /** The probability that a segment of a connection is lost, which delays the connection until it is sent again. */
  readonly segmentLoss?: number | undefined;
  /** The probability, for each segment with data, that the connection is reset instead. */
  readonly resets?: number | undefined;
  /** A connection is reset after carrying so many bytes, in both directions together. */
  readonly resetAfter?: number | undefined;

  /** Places that have vanished without a word: nothing gets there or comes from there. A host still reaches itself. */
  readonly vanished?: readonly string[] | undefined;
  /** How long what is sent to a place that has vanished is sent again and again, in milliseconds. By default 20000. */
  readonly timeout?: number | undefined;
  /** Places that refuse connections, and datagrams, as if nobody was there to get them. */
  readonly refused?: readonly string[] | undefined;
  /** Places that cannot be reached: STATUS_HOST_UNREACHABLE. */
  readonly hostUnreachable?: readonly string[] | undefined;
  /** Places that no way leads to: STATUS_NETWORK_UNREACHABLE. */
  readonly networkUnreachable?: readonly string[] | undefined;

  /** How many sockets a host may have: bound ones, and accepted ones. More: STATUS_TOO_MANY_OPENED_FILES. */
  readonly maxSockets?: number | undefined;
  /** How many ports of a protocol a host may have bound. More, if the host is to choose one: STATUS_TOO_MANY_ADDRESSES. */
  readonly maxPorts?: number | undefined;
  /** The probability that a call lacks memory: STATUS_INSUFFICIENT_RESOURCES. */
  readonly allocationFailures?: number | undefined;
}

/** The faults in force: everything is said. */
export interface FaultsInForce {
  readonly latency: Range;
  readonly bandwidth: number;
  readonly readRate: number;
  readonly receiveWindow: number;
  readonly segmentSize: Range;
  readonly loss: number;
  readonly duplication: number;
  readonly reordering: number;
  readonly reorderingDelay: number;
  readonly segmentLoss: number;
  readonly resets: number;
  readonly resetAfter: number;
  readonly vanished: ReadonlySet<string>;
  readonly timeout: number;
  readonly refused: ReadonlySet<string>;
  readonly hostUnreachable: ReadonlySet<string>;
  readonly networkUnreachable: ReadonlySet<string>;
  readonly maxSockets: number;
  readonly maxPorts: number;
  readonly allocationFailures: number;
}

/**
 * Says what is left out.
 *
 * @throws RangeError if a number is not one that could be meant
 * @throws TypeError if there is no such fault, or if places are no list
 */
export function inForce(faults: Faults): FaultsInForce {
  const all: FaultsInForce = {
    latency: range("latency", faults.latency ?? 0, 0),
    bandwidth: rate("bandwidth", faults.bandwidth),
    readRate: rate("readRate", faults.readRate),
    receiveWindow: size("receiveWindow", faults.receiveWindow, 65_536, 1),
    segmentSize: range("segmentSize", faults.segmentSize ?? 65_536, 1),
    loss: probability("loss", faults.loss),
    duplication: probability("duplication", faults.duplication),
    reordering: probability("reordering", faults.reordering),
    reorderingDelay: time("reorderingDelay", faults.reorderingDelay, 10),
    segmentLoss: probability("segmentLoss", faults.segmentLoss),
    resets: probability("resets", faults.resets),
    resetAfter: size("resetAfter", faults.resetAfter),
    vanished: places("vanished", faults.vanished),
    timeout: time("timeout", faults.timeout, 20_000),
    refused: places("refused", faults.refused),
    hostUnreachable: places("hostUnreachable", faults.hostUnreachable),
    networkUnreachable: places("networkUnreachable", faults.networkUnreachable),
    maxSockets: atLeast("maxSockets", faults.maxSockets),
    maxPorts: atLeast("maxPorts", faults.maxPorts),
    allocationFailures: probability(
      "allocationFailures",
      faults.allocationFailures,
    ),
  };
  const unknown = Object.keys(faults).find((name) => !Object.hasOwn(all, name));
  if (unknown === undefined) return all;
  throw new TypeError(`faults.${unknown}: there is no such fault`);
}

function atLeast(
  name: string,
  value: number | undefined,
  otherwise = Infinity,
  least = 0,
): number {
  if (value === undefined) return otherwise;
  if (value >= least) return value;
  throw new RangeError(`faults.${name}: ${value} is not at least ${least}`);
}

function rate(name: string, value = Infinity): number {
  if (value > 0) return value;
  throw new RangeError(`faults.${name}: ${value} is not more than 0`);
}

/** In whole bytes. */
function size(
  name: string,
  value: number | undefined,
  otherwise = Infinity,
  least = 0,
): number {
  const bytes = atLeast(name, value, otherwise, least);
  if (Number.isInteger(bytes) || bytes === Infinity) return bytes;
  throw new RangeError(`faults.${name}: ${bytes} is not a number of bytes`);
}

/** In milliseconds. The clock reaches it. */
function time(
  name: string,
  value: number | undefined,
  otherwise: number,
): number {
  const milliseconds = atLeast(name, value, otherwise);
  if (milliseconds < Infinity) return milliseconds;
  throw new RangeError(`faults.${name}: ${milliseconds} never passes`);
}

function places(
  name: string,
  value: readonly string[] = [],
): ReadonlySet<string> {
  if (Array.isArray(value)) return new Set(value.map(readPlace));
  throw new TypeError(`faults.${name}: not a list of places`);
}

function probability(name: string, value = 0): number {
  if (value >= 0 && value <= 1) return value;
  throw new RangeError(`faults.${name}: ${value} is not a probability`);
}

function range(name: string, value: number | Range, least: number): Range {
  const { min, max } =
    typeof value === "number" ? { min: value, max: value } : value;
  if (min >= least && min <= max && max < Infinity) return { min, max };
  throw new RangeError(
    `faults.${name}: ${min} to ${max} is not a range from ${least} on`,
  );
}
