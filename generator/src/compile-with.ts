/** Compiling, by whatever has the full YAML parser or can get it. @module */
import type {
  AcceptedDiagnostic,
  Diagnostic,
} from "./diagnostics/diagnostic.ts";
import { Reporter } from "./diagnostics/reporter.ts";
import type { Table } from "./model/model.ts";
import { resolve } from "./model/resolve.ts";
import { MOST, MOST_OF_LARGE } from "./syntax/limits.ts";
import type { GetYaml } from "./syntax/full/library.ts";
import { load } from "./syntax/load.ts";
import { acceptWarnings } from "./validate/acceptances.ts";

/** Gives the text of a file, or nothing if there is none. Paths use `/`, relative to the same root as the entry's. */
export type ReadText = (path: string) => string | undefined;

export interface Compilation {
  /** Absent if there is any error. */
  readonly table?: Table;
  /** Sorted by path, line and column. */
  readonly diagnostics: readonly Diagnostic[];
  /** Warnings that the table accepts; they are not among the diagnostics. */
  readonly accepted: readonly AcceptedDiagnostic[];
  /** The text of every file that was read, by path: what a code frame is drawn from. */
  readonly sources: ReadonlyMap<string, string>;
}

/** How a table is compiled. */
export interface CompileOptions {
  /**
   * Whether the table is one's own, and may be large: up to 268,435,456 characters and 40,000,000 tokens in 100,000
   * files. By default it may come from a stranger, and must not take the memory or the time of whoever reads it:
   * 4,194,304 characters and 400,000 tokens in 1,000 files.
   */
  readonly large?: boolean;
}

/** Reads a table and all it imports, and resolves it. Every error is found in one run. */
export function compileWith(
  getYaml: GetYaml,
  entry: string,
  read: ReadText,
  { large = false }: CompileOptions = {},
): Compilation {
  const reporter = new Reporter();
  const limits = large ? MOST_OF_LARGE : MOST;
  const { table: syntax, sources } = load(
    ...([entry, read, reporter, limits, getYaml] as const),
  );
  const resolved = syntax && resolve(syntax, reporter);
  const accepted = syntax ? acceptWarnings(syntax, reporter) : [];
  const diagnostics = reporter.sorted();
  const table = reporter.errors > 0 ? undefined : resolved;
  return { ...(table && { table }), diagnostics, accepted, sources };
}
