/** Compares a package with its output folder. Reads, never writes. @module */
import { deletions, refusals, type Refusal } from "../output/ownership.ts";
import { plan, type Change } from "../output/plan.ts";
import { readManifest, readTree } from "../output/read-tree.ts";
import { verifyTexts } from "../output/verify.ts";
import { EmissionError, type Here } from "./compile-table.ts";
import { expectedFiles, type Package } from "./packages.ts";

/** A package beside what is in its output folder. */
export interface Inspection {
  readonly package: Package;
  /** Every file of either side. */
  readonly changes: readonly Change[];
  /** Files that are not overwritten without force. */
  readonly refusals: readonly Refusal[];
  /** Files that captable wrote and the table no longer gives. */
  readonly deletions: readonly string[];
  /** Files that captable neither writes nor deletes. */
  readonly foreign: readonly string[];
  /** False if nothing tells what captable wrote. */
  readonly hasManifest: boolean;
  readonly milliseconds: number;
}

/**
 * Inspects a package; nothing if its table has an error. Everything that would be written is verified, unless that has
 * been done before.
 */
export async function inspect(
  subject: Package,
  io: Here,
): Promise<Inspection | undefined> {
  const start = io.now();
  if (subject.unchanged !== undefined)
    return settled(subject, subject.unchanged);
  const expected = expectedFiles(subject, io.cwd);
  if (expected === undefined) return undefined;
  const root = subject.target.output;
  const written = readManifest(root);
  const wanted = new Set([...expected.keys(), ...(written?.keys() ?? [])]);
  const disk = readTree(root, wanted);
  const changes = plan(expected, disk);
  await verify(changes, subject);
  const deleted = deletions(changes, disk, written);
  return {
    package: subject,
    changes,
    refusals: refusals(changes, disk, written),
    deletions: deleted,
    foreign: pathsOf(changes, "extra").filter((it) => !deleted.includes(it)),
    hasManifest: written !== undefined,
    milliseconds: io.now() - start,
  };
}

function settled(subject: Package, changes: readonly Change[]): Inspection {
  return {
    package: subject,
    changes,
    ...{ refusals: [], deletions: [], foreign: [] },
    hasManifest: true,
    milliseconds: 0,
  };
}

/** The paths of the changes of a kind. */
export function pathsOf(
  changes: readonly Change[],
  kind: Change["kind"],
): readonly string[] {
  return changes.filter((it) => it.kind === kind).map(({ path }) => path);
}

/** The files that have to be written. */
export function textsToWrite(
  changes: readonly Change[],
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { path, kind, after } of changes)
    if (kind !== "same" && after !== undefined) texts.set(path, after);
  return texts;
}

/** The files of packages that an inspection has verified: a run inspects before it takes the folder, and after. */
const verifiedOf = new WeakMap<Package, ReadonlySet<string>>();

/** What is on disk already was verified by the run that wrote it. */
async function verify(
  changes: readonly Change[],
  subject: Package,
): Promise<void> {
  const { compiled, verified = new Set<string>() } = subject;
  const known = verifiedOf.get(subject) ?? verified;
  const fresh = [...textsToWrite(changes)].filter(([path]) => !known.has(path));
  const faults = await verifyTexts(fresh, compiled.outline ?? new Map());
  if (faults.length > 0) throw new EmissionError(faults);
  const paths = fresh.map(([path]) => path);
  verifiedOf.set(subject, new Set([...known, ...paths]));
}
