/** The core as the command line uses it. Loaded only by a command that compiles. @module */
import type { Compilation, CompileOptions, ReadText } from "../compile.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Painter } from "../diagnostics/format.ts";
import type { Table } from "../model/model.ts";
import type { Outline } from "../outline/outline.ts";

export interface Core {
  compile(entry: string, read: ReadText, options?: CompileOptions): Compilation;
  /** Path relative to the output folder -> text. */
  emit(table: Table): ReadonlyMap<string, string>;
  /** What the files are held to: made apart from them. */
  outline(table: Table): Outline;
  /** A diagnostic with its code frame, for people. */
  format(
    diagnostic: Diagnostic,
    sources: ReadonlyMap<string, string>,
    painter: Painter,
  ): string;
}

/** Loads the core. */
export async function loadCore(): Promise<Core> {
  const [{ compile }, { emit }, { outline }, { formatDiagnostic }] =
    await Promise.all([
      import("../compile.ts"),
      import("../emit/emit.ts"),
      import("../outline/package.ts"),
      import("../diagnostics/format.ts"),
    ]);
  return { compile, emit, outline, format: formatDiagnostic };
}
