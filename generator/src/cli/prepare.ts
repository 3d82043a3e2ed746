/** What a run begins with: the packages of its tables, from an earlier run or compiled anew. @module */
import { openCache, type Cache } from "./cache/cache.ts";
import type { LoadCore } from "./core.ts";
import type { Io } from "../terminal/io.ts";
import { placesOf, renderPackages, type Package } from "./packages.ts";
import { isLarge, threadsFor } from "./workers/size.ts";
import type { Answer } from "./workers/task.ts";
import { findTargets, type Target, type TargetArguments } from "./targets.ts";

/** What a run is made with. */
export interface Outside {
  /** Loads the core. */
  readonly load: LoadCore;
  /** Tells the program from others; see {@link generatorIdentity}. */
  readonly identify: () => string | undefined;
}

/** The packages of a run, and where it may leave word for the next. */
export interface Prepared {
  readonly packages: readonly Package[];
  readonly cache?: Cache;
}

/** Finds the tables of a run, and compiles those of which it is not certain that nothing has changed. */
export async function prepare(
  given: TargetArguments,
  options: { readonly cache: boolean; readonly workers?: number },
  io: Io,
  { load, identify }: Outside,
): Promise<Prepared> {
  const targets = await findTargets(io.cwd, given);
  const mayCache =
    options.cache && !isCi(io) && targets.every(({ cached }) => cached);
  // Before the core is loaded, so that it is certainly the one that runs.
  const cache = mayCache ? openCache(identify, io) : undefined;
  const known = new Map<Target, Package>();
  for (const target of targets) {
    const it = cache?.recall(target);
    if (it !== undefined) known.set(target, it);
  }
  const left = targets.filter((target) => !known.has(target));
  const fresh = await compileAll(left, options.workers, io, load);
  for (const it of fresh) known.set(it.target, it);
  const packages = targets.flatMap((target) => known.get(target) ?? []);
  return { packages, ...(cache === undefined ? {} : { cache }) };
}

/** In threads, where that is worth it. What a thread has failed at is done here, and errors come in their order. */
async function compileAll(
  targets: readonly Target[],
  workers: number | undefined,
  io: Io,
  load: LoadCore,
): Promise<readonly Package[]> {
  const tables = byTable(targets);
  const threads = threadsFor(tables, workers);
  const alone = threads < 2;
  const answers = alone ? [] : await inThreads(tables, io.cwd, threads);
  const packages: Package[] = [];
  for (const [at, targets] of tables.entries()) {
    const answer = alone ? await beside(targets, workers, io) : answers[at];
    if (answer === undefined)
      packages.push(...renderPackages(targets, await load(), io));
    else
      for (const target of targets)
        packages.push({ ...placesOf(target, io), ...answer });
  }
  return packages;
}

function byTable(targets: readonly Target[]): readonly (readonly Target[])[] {
  const tables = [...new Set(targets.map(({ table }) => table))];
  return tables.map((table) => targets.filter((it) => it.table === table));
}

async function inThreads(
  tables: readonly (readonly Target[])[],
  cwd: string,
  threads: number,
): Promise<readonly (Answer | undefined)[]> {
  const { compileInThreads } = await import("./workers/pool.ts");
  return compileInThreads(tables, cwd, threads);
}

/** One that is large by itself has a thread, and what it renders is verified here meanwhile. */
async function beside(
  targets: readonly Target[],
  workers: number | undefined,
  { cwd }: Io,
): Promise<Answer | undefined> {
  if (workers === 1 || !isLarge(targets)) return undefined;
  const { compileBeside } = await import("./workers/beside.ts");
  return compileBeside(targets, cwd);
}

/** In CI nothing is left of earlier runs but what somebody has carried there, and a check is to rely on nobody. */
function isCi({ env }: Io): boolean {
  return !["", "0", "false", undefined].includes(env["CI"]);
}
