/** One JSON document. Its field names are stable. @module */
import type { Checked } from "../check.ts";
import type { Generated } from "../generate.ts";
import type { Package } from "../packages.ts";
import type { Format } from "./format.ts";

export const json: Format = {
  generated(result, { io }) {
    io.stdout.write(document(generated(result)));
    return Promise.resolve();
  },
  checked(result, { io }) {
    io.stdout.write(document(checked(result)));
    return Promise.resolve();
  },
  failed({ kind, message, text }, io) {
    const error = { kind, message };
    io.stdout.write(document({ ok: false, error, packages: [] }));
    io.stderr.write(text);
    return Promise.resolve();
  },
};

/** File paths are relative to the package's output. */
function generated(result: Generated): object {
  return {
    ok: result.ok,
    packages: result.packages.map((it) => ({
      ...places(it.package),
      recovered: result.recovered.includes(it.package),
      files: {
        written: it.written,
        unchanged: it.unchanged,
        deleted: it.deleted,
        foreign: it.inspection?.foreign ?? [],
        refused: it.refused.map(({ path, reason }) => ({ path, reason })),
      },
      ...findings(it.package),
    })),
  };
}

/** File paths are relative to the package's output. */
function checked(result: Checked): object {
  return {
    ok: result.ok,
    packages: result.packages.map((it) => ({
      ...places(it.package),
      drift: it.drift.map(({ path, kind }) => ({ path, kind })),
      interrupted: it.interrupted,
      ...findings(it.package),
    })),
  };
}

function places({ table, output }: Package): object {
  return { table, output };
}

function findings({ compiled }: Package): object {
  return {
    diagnostics: compiled.diagnostics,
    accepted: compiled.accepted.map(({ diagnostic, reason }) => ({
      ...diagnostic,
      accepted: reason,
    })),
  };
}

function document(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
