/** How long to wait on this machine, as it is loaded now. @module */
import { availableParallelism, loadavg } from "node:os";
import {
  setImmediate as turn,
  setTimeout as pause,
} from "node:timers/promises";
import type { TimeLimits } from "../plan/planned.ts";

/** What a machine takes for things that should take no time; in milliseconds. */
export interface Measured {
  /** From the start of a process until it says that it is there. */
  readonly spawn: number;
  /** The worst delay of a timer. */
  readonly timer: number;
  /** The worst turn of the event loop. */
  readonly turn: number;
  /** Processes that want to run, for each core. */
  readonly load: number;
}

/** What an idle machine takes at most: up to here, the floors hold. */
const IDLE: Measured = { spawn: 300, timer: 4, turn: 2, load: 1 };

/** Limits never get shorter than this, nor longer than so many times that. */
const FLOOR: TimeLimits = { must: 2_000, mustNot: 50 };
const MOST = 5;

/** The limits for a machine. They grow with whatever it is slowest at. */
export function limitsFrom(measured: Measured): TimeLimits {
  const slowness = Math.max(
    1,
    measured.spawn / IDLE.spawn,
    measured.timer / IDLE.timer,
    measured.turn / IDLE.turn,
    measured.load / IDLE.load,
  );
  const factor = Math.min(slowness, MOST);
  return {
    must: Math.ceil(FLOOR.must * factor),
    mustNot: Math.ceil(FLOOR.mustNot * factor),
  };
}

const SAMPLES = 20;

/** Measures the machine; the start of a process has been measured by whoever started one. */
export async function measure(spawn: number): Promise<Measured> {
  let timer = 0;
  let longest = 0;
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    timer = Math.max(timer, (await timed(() => pause(1))) - 1);
    longest = Math.max(longest, await timed(() => turn()));
  }
  const load = loadavg()[0] ?? 0;
  return { spawn, timer, turn: longest, load: load / availableParallelism() };
}

async function timed(wait: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await wait();
  return performance.now() - start;
}
