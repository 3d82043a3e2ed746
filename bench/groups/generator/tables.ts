/** The tables of the generator's page. @module */
import { type Measure, ratioOf, type Runs } from "../../measure/interleave.ts";
import { slope, summarize } from "../../measure/statistics.ts";
import { digits, markdownOf, ratioText } from "../../report/format.ts";
import type { ReportTable } from "../../report/table.ts";
import { keyOf, YARDSTICK } from "./contenders.ts";
import type { GeneratorResult, ProgramResult, SizeResult } from "./result.ts";

/** The generator's part of its page. */
export function textOf(machine: string, result: GeneratorResult): string {
  return [machine, ...tablesOf(result).map(markdownOf)].join("\n\n");
}

export function tablesOf(result: GeneratorResult): readonly ReportTable[] {
  const { wsk, sizes } = result;
  const tables = [
    wskTable(wsk),
    sizesTable(sizes),
    growthTable(sizes),
    failureTable(result),
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}

const NOTHING = "–";

function wskTable(wsk: GeneratorResult["wsk"]): ReportTable {
  const least = wsk["floor"];
  if (least === undefined) throw new Error("the floor was not measured");
  return {
    title: "The Winsock Kernel's table, from a cold start",
    columns: ["Program", "Times the floor", "in CPU time", "ms", "peak MB"],
    rows: Object.entries(wsk).map(([name, runs]) => [
      name,
      ratioText(ratioOf(runs, least)),
      ratioText(ratioOf(runs, least, "cpu")),
      digits(summarize(runs.milliseconds).median),
      digits(runs.megabytes),
    ]),
  };
}

function sizesTable(sizes: readonly SizeResult[]): ReportTable {
  return {
    title: "From a cold start, by the categories of the table",
    columns: [
      ...["Categories", "Program", "Node"],
      ...["Times `generate`", "in CPU time", "s", "peak MB"],
      ...["MB written", "s per MB"],
    ],
    rows: sizes.flatMap((size) => size.programs.map((it) => rowOf(size, it))),
  };
}

function rowOf(size: SizeResult, it: ProgramResult): readonly string[] {
  const yardstick = yardstickOf(size, it.node);
  const times = (what: Measure): string =>
    yardstick === undefined
      ? NOTHING
      : ratioText(ratioOf(it.runs, yardstick, what));
  return [
    ...[String(size.categories), it.name, it.node.split(".")[0] ?? ""],
    ...[times("milliseconds"), times("cpu")],
    ...[digits(secondsOf(it.runs)), digits(it.runs.megabytes)],
    ...writtenBy(it.runs),
  ];
}

/** `generate` on the same Node: what others are compared with. */
function yardstickOf(size: SizeResult, node: string): Runs | undefined {
  return size.programs.find((it) => it.name === YARDSTICK && it.node === node)
    ?.runs;
}

/** How much was written, and how long it took for as much of it: programs write very different amounts. */
function writtenBy(runs: Runs): readonly string[] {
  if (runs.bytes === undefined) return [NOTHING, NOTHING];
  const megabytes = runs.bytes / 1e6;
  return [digits(megabytes), digits(secondsOf(runs) / megabytes)];
}

function secondsOf({ milliseconds }: Runs): number {
  return summarize(milliseconds).median / 1000;
}

/** From each size to the next: 1 is in proportion. */
function growthTable(sizes: readonly SizeResult[]): ReportTable {
  const steps = sizes.slice(1).flatMap((to, at) => {
    const from = sizes[at];
    return from === undefined ? [] : [{ from, to }];
  });
  const heads = steps.map(
    ({ from, to }) => `${from.categories} → ${to.categories}`,
  );
  const grown = new Map(
    steps
      .flatMap(({ to }) => to.programs)
      .filter(({ name, rival }) => rival || name === YARDSTICK)
      .map((it) => [keyOf(it), it]),
  );
  return {
    title: "By which power of the size CPU time and memory grow",
    columns: [
      ...["Program", "Node"],
      ...heads.map((it) => `CPU, ${it}`),
      ...heads.map((it) => `MB, ${it}`),
    ],
    rows: [...grown.values()].map((it) => [
      ...[it.name, it.node.split(".")[0] ?? ""],
      ...steps.map((step) => power(it, step, cpuOf)),
      ...steps.map((step) => power(it, step, ({ megabytes }) => megabytes)),
    ]),
  };
}

interface Step {
  readonly from: SizeResult;
  readonly to: SizeResult;
}

function cpuOf({ cpu }: Runs): number {
  return summarize(cpu).median;
}

function power(
  program: ProgramResult,
  { from, to }: Step,
  cost: (runs: Runs) => number,
): string {
  const [smaller, larger] = [from, to].map(({ programs }) =>
    programs.find((it) => keyOf(it) === keyOf(program)),
  );
  if (smaller === undefined || larger === undefined) return NOTHING;
  return slope(
    [from.categories, cost(smaller.runs)],
    [to.categories, cost(larger.runs)],
  ).toFixed(2);
}

/** What has no figure, and why: nothing is left out without a word. */
function failureTable({ sizes, missing }: GeneratorResult): ReportTable {
  const failed = sizes.flatMap(({ categories, failed }) =>
    failed.map(({ name, node, why }) => [
      String(categories),
      name,
      node.split(".")[0] ?? "",
      cell(why),
    ]),
  );
  return {
    title: "Not measured",
    columns: ["Categories", "Program", "Node", "Why"],
    rows: [
      ...missing.map(({ name, why }) => ["all", name, NOTHING, cell(why)]),
      ...failed,
    ],
  };
}

/** What a program has said, within a cell of a table. */
function cell(text: string): string {
  return text.replaceAll("|", "/").replaceAll(/[`*_<>]/g, "");
}
