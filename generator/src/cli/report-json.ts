/** The one JSON document that `--json` prints. Its field names are stable. @module */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Checked } from "./check.ts";
import type { Generated } from "./generate.ts";
import type { Package } from "./packages.ts";

/** The document of `generate`. File paths are relative to the package's output. */
export function generatedJson(result: Generated): string {
  return json({
    ok: result.ok,
    packages: result.packages.map((it) => ({
      ...head(it.package),
      recovered: result.recovered.includes(it.package),
      files: {
        written: it.written,
        unchanged: it.unchanged,
        deleted: it.deleted,
        foreign: it.inspection?.foreign ?? [],
        refused: it.refused.map(({ path, reason }) => ({ path, reason })),
      },
      diagnostics: it.package.compiled.diagnostics,
    })),
  });
}

/** The document of `check`. File paths are relative to the package's output. */
export function checkedJson(result: Checked): string {
  return json({
    ok: result.ok,
    packages: result.packages.map((it) => ({
      ...head(it.package),
      drift: it.drift.map(({ path, kind }) => ({ path, kind })),
      interrupted: it.interrupted,
      diagnostics: it.package.compiled.diagnostics,
    })),
  });
}

/** The document of a run that has come to nothing: a wrong call, or a bug. */
export function failedJson(kind: "usage" | "bug", message: string): string {
  return json({ ok: false, error: { kind, message }, packages: [] });
}

function head({ table, output }: Package): {
  readonly table: string;
  readonly output: string;
} {
  return { table, output };
}

function json(document: {
  readonly ok: boolean;
  readonly error?: { readonly kind: string; readonly message: string };
  readonly packages: readonly {
    readonly diagnostics: readonly Diagnostic[];
  }[];
}): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
