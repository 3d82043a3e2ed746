// The guards beside the two ways of telling the genuine article that a language can offer.
import {
  isBasicSocket,
  isConnectionOrientedSocket,
  isStreamSocket,
  supports,
} from "@captable/wsk";
import { stubSocket } from "./stub.ts";
import { costOf, type Cost } from "./timing.ts";

class Branded {
  readonly #brand = true;

  static owns(value: object): boolean {
    return #brand in value && value.#brand;
  }
}

const members = new WeakSet<object>();

const branded: readonly object[] = [new Branded(), new Branded(), {}];
const sockets: readonly object[] = [stubSocket(), stubSocket(), {}];
for (const value of branded) if (value instanceof Branded) members.add(value);

/** So many checks are one measurement: a single one is shorter than any clock tells. */
const TIMES = 300;

/**
 * Each has a loop of its own: one for all would call the checks by way of a
 * variable, which takes several times as long as the checks.
 */
const loops: Readonly<Record<string, () => number>> = {
  "#brand in value": () => {
    let found = 0;
    for (let at = 0; at < TIMES; at += 1) {
      if (Branded.owns(branded[at % 3] ?? branded)) found += 1;
    }
    return found;
  },
  "WeakSet.has": () => {
    let found = 0;
    for (let at = 0; at < TIMES; at += 1) {
      if (members.has(branded[at % 3] ?? branded)) found += 1;
    }
    return found;
  },
  isBasicSocket: () => {
    let found = 0;
    for (let at = 0; at < TIMES; at += 1) {
      if (isBasicSocket(sockets[at % 3])) found += 1;
    }
    return found;
  },
  isConnectionOrientedSocket: () => {
    let found = 0;
    for (let at = 0; at < TIMES; at += 1) {
      if (isConnectionOrientedSocket(sockets[at % 3])) found += 1;
    }
    return found;
  },
  "isStreamSocket, of none": () => {
    let found = 0;
    for (let at = 0; at < TIMES; at += 1) {
      if (isStreamSocket(sockets[at % 3])) found += 1;
    }
    return found;
  },
  "supports(value, 'send')": () => {
    let found = 0;
    for (let at = 0; at < TIMES; at += 1) {
      if (supports(sockets[at % 3], "send")) found += 1;
    }
    return found;
  },
  "supports(value, 'listen'), of none": () => {
    let found = 0;
    for (let at = 0; at < TIMES; at += 1) {
      if (supports(sockets[at % 3], "listen")) found += 1;
    }
    return found;
  },
};

export async function guardCosts(): Promise<readonly Cost[]> {
  const costs: Cost[] = [];
  for (const [name, loop] of Object.entries(loops)) {
    const { time, allocated } = await costOf(name, loop);
    costs.push({ name, time: time / TIMES, allocated: allocated / TIMES });
  }
  return costs;
}
