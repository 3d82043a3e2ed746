// Loaded before a program that is measured: leaves behind how much memory it took at most, in kilobytes.
import { writeFileSync } from "node:fs";

const { BENCH_PEAK } = process.env;

process.on("exit", () => {
  if (BENCH_PEAK)
    writeFileSync(BENCH_PEAK, String(process.resourceUsage().maxRSS));
});
