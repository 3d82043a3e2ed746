/** Runs the generator and its rivals: on the Winsock Kernel's table, and on tables of every size. @module */
import { join } from "node:path";
import type { Limits } from "../../measure/cold.ts";
import {
  type Contest,
  interleave,
  type Runs,
} from "../../measure/interleave.ts";
import { HERE } from "../../measure/nodes.ts";
import { ROOT } from "../../paths.ts";
import { SIZES, type TableSize } from "../../tables/table.ts";
import {
  type Contender,
  contendersOn,
  keyOf,
  type Missing,
  YARDSTICK,
} from "./contenders.ts";
import type { GeneratorResult, SizeResult } from "./result.ts";
import { captable, floor, workspace } from "./subjects.ts";

export interface Settings {
  /** A look instead of a measurement: small sizes, one round. */
  readonly quick: boolean;
  /** The numbers of categories; all if there is none. */
  readonly sizes: readonly number[];
  /** Rivals whose names have this in them. */
  readonly only: string;
}

/** A rival that is not done after so many seconds has no figure… */
const PATIENCE = 200;
/** … unless captable took so long itself that this many times as much is more. */
const AT_LEAST = 1.5;
/** Larger tables are run once, by each program. */
const SMALL = 100;

export async function measure(settings: Settings): Promise<GeneratorResult> {
  const wsk = await measureWsk(settings.quick);
  const sizes: SizeResult[] = [];
  const missing = new Map<string, Missing>();
  for (const size of sizesOf(settings)) {
    const { result, without } = await measureSize(size, settings);
    sizes.push(result);
    for (const it of without) missing.set(it.name, it);
  }
  return { wsk, sizes, missing: [...missing.values()] };
}

async function measureWsk(
  quick: boolean,
): Promise<Readonly<Record<string, Runs>>> {
  const table = join(ROOT, "spec", "wsk.yaml");
  const output = join(ROOT, "generated", "wsk");
  const { output: fresh } = workspace({ categories: 0, functions: 0 });
  const unchanged = { unchanged: true };
  const commands = {
    floor: floor(join(ROOT, "spec"), output),
    "node alone": { args: ["--eval", "0"], cwd: ROOT },
    check: captable("check", table, output),
    generate: captable("generate", table, fresh),
    "generate, unchanged": captable("generate", table, fresh, unchanged),
    "check, unchanged": captable("check", table, fresh, unchanged),
  };
  const rounds = quick ? 1 : 7;
  const { runs, failed } = await interleave(commands, { rounds, warm: true });
  for (const [name, why] of failed) throw new Error(`${name}: ${why}`);
  return Object.fromEntries(runs);
}

function sizesOf({ quick, sizes }: Settings): readonly TableSize[] {
  if (sizes.length > 0)
    return SIZES.filter(({ categories }) => sizes.includes(categories));
  return SIZES.filter(({ categories }) => !quick || categories <= SMALL);
}

async function measureSize(
  size: TableSize,
  { quick, only }: Settings,
): Promise<{ result: SizeResult; without: readonly Missing[] }> {
  const { contenders, missing } = contendersOn(workspace(size), only);
  const byKey = new Map(contenders.map((it) => [keyOf(it), it]));
  const commands = [...byKey].map(([key, it]) => [key, it.command] as const);
  const small = size.categories <= SMALL;
  const contest = await interleave(Object.fromEntries(commands), {
    rounds: small && !quick ? 3 : 1,
    warm: small && !quick,
    limits: (key, so) => limitsOf(byKey.get(key), so),
  });
  return {
    result: { ...size, ...sorted(contenders, contest) },
    without: missing,
  };
}

function limitsOf(contender: Contender | undefined, { runs }: Contest): Limits {
  if (contender?.rival !== true) return {};
  const ours = runs.get(keyOf({ name: YARDSTICK, node: HERE.version }));
  const seconds = (ours?.milliseconds[0] ?? 0) / 1000;
  return { seconds: Math.max(PATIENCE, Math.ceil(seconds * AT_LEAST)) };
}

/** Those that came to the end, and those that did not. */
function sorted(
  contenders: readonly Contender[],
  { runs, failed }: Contest,
): Pick<SizeResult, "programs" | "failed"> {
  return {
    programs: contenders.flatMap((it) => {
      const { name, node, rival } = it;
      const own = runs.get(keyOf(it));
      return own === undefined ? [] : [{ name, node, rival, runs: own }];
    }),
    failed: contenders.flatMap((it) => {
      const { name, node, rival } = it;
      const why = failed.get(keyOf(it));
      return why === undefined ? [] : [{ name, node, rival, why }];
    }),
  };
}
