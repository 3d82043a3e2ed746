/**
 * The README's figures of the generator: how much processor time each rival takes beside captable. The clock says
 * less on a machine that does other work too; the generator's page has both.
 * @module
 */
import { summarize } from "../measure/statistics.ts";
import { digits } from "../report/format.ts";
import type { ReportTable } from "../report/table.ts";
import { at, type Fields, list, number, numbers, text } from "./read.ts";

const YARDSTICK = "generate";

/** What captable itself is measured at, and what the README calls it. */
const OWN: ReadonlyMap<string, string> = new Map([
  [YARDSTICK, "`captable generate`"],
  ["check, unchanged", "`captable check`, where nothing has changed"],
]);

export function generatorFigures(results: unknown): ReportTable | undefined {
  const sizes = list(at(results, "data", "sizes"));
  const missing = list(at(results, "data", "missing"));
  const names = namesIn([
    ...sizes.flatMap((it) => list(it["programs"])).filter((it) => it["rival"]),
    ...sizes.flatMap((it) => list(it["failed"])).filter((it) => it["rival"]),
    ...missing,
  ]);
  if (names.length === 0) return undefined;
  const heads = sizes.map((it) =>
    (number(it["categories"]) ?? 0).toLocaleString("en"),
  );
  const measured = new Set(
    sizes.flatMap((it) => list(it["programs"]).map((one) => one["name"])),
  );
  const own = [...OWN.keys()].filter(
    (name) => name === YARDSTICK || measured.has(name),
  );
  const rows = [...own, ...names].map((name) => [
    OWN.get(name) ?? name,
    ...sizes.map((size) => timesOf(name, size)),
    writtenOf(name, sizes),
  ]);
  return {
    title:
      "Processor time, times that of `captable generate` (above 1 captable is faster), by the categories of the table; and what is written for the largest",
    columns: ["", ...heads, "MB written"],
    rows,
  };
}

function namesIn(entries: readonly Fields[]): readonly string[] {
  const names = entries.map((it) => text(it["name"]));
  return [...new Set(names.filter((it) => it !== undefined))].toSorted();
}

/** Of a rival on a table, beside captable on the same Node, round by round. */
function timesOf(name: string, size: Fields): string {
  const programs = list(size["programs"]);
  const own = programs.find((it) => it["name"] === name);
  if (own === undefined) return whyNot(name, size);
  const yardstick = programs.find(
    (it) => it["name"] === YARDSTICK && it["node"] === own["node"],
  );
  const times = timesIn(own);
  const others = timesIn(yardstick);
  const ratios = times.flatMap((time, round) => {
    const other = others[round];
    return other === undefined ? [] : [time / other];
  });
  return ratios.length === 0 ? "–" : digits(summarize(ratios).median);
}

/** How much it wrote of the largest table that it came to the end of. */
function writtenOf(name: string, sizes: readonly Fields[]): string {
  const bytes = sizes
    .flatMap((size) => list(size["programs"]))
    .filter((it) => it["name"] === name)
    .map((it) => number(at(it, "runs", "bytes")))
    .findLast((it) => it !== undefined);
  return bytes === undefined ? "–" : digits(bytes / 1e6);
}

function whyNot(name: string, size: Fields): string {
  const failure = list(size["failed"]).find((it) => it["name"] === name);
  const why = text(failure?.["why"]);
  if (why === undefined) return "–";
  return why.startsWith("not done") ? why : "failed";
}

/** Which sizes captable itself has no figure for, if there is one. */
export function generatorGaps(results: unknown): string {
  const gaps = list(at(results, "data", "sizes")).flatMap((size) => {
    const why = whyNot(YARDSTICK, size);
    const categories = (number(size["categories"]) ?? 0).toLocaleString("en");
    return why === "–" ? [] : [`${categories} categories (${why})`];
  });
  return gaps.length === 0
    ? ""
    : ` There is no figure of captable itself for ${gaps.join(", ")}.`;
}

function timesIn(program: Fields | undefined): readonly number[] {
  return numbers(at(program, "runs", "cpu"));
}
