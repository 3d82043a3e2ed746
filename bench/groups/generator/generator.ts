/** How fast the generator is: on the Winsock Kernel's table, and on tables of every size. @module */
import { join } from "node:path";
import { runCold } from "../../measure/cold.ts";
import { interleave, ratioOf, type Runs } from "../../measure/interleave.ts";
import { slope, summarize } from "../../measure/statistics.ts";
import { ROOT } from "../../paths.ts";
import { digits, ratioText } from "../../report/format.ts";
import type {
  Group,
  Measured,
  ReportTable,
  Settings,
} from "../../report/result.ts";
import { SIZES, type TableSize } from "../../tables/table.ts";
import { captable, floor, reading, rivals, workspace } from "./subjects.ts";

export const generator: Group = {
  name: "generator",
  title: "The generator",
  measure,
};

function measure(settings: Settings): Measured {
  const wsk = measureWsk(settings);
  const sizes = sizesOf(settings).map((size) => ({
    size,
    runs: measureSize(size, settings),
  }));
  return {
    tables: [wskTable(wsk), sizesTable(sizes), growthTable(sizes)],
    data: {
      wsk: Object.fromEntries(wsk),
      sizes: sizes.map(({ size, runs }) => ({
        ...size,
        runs: Object.fromEntries(runs),
      })),
    },
  };
}

type Results = ReadonlyMap<string, Runs>;

interface Sized {
  readonly size: TableSize;
  readonly runs: Results;
}

function measureWsk({ quick }: Settings): Results {
  const table = join(ROOT, "spec", "wsk.yaml");
  const output = join(ROOT, "generated", "wsk");
  const { output: fresh } = workspace({ categories: 0, functions: 0 });
  const commands = {
    floor: floor(join(ROOT, "spec"), output),
    "node alone": { args: ["--eval", "0"], cwd: ROOT },
    check: captable("check", table, output),
    generate: captable("generate", table, fresh),
  };
  return interleave(commands, quick ? 1 : 7);
}

function sizesOf({ quick }: Settings): readonly TableSize[] {
  const most = quick ? 100 : Infinity;
  return SIZES.filter(({ categories }) => categories <= most);
}

function measureSize(size: TableSize, { quick }: Settings): Results {
  const place = workspace(size);
  const generate = captable("generate", place.table, place.output);
  // The floor is that of the package that this leaves behind.
  runCold(generate);
  const commands = {
    floor: floor(place.folder, place.output),
    generate,
    check: captable("check", place.table, place.output),
    "YAML, full parser": reading("yaml", place.table),
    "YAML, quick reader": reading("quick", place.table),
    ...rivals(place),
  };
  return interleave(commands, quick || size.categories > 100 ? 1 : 3);
}

function runsOf(results: Results, name: string): Runs {
  const runs = results.get(name);
  if (runs === undefined) throw new Error(`${name} was not measured`);
  return runs;
}

function wskTable(results: Results): ReportTable {
  const least = runsOf(results, "floor");
  return {
    title: "The Winsock Kernel's table, from a cold start",
    columns: ["Program", "Times the floor", "in CPU time", "ms", "peak MB"],
    rows: [...results].map(([name, runs]) => [
      name,
      ratioText(ratioOf(runs, least)),
      ratioText(ratioOf(runs, least, "cpu")),
      digits(summarize(runs.milliseconds).median),
      digits(runs.megabytes),
    ]),
  };
}

function sizesTable(sizes: readonly Sized[]): ReportTable {
  return {
    title: "`generate` from a cold start, by the categories of the table",
    columns: [
      "Categories",
      "Program",
      "Times `generate`",
      "in CPU time",
      "s",
      "peak MB",
      "MB written",
      "s per MB",
    ],
    rows: sizes.flatMap(({ size, runs }) =>
      [...runs].map(([name, it]) => [
        String(size.categories),
        name,
        ratioText(ratioOf(it, runsOf(runs, "generate"))),
        ratioText(ratioOf(it, runsOf(runs, "generate"), "cpu")),
        digits(secondsOf(it)),
        digits(it.megabytes),
        ...writtenBy(it),
      ]),
    ),
  };
}

/** How much was written, and how long it took for as much of it: programs write very different amounts. */
function writtenBy(runs: Runs): readonly string[] {
  if (runs.bytes === undefined) return ["–", "–"];
  const megabytes = runs.bytes / 1e6;
  return [digits(megabytes), digits(secondsOf(runs) / megabytes)];
}

function secondsOf({ milliseconds }: Runs): number {
  return summarize(milliseconds).median / 1000;
}

/** From each size to the next: 1 is in proportion. */
function growthTable(sizes: readonly Sized[]): ReportTable {
  const rows = sizes.slice(1).map(({ size, runs }, at) => {
    const before = sizes[at];
    if (before === undefined) throw new Error("no size comes before");
    const power = (cost: (runs: Runs) => number): string =>
      slope(
        [before.size.categories, cost(runsOf(before.runs, "generate"))],
        [size.categories, cost(runsOf(runs, "generate"))],
      ).toFixed(2);
    return [
      `${before.size.categories} → ${size.categories}`,
      power((it) => summarize(it.milliseconds).median),
      power((it) => summarize(it.cpu).median),
      power((it) => it.megabytes),
    ];
  });
  return {
    title: "By which power of the size `generate` grows",
    columns: ["Categories", "Time", "CPU time", "Memory"],
    rows,
  };
}
