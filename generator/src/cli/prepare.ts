/** What a run begins with: the packages of its tables, from an earlier run or compiled anew. @module */
import { openCache, type Cache } from "./cache/cache.ts";
import type { LoadCore } from "./core.ts";
import type { Io } from "./io.ts";
import { renderPackages, type Package } from "./packages.ts";
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
  options: { readonly cache: boolean },
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
  const fresh = left.length === 0 ? [] : renderPackages(left, await load(), io);
  for (const it of fresh) known.set(it.target, it);
  const packages = targets.flatMap((target) => known.get(target) ?? []);
  return { packages, ...(cache === undefined ? {} : { cache }) };
}

/** In CI nothing is left of earlier runs but what somebody has carried there, and a check is to rely on nobody. */
function isCi({ env }: Io): boolean {
  return !["", "0", "false", undefined].includes(env["CI"]);
}
