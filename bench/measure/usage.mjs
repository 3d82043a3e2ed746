// Loaded before a program that is measured, and before every Node that it starts: leaves behind what it has used.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMainThread } from "node:worker_threads";

const { BENCH_USAGE, BENCH_STARTED } = process.env;
const first = BENCH_STARTED === undefined;
process.env.BENCH_STARTED = "yes";

/** One of the clock ticks that Linux counts processor time in, in milliseconds. */
const TICK = 10;

/** Of the processes that this one has waited for, and of theirs. Only Linux tells. */
function cpuOfChildren() {
  if (process.platform !== "linux") return 0;
  const stat = readFileSync("/proc/self/stat", "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) * TICK;
}

if (BENCH_USAGE && isMainThread)
  process.on("exit", () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const usage = {
      megabytes: maxRSS / 1024,
      cpu: (userCPUTime + systemCPUTime) / 1000 + cpuOfChildren(),
    };
    const file = first ? "first.json" : `${process.pid}.json`;
    writeFileSync(join(BENCH_USAGE, file), JSON.stringify(usage));
  });
