// What the emitted code costs: guards, enforcement, bytes. `npm run bench:emitted`
import { mkdir, writeFile } from "node:fs/promises";
import { callCosts } from "../emitted/calls.ts";
import { guardCosts } from "../emitted/guards.ts";
import { sizes } from "../emitted/sizes.ts";
import type { Cost } from "../emitted/timing.ts";
import { machine } from "../sockets/report.ts";

function show(title: string, costs: readonly Cost[]): void {
  console.log(title);
  for (const { name, time, allocated } of costs) {
    console.log(
      `  ${name.padEnd(38)} ${time.toFixed(1)} ns, ${allocated.toFixed(0)} bytes`,
    );
  }
}

const guards = await guardCosts();
show("guards, each check", guards);
const calls = await callCosts();
show("calls", calls);
const bundles = await sizes();
for (const { name, minified, gzipped } of bundles) {
  console.log(`${name}: ${minified} bytes minified, ${gzipped} gzipped`);
}
const folder = new URL("../../results/", import.meta.url);
await mkdir(folder, { recursive: true });
await writeFile(
  new URL("emitted.json", folder),
  `${JSON.stringify({ machine: machine(), guards, calls, bundles }, undefined, 2)}\n`,
);
