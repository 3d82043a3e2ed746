// What the emitted code costs: guards, enforcement, bytes. `npm run bench:emitted`
import { callCosts, type CallCost } from "../emitted/calls.ts";
import { guardCosts, type GuardCost } from "../emitted/guards.ts";
import { type Size, sizes } from "../emitted/sizes.ts";
import { machineLine } from "../measure/machine.ts";
import { ratioText, tableOf } from "../report/format.ts";
import { keepResults, refreshPage } from "../report/keep.ts";

function guardTable(title: string, costs: readonly GuardCost[]): string {
  const rows = costs.map(({ name, time, ratio, allocated }, at) => [
    name,
    at < 2 || name.includes("supports") ? "" : "1.3",
    ratioText(ratio),
    time.toFixed(1),
    allocated.toFixed(0),
  ]);
  return tableOf(
    [title, "goal", "times the faster of the first two", "ns", "bytes made"],
    rows,
  );
}

function callTable(costs: readonly CallCost[]): string {
  const rows = costs.map(({ name, time, over, allocated }) => [
    name,
    `${over.median.toFixed(1)} (${over.low.toFixed(1)}–${over.high.toFixed(1)})`,
    time.toFixed(1),
    allocated.toFixed(0),
  ]);
  return tableOf(
    ["a call", "ns over the provider alone", "ns", "bytes made"],
    rows,
  );
}

function sizeTable(found: readonly Size[]): string {
  const all = Math.max(
    ...found.map(({ modules }) => Object.keys(modules).length),
  );
  return tableOf(
    ["what is imported", "bundler", "minified", "gzipped", "modules"],
    found.map(({ name, bundler, minified, gzipped, modules }) => {
      const left = Object.keys(modules).length;
      return [
        name,
        bundler,
        minified.toLocaleString("en"),
        gzipped.toLocaleString("en"),
        `${left} of ${all}`,
      ];
    }),
  );
}

/** What one guard pulls in. */
function proofTable(found: readonly Size[]): string {
  const guards = found.filter(({ name }) => name === "one guard");
  const modules = [
    ...new Set(guards.flatMap((it) => Object.keys(it.modules))),
  ].toSorted();
  return tableOf(
    ["left of each module", ...guards.map(({ bundler }) => bundler)],
    modules.map((path) => [
      `\`${path}\``,
      ...guards.map((it) => `${it.modules[path] ?? 0} bytes`),
    ]),
  );
}

const bundles = await sizes();
const { oneKind, manyKinds } = await guardCosts();
const calls = await callCosts();
const machine = machineLine();
await keepResults("emitted", {
  machine,
  guards: { oneKind, manyKinds },
  calls,
  bundles,
});
const page = "docs/performance-emitted.md";
await refreshPage(
  page,
  "emitted",
  [
    `Measured on ${machine}.`,
    guardTable("a check that meets one kind, and none", oneKind),
    guardTable("a check that meets 1,000 kinds", manyKinds),
    callTable(calls),
  ].join("\n\n"),
);
await refreshPage(
  page,
  "sizes",
  [sizeTable(bundles), proofTable(bundles)].join("\n\n"),
);
