import { measure } from "mitata";
import { summarize } from "../measure/statistics.ts";

/** What one call takes. */
export interface Cost {
  readonly name: string;
  /** In nanoseconds, the median of the rounds. */
  readonly time: number;
  /** Each round, to be compared with the same round of another. */
  readonly rounds: readonly number[];
  /** In bytes of the heap, on average. */
  readonly allocated: number;
}

/** Measures calls in turn, so many rounds. */
export async function costsOf(
  calls: Readonly<Record<string, () => unknown>>,
  rounds = 7,
): Promise<readonly Cost[]> {
  const taken = Object.entries(calls).map(([name, call]) => ({
    name,
    call,
    times: Array<number>(),
    bytes: Array<number>(),
  }));
  for (let round = 0; round < rounds; round += 1)
    for (const { call, times, bytes } of taken) {
      const { p50, heap } = await measure(call, {
        heap: () => process.memoryUsage().heapUsed,
        min_cpu_time: 1e8,
      });
      times.push(p50);
      bytes.push(heap?.avg ?? NaN);
    }
  return taken.map(({ name, times, bytes }) => ({
    name,
    time: summarize(times).median,
    rounds: times,
    allocated: summarize(bytes).median,
  }));
}
