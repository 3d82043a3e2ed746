/** The packages of a run: their tables compiled, their files rendered. @module */
import { resolve } from "node:path";
import { MANIFEST, manifestText } from "../output/manifest.ts";
import type { Change } from "../output/plan.ts";
import {
  compileTable,
  type CompiledTable,
  type Here,
} from "./compile-table.ts";
import type { Core } from "./core.ts";
import type { Io } from "../terminal/io.ts";
import { packageFacts } from "./package-facts.ts";
import { shownFrom } from "./paths.ts";
import type { Target } from "./targets.ts";

/** One package of a run. */
export interface Package {
  readonly target: Target;
  /** Where its table and its output are, as people see it. */
  readonly table: string;
  readonly output: string;
  readonly compiled: CompiledTable;
  /** Every file, if it is known without rendering any that nothing has changed. */
  readonly unchanged?: readonly Change[];
  /** The files that have been verified. */
  readonly verified?: ReadonlySet<string>;
}

/** Compiles the table that all the targets have, once, and renders their packages. */
export function renderPackages(
  targets: readonly Target[],
  core: Core,
  io: Here,
): readonly Package[] {
  const [first] = targets;
  if (first === undefined) return [];
  const compiled = compileTable(first, core, io);
  return targets.map((target) => ({ ...placesOf(target, io), compiled }));
}

/** A target, and its places as people see them. */
export function placesOf(
  target: Target,
  { cwd }: Pick<Io, "cwd">,
): Pick<Package, "target" | "table" | "output"> {
  const { table, output } = target;
  return {
    target,
    table: shownFrom(cwd, table),
    output: shownFrom(cwd, output),
  };
}

/** What {@link expectedFiles} has given: a run asks for it before it takes the folder and after. */
const expected = new WeakMap<Package, ReadonlyMap<string, string>>();

/** All that belongs in the output folder, the manifest included; nothing if the table has an error. */
export function expectedFiles(
  subject: Package,
  cwd: string,
): ReadonlyMap<string, string> | undefined {
  const { files } = subject.compiled;
  if (files === undefined) return undefined;
  const known = expected.get(subject);
  if (known !== undefined) return known;
  const fresh = withManifest(subject, files, cwd);
  expected.set(subject, fresh);
  return fresh;
}

function withManifest(
  { target, compiled: { sources } }: Package,
  files: ReadonlyMap<string, string>,
  cwd: string,
): ReadonlyMap<string, string> {
  const inputs = [...sources].map(
    ([path, text]) =>
      [shownFrom(target.output, resolve(cwd, path)), text] as const,
  );
  const manifest = manifestText({
    version: packageFacts().version,
    table: shownFrom(target.output, target.table),
    inputs: new Map(inputs),
    files,
  });
  return new Map([...files, [MANIFEST, manifest]]);
}
