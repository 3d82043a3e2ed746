/** Writes packages: all of them, or none. @module */
import type { FolderWork } from "../output/apply.ts";
import type { Refusal } from "../output/ownership.ts";
import { occupation, tidy } from "../output/work-folder.ts";
import { inspect, pathsOf, textsToWrite, type Inspection } from "./inspect.ts";
import type { Io } from "../terminal/io.ts";
import type { Package } from "./packages.ts";
import { takeOutputs } from "./turns.ts";

/** What became of one package. */
export interface GeneratedPackage {
  readonly package: Package;
  /** Absent if the table has an error. */
  readonly inspection?: Inspection;
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly deleted: readonly string[];
  /** What kept this package, and so the whole run, from being written. */
  readonly refused: readonly Refusal[];
  readonly milliseconds: number;
}

/** What became of a run. */
export interface Generated {
  /** False if nothing was written, because something stands against it. */
  readonly ok: boolean;
  readonly packages: readonly GeneratedPackage[];
  /** The packages in which a run that had been cut off was finished before. */
  readonly recovered: readonly Package[];
}

/** Inspects every package; writes if no table has an error and no file must be spared. */
export async function generate(
  packages: readonly Package[],
  force: boolean,
  io: Io,
): Promise<Generated> {
  const roots = packages.map(({ target }) => target.output);
  const free = roots.every((root) => occupation(root, io.disk).kind === "free");
  if (free) {
    // Most of the time there is nothing to do, and nothing is touched.
    const drafts = await draftAll(packages, force, io);
    if (!isOk(drafts) || !hasWork(drafts)) {
      for (const root of roots) tidy(root, io.disk);
      return outcome(drafts, []);
    }
  }
  const outputs = await takeOutputs(roots, io.cwd, io.disk);
  try {
    const recovered = packages.filter(({ target }) =>
      outputs.recover(target.output),
    );
    const drafts = await draftAll(packages, force, io);
    if (!isOk(drafts)) return outcome(drafts, recovered);
    const start = io.now();
    outputs.apply(drafts.map(workOf));
    return outcome(withTime(drafts, io.now() - start), recovered);
  } finally {
    outputs.release();
  }
}

async function draftAll(
  packages: readonly Package[],
  force: boolean,
  io: Io,
): Promise<readonly GeneratedPackage[]> {
  const drafts: GeneratedPackage[] = [];
  for (const it of packages) drafts.push(await draft(it, force, io));
  return drafts;
}

function isOk(drafts: readonly GeneratedPackage[]): boolean {
  return drafts.every(
    ({ inspection, refused }) =>
      inspection !== undefined && refused.length === 0,
  );
}

function hasWork(drafts: readonly GeneratedPackage[]): boolean {
  return drafts.some((it) => it.written.length + it.deleted.length > 0);
}

function outcome(
  drafts: readonly GeneratedPackage[],
  recovered: readonly Package[],
): Generated {
  const ok = isOk(drafts);
  return { ok, packages: ok ? drafts : drafts.map(asNotWritten), recovered };
}

async function draft(
  subject: Package,
  force: boolean,
  io: Io,
): Promise<GeneratedPackage> {
  const inspection = await inspect(subject, io);
  const changes = inspection?.changes ?? [];
  const refused = (inspection?.refusals ?? []).filter(
    ({ reason }) => !force || reason === "obstacle",
  );
  return {
    package: subject,
    ...(inspection === undefined ? {} : { inspection }),
    written: changes
      .filter(({ kind }) => kind === "missing" || kind === "changed")
      .map(({ path }) => path),
    unchanged: pathsOf(changes, "same"),
    deleted: inspection?.deletions ?? [],
    refused,
    milliseconds:
      subject.compiled.milliseconds + (inspection?.milliseconds ?? 0),
  };
}

function asNotWritten(it: GeneratedPackage): GeneratedPackage {
  return { ...it, written: [], deleted: [] };
}

function workOf(it: GeneratedPackage): FolderWork {
  return {
    root: it.package.target.output,
    writes: textsToWrite(it.inspection?.changes ?? []),
    deletes: it.deleted,
  };
}

/** Writing is done for all packages at once: each bears the share that its files have in it. */
function withTime(
  packages: readonly GeneratedPackage[],
  milliseconds: number,
): readonly GeneratedPackage[] {
  const touched = (it: GeneratedPackage): number =>
    it.written.length + it.deleted.length;
  const all = packages.reduce((sum, it) => sum + touched(it), 0);
  return packages.map((it) => ({
    ...it,
    milliseconds:
      it.milliseconds + (all === 0 ? 0 : (milliseconds * touched(it)) / all),
  }));
}
