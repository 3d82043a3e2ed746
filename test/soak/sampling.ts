import { readdirSync } from "node:fs";
import type { Sample } from "./flatness.ts";
import { turns } from "./turns.ts";

/** Takes a sample of this process, which must run with `--expose-gc`. */
export async function takeSample(): Promise<Sample> {
  const { gc } = globalThis;
  if (gc === undefined) throw new TypeError("run node with --expose-gc");
  // What is finalized by one collection is freed by the next.
  for (let time = 0; time < 3; time += 1) {
    await turns(2);
    gc();
  }
  const usage = process.memoryUsage();
  return {
    heap: usage.heapUsed,
    buffers: usage.external,
    resident: usage.rss,
    descriptors: countDescriptors(),
  };
}

function countDescriptors(): number | undefined {
  if (process.platform !== "linux") return undefined;
  return readdirSync("/proc/self/fd").length;
}
