/** What is excused, and why: deviations, expected failures, what no test can show. @module */
import type { RunSummary } from "../summary/summary.ts";
import { line } from "../text.ts";
import { cell, code, text, type Cell, type Section } from "./page.ts";

export function deviations(runs: readonly RunSummary[]): Section {
  const rows = runs.flatMap(({ label, result }) =>
    result.claims.deviations.map(({ kind, name, reason }) => [
      cell(code(line(name))),
      cell(kind),
      cell(label),
      cell(line(reason)),
    ]),
  );
  return section(
    "Deviations",
    "What the table has and a provider cannot bring about",
    ["Name", "Kind", "Provider", "Reason"],
    rows,
  );
}

export function expectedFailures(runs: readonly RunSummary[]): Section {
  const rows = runs.flatMap(({ label, known }) =>
    known.map(({ id, reason, link, expires, state }) => [
      cell(code(line(id))),
      cell(label),
      cell(state, state === "stale" ? "bad" : "none"),
      cell(line(reason)),
      cell({ kind: "link", text: line(link), href: link }),
      cell(line(expires)),
    ]),
  );
  return section(
    "Expected failures",
    "Failures that are known, each until its last day",
    ["Test", "Provider", "State", "Reason", "Link", "Expires"],
    rows,
  );
}

/** What is the same for all runs, as it comes from the table, stands there once. */
export function untestable(runs: readonly RunSummary[]): Section {
  const all = new Map(
    runs.flatMap((run) => run.untestable.map((it) => [it.id, it])),
  );
  const rows = [...all.values()].map(({ id, clause, reason }) => [
    cell(code(line(id))),
    cell(clause === undefined ? text("–") : code(line(clause))),
    cell(line(reason)),
  ]);
  return section(
    "Untestable",
    "What no test can show, as the table says",
    ["Test", "Clause", "Reason"],
    rows,
  );
}

function section(
  title: string,
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): Section {
  return {
    title,
    blocks:
      rows.length === 0 ? [] : [{ kind: "table", caption, columns, rows }],
  };
}
