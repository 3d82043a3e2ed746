/** How the runs went: times, versions, seeds. @module */
import type { RunSummary } from "../summary/summary.ts";
import { duration, line } from "../text.ts";
import { cell, code, type Block, type Section } from "./page.ts";

export function slowest(runs: readonly RunSummary[]): Section {
  const rows = runs.flatMap((run) =>
    run.slowest.map(({ id, time, cpu }) => [
      cell(code(line(id))),
      cell(run.label),
      cell(duration(time)),
      cell(duration(cpu)),
    ]),
  );
  const table: Block = {
    kind: "table",
    caption: "The tests that took longest, by the clock and of the processor",
    columns: ["Test", "Provider", "Time", "CPU"],
    rows,
  };
  return { title: "Slowest tests", blocks: rows.length === 0 ? [] : [table] };
}

type Fact = readonly [name: string, of: (run: RunSummary) => string];

/** A stable page leaves out what differs from run to run, or from machine to machine. */
export function circumstances(
  runs: readonly RunSummary[],
  stable: boolean,
): Section {
  const facts: readonly Fact[] = [
    ["Table", ({ result }) => result.table.name],
    ["Mode", ({ result }) => result.mode],
    ["Isolation", ({ result }) => result.isolation],
    ["Behaviour claimed", ({ result }) => result.claims.behaviour],
    ...(stable ? [] : [...CHANGING, ...versionsOf(runs)]),
  ];
  const table: Block = {
    kind: "table",
    caption: "The circumstances of each run",
    columns: ["What", ...runs.map(({ label }) => label)],
    rows: facts.map(([name, of]) => [
      cell(name),
      ...runs.map((run) => cell(line(of(run)))),
    ]),
  };
  return { title: "How it was run", blocks: [table] };
}

function versionsOf(runs: readonly RunSummary[]): readonly Fact[] {
  const names = new Set(
    runs.flatMap(({ result }) => Object.keys(result.versions)),
  );
  return [...names].map((name) => [
    line(name),
    ({ result }) => result.versions[name] ?? "–",
  ]);
}

const CHANGING: readonly Fact[] = [
  ["Seed", ({ result }) => String(result.seed)],
  ["Time", ({ result }) => duration(result.time)],
  ["CPU", ({ result }) => duration(result.cpu)],
  [
    "What must happen, happens within",
    ({ result }) => duration(result.limits.must),
  ],
  [
    "What must not happen is waited for",
    ({ result }) => duration(result.limits.mustNot),
  ],
];
