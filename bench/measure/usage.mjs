// Loaded before a program that is measured: leaves behind what it has used.
import { writeFileSync } from "node:fs";

const { BENCH_USAGE } = process.env;

process.on("exit", () => {
  if (!BENCH_USAGE) return;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const usage = {
    megabytes: maxRSS / 1024,
    cpu: (userCPUTime + systemCPUTime) / 1000,
  };
  writeFileSync(BENCH_USAGE, JSON.stringify(usage));
});
