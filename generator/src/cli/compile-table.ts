/** Compiles one table from disk. @module */
import { resolve } from "node:path";
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
import type { Io } from "../terminal/io.ts";
import { shownFrom } from "./paths.ts";
import { createTableReader, type TableReader } from "./read-text.ts";
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
  /** The same without what depends on where captable runs. */
  readonly found: Found;
  readonly milliseconds: number;
}

/** What was found of a table. All paths are relative to its root. */
export interface Found {
  readonly diagnostics: readonly Diagnostic[];
  readonly accepted: readonly AcceptedDiagnostic[];
  readonly sources: ReadonlyMap<string, string>;
  /** See {@link TableReader}. */
  readonly inputs: TableReader["inputs"];
}

/** Captable has emitted what it must never emit. */
export class EmissionError extends Error {
  constructor(faults: readonly Fault[]) {
    const lines = faults.map(({ path, message }) => `  ${path}: ${message}`);
    super(["captable would have emitted wrong files:", ...lines].join("\n"));
    this.name = "EmissionError";
  }
}

/** What compiling needs of the outside. */
export type Here = Pick<Io, "cwd" | "now">;

/** Compiles a table and emits its files, unless it has an error. */
export function compileTable(
  target: Target,
  core: Core,
  io: Here,
): CompiledTable {
  const start = io.now();
  const { table, found } = readTable(target, core);
  const emission = table && emit(table, target.table, core);
  const shown = shownTable(found, target, io, io.now() - start);
  return { ...shown, ...emission };
}

/** Compiles a table. There is none if it has an error. */
export function readTable(
  target: Target,
  core: Core,
): { readonly table?: Table; readonly found: Found } {
  const { read, problems, inputs } = createTableReader(
    target.root,
    target.large,
  );
  const entry = shownFrom(target.root, target.table);
  const { table, ...result } = core.compile(entry, read, {
    large: target.large,
  });
  const diagnostics = [...problems, ...result.diagnostics];
  const found = { ...result, diagnostics, inputs };
  if (diagnostics.some(({ severity }) => severity === "error"))
    return { found };
  if (table === undefined)
    throw new Error("compiling gave neither a table nor an error");
  return { table, found };
}

/** What was found of a table, as people see it who run captable here. */
export function shownTable(
  found: Found,
  { root }: Target,
  { cwd }: Pick<Io, "cwd">,
  milliseconds: number,
): CompiledTable {
  const rebase = (path: string): string => shownFrom(cwd, resolve(root, path));
  return {
    diagnostics: found.diagnostics
      .map((it) => rebaseDiagnostic(it, rebase))
      .toSorted(byPlace),
    accepted: found.accepted.map(({ diagnostic, reason }) => ({
      diagnostic: rebaseDiagnostic(diagnostic, rebase),
      reason,
    })),
    sources: rebaseSources(found, rebase),
    found,
    milliseconds,
  };
}

/** The files of a table, and what they are held to. */
export type Emission = Required<Pick<CompiledTable, "files" | "outline">>;

function emit(table: Table, file: string, core: Core): Emission {
  const emission = {
    files: core.emit(table, file),
    outline: core.outline(table),
  };
  checkPaths(emission);
  return emission;
}

/** Throws if a file is where it must not be, or is not planned, or if one that is planned is missing. */
export function checkPaths({ files, outline }: Emission): void {
  const faults = [
    ...verifyPaths(files.keys()),
    ...verifySet(files.keys(), outline),
  ];
  if (faults.length > 0) throw new EmissionError(faults);
}

type Rebase = (path: string) => string;

function rebaseSources(
  { sources }: Found,
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
