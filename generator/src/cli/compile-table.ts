/** Compiles one table from disk. @module */
import { resolve } from "node:path";
import type { Compilation } from "../compile.ts";
import type {
  AcceptedDiagnostic,
  Diagnostic,
  Location,
} from "../diagnostics/diagnostic.ts";
import { byCodeUnit } from "../output/order.ts";
import { verifyPaths, verifySet, type Fault } from "../output/verify.ts";
import type { Table } from "../model/model.ts";
import type { Outline } from "../outline/outline.ts";
import type { Core } from "./core.ts";
import type { Io } from "./io.ts";
import { shownFrom } from "./paths.ts";
import { createTableReader } from "./read-text.ts";
import type { Target } from "./targets.ts";

/** A table after compilation. Its paths are as people see them: relative to the folder in which captable runs. */
export interface CompiledTable {
  readonly diagnostics: readonly Diagnostic[];
  /** Warnings that the table accepts. */
  readonly accepted: readonly AcceptedDiagnostic[];
  /** The text of every file of the table. */
  readonly sources: ReadonlyMap<string, string>;
  /** What the table gives, without the manifest. Absent if the table has an error. */
  readonly files?: ReadonlyMap<string, string>;
  /** What the files are held to. Absent if they are. */
  readonly outline?: Outline;
  readonly milliseconds: number;
}

/** Captable has emitted what it must never emit. */
export class EmissionError extends Error {
  constructor(faults: readonly Fault[]) {
    const lines = faults.map(({ path, message }) => `  ${path}: ${message}`);
    super(["captable would have emitted wrong files:", ...lines].join("\n"));
    this.name = "EmissionError";
  }
}

/** Compiles a table and emits its files, unless it has an error. */
export function compileTable(
  { root, table }: Target,
  core: Core,
  io: Io,
): CompiledTable {
  const start = io.now();
  const reader = createTableReader(root);
  const result = core.compile(shownFrom(root, table), reader.read);
  const rebase = (path: string): string =>
    shownFrom(io.cwd, resolve(root, path));
  const diagnostics = [...reader.problems, ...result.diagnostics]
    .map((it) => rebaseDiagnostic(it, rebase))
    .toSorted(byPlace);
  const hasErrors = diagnostics.some(({ severity }) => severity === "error");
  const emission = hasErrors ? undefined : emit(result.table, core);
  return {
    diagnostics,
    accepted: result.accepted.map(({ diagnostic, reason }) => ({
      diagnostic: rebaseDiagnostic(diagnostic, rebase),
      reason,
    })),
    sources: rebaseSources(result, rebase),
    ...emission,
    milliseconds: io.now() - start,
  };
}

type Emission = Required<Pick<CompiledTable, "files" | "outline">>;

function emit(table: Table | undefined, core: Core): Emission {
  if (table === undefined)
    throw new Error("compiling gave neither a table nor an error");
  const files = core.emit(table);
  const outline = core.outline(table);
  const faults = [
    ...verifyPaths(files.keys()),
    ...verifySet(files.keys(), outline),
  ];
  if (faults.length > 0) throw new EmissionError(faults);
  return { files, outline };
}

type Rebase = (path: string) => string;

function rebaseSources(
  { sources }: Compilation,
  rebase: Rebase,
): ReadonlyMap<string, string> {
  return new Map([...sources].map(([path, text]) => [rebase(path), text]));
}

function rebaseDiagnostic(it: Diagnostic, rebase: Rebase): Diagnostic {
  const move = (at: Location): Location => ({ ...at, path: rebase(at.path) });
  const related = it.related.map((other) => ({ ...other, at: move(other.at) }));
  return { ...it, at: move(it.at), related };
}

function byPlace({ at: a }: Diagnostic, { at: b }: Diagnostic): number {
  return byCodeUnit(a.path, b.path) || a.line - b.line || a.column - b.column;
}
