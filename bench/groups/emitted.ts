// What the emitted code costs: guards, enforcement, bytes. `npm run bench:emitted`
import { callCosts } from "../emitted/calls.ts";
import { guardCosts } from "../emitted/guards.ts";
import { sizes } from "../emitted/sizes.ts";
import type { Cost } from "../emitted/timing.ts";
import { refresh, table, writeResults } from "../sockets/page.ts";
import { machineLine } from "../measure/machine.ts";

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
const machine = machineLine();
await writeResults("emitted.json", {
  machine,
  guards,
  calls,
  bundles,
});

function costs(head: string, list: readonly Cost[]): string {
  const rows = list.map(({ name, time, allocated }) => [
    `\`${name}\``,
    time.toFixed(1),
    allocated.toFixed(0),
  ]);
  return table([head, "ns", "bytes made"], rows);
}

const weights = bundles.map(({ name, minified, gzipped }) => [
  name,
  minified.toLocaleString("en"),
  gzipped.toLocaleString("en"),
]);
await refresh(
  new URL("../../../docs/performance-sockets.md", import.meta.url),
  "emitted",
  [
    `Measured on ${machine}.`,
    costs("a check", guards),
    costs("a call", calls),
    table(["bundled by esbuild", "minified", "gzipped"], weights),
  ].join("\n\n"),
);
