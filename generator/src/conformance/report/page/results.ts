/** What came of the tests: by family, by function, by clause, one by one. @module */
import { matrixOf } from "../summary/matrix.ts";
import type { RunSummary } from "../summary/summary.ts";
import type { Tally } from "../summary/tally.ts";
import { line, lines } from "../text.ts";
import {
  cell,
  code,
  text,
  type Block,
  type Inline,
  type Section,
} from "./page.ts";
import { tallyCell } from "./tally-cell.ts";

const LEGEND = "Tests passed of all";

export function families(runs: readonly RunSummary[]): Section {
  return compared("Families", `${LEGEND}, by family`, "Family", runs, (run) =>
    run.families.map(({ family, tally }) => [family, tally]),
  );
}

export function clauses(runs: readonly RunSummary[]): Section {
  return compared(
    "Clauses",
    `${LEGEND}, by clause of the source`,
    "Clause",
    runs,
    (run) => run.clauses.map(({ clause, tally }) => [clause, tally]),
  );
}

/** A table with a row for each key, and a column for each run. */
function compared(
  title: string,
  caption: string,
  head: string,
  runs: readonly RunSummary[],
  talliesOf: (run: RunSummary) => readonly (readonly [string, Tally])[],
): Section {
  const columns = runs.map((run) => new Map(talliesOf(run)));
  const keys = new Set(columns.flatMap((column) => [...column.keys()]));
  if (keys.size === 0) return { title, blocks: [] };
  const table: Block = {
    kind: "table",
    caption,
    columns: [head, ...runs.map(({ label }) => label)],
    rows: [...keys].map((key) => [
      cell(code(line(key))),
      ...columns.map((column) => tallyCell(column.get(key))),
    ]),
  };
  return { title, blocks: [table] };
}

export function matrix(runs: readonly RunSummary[]): Section {
  const rows = matrixOf(runs.map(({ outcomes }) => outcomes));
  const title = "Who can do what";
  if (rows.length === 0) return { title, blocks: [] };
  const table: Block = {
    kind: "table",
    caption: `${LEGEND}, by category and function`,
    columns: ["Function", ...runs.map(({ label }) => label)],
    rows: rows.map((row) => [
      cell(code(line(`${row.category}.${row.function}`))),
      ...row.cells.map((tally) => tallyCell(tally)),
    ]),
  };
  return { title, blocks: [table] };
}

export function failures(runs: readonly RunSummary[]): Section {
  return {
    title: "Failures",
    blocks: runs
      .filter((run) => run.failures.length > 0)
      .flatMap((run): Block[] => [
        { kind: "paragraph", parts: [text(`${run.label}:`)] },
        { kind: "failures", failures: run.failures.map(failureOf) },
      ]),
  };
}

function failureOf({
  verdict,
  clause,
  seed,
  again,
}: RunSummary["failures"][number]): Extract<
  Block,
  { kind: "failures" }
>["failures"][number] {
  const facts: Inline[] = [
    ...(clause === undefined
      ? []
      : [text("Clause "), code(line(clause)), text(". ")]),
    text(`Seed ${seed}. Again: `),
    code(line(again)),
  ];
  return {
    id: line(verdict.id),
    verdict: verdict.kind,
    message: lines(verdict.message ?? "Nothing was said."),
    facts,
  };
}
