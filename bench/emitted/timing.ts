import { measure } from "mitata";

/** What one call takes. */
export interface Cost {
  readonly name: string;
  /** In nanoseconds, the median. */
  readonly time: number;
  /** In bytes of the heap, on average. */
  readonly allocated: number;
}

export async function costOf(name: string, call: () => unknown): Promise<Cost> {
  const { p50, heap } = await measure(call, {
    heap: () => process.memoryUsage().heapUsed,
    min_cpu_time: 3e8,
  });
  return { name, time: p50, allocated: heap?.avg ?? NaN };
}
