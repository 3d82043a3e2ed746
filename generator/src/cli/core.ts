/** The core as the command line uses it. Loaded only by a command that compiles. @module */
import { createRequire } from "node:module";
import type { Compilation, CompileOptions, ReadText } from "../compile-with.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Painter } from "../diagnostics/format.ts";
import type { Table } from "../model/model.ts";
import type { Outline } from "../outline/outline.ts";
import type { GetYaml, Yaml } from "../syntax/full/library.ts";

export interface Core {
  compile(entry: string, read: ReadText, options?: CompileOptions): Compilation;
  /** Path relative to the output folder -> text. The file says which table it is, for whoever emits it again. */
  emit(table: Table, file: string): ReadonlyMap<string, string>;
  /** What the files are held to: made apart from them. */
  outline(table: Table): Outline;
  /** A diagnostic with its code frame, for people. */
  format(
    diagnostic: Diagnostic,
    sources: ReadonlyMap<string, string>,
    painter: Painter,
  ): string;
}

const requireLibrary: (name: "yaml") => Yaml = createRequire(import.meta.url);

/** At once, in the midst of a table: loading the parser takes longer than reading a table that is plain. */
const getYaml: GetYaml = () => requireLibrary("yaml");

/** Loads a core: a warm one renders again only what has to be, for whoever emits the same tables again and again. */
export type LoadCore = (warm?: boolean) => Promise<Core>;

/** Loads the core. */
export const loadCore: LoadCore = async (warm = false) => {
  const { compileWith, emit, formatDiagnostic, outline } =
    await import("./core-parts.ts");
  return {
    ...{ outline, format: formatDiagnostic },
    compile: (...given) => compileWith(getYaml, ...given),
    emit: warm ? await loadWarmEmit() : (table) => emit(table),
  };
};

async function loadWarmEmit(): Promise<Core["emit"]> {
  const { ClassMemo, emit } = await import("./core-parts.ts");
  const memos = new Map<string, InstanceType<typeof ClassMemo>>();
  return (table, file) => {
    const memo = memos.get(file) ?? new ClassMemo();
    memos.set(file, memo);
    return emit(table, memo);
  };
}
