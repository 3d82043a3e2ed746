/** A core for tests of the command line: a table is JSON that lists its files and its diagnostics. */
import type { Core } from "../../src/cli/core.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import type { Table } from "../../src/model/model.ts";
import {
  code,
  exported,
  type FileOutline,
  json,
  type Outline,
  TEXT,
} from "../../src/outline/outline.ts";

/** What a fake table's text holds. */
export interface FakeTable {
  readonly files?: Readonly<Record<string, string>>;
  /** What of them is planned; absent: all of them. */
  readonly planned?: readonly string[];
  readonly imports?: readonly string[];
  readonly errors?: readonly string[];
  readonly warnings?: readonly string[];
  /** The messages of warnings that it accepts. */
  readonly accepted?: readonly string[];
  /** What the core throws: a bug of captable. */
  readonly crash?: string;
}

/** Makes a fake core, and counts how often it is asked. */
export function createFakeCore(): Core & { readonly compiled: string[] } {
  const fakes = new WeakMap<Table, FakeTable>();
  const compiled: string[] = [];
  return {
    compiled,
    compile(entry, read) {
      compiled.push(entry);
      const sources = new Map<string, string>();
      const text = read(entry) ?? "{}";
      sources.set(entry, text);
      const fake: FakeTable = JSON.parse(text);
      if (fake.crash !== undefined) throw new TypeError(fake.crash);
      for (const path of fake.imports ?? []) {
        const imported = read(path);
        if (imported !== undefined) sources.set(path, imported);
      }
      const diagnostics = [
        ...(fake.errors ?? []).map((it) => diagnostic(entry, "error", it)),
        ...(fake.warnings ?? []).map((it) => diagnostic(entry, "warning", it)),
      ];
      const accepted = (fake.accepted ?? []).map((it) => ({
        diagnostic: diagnostic(entry, "warning", it),
        reason: "because",
      }));
      if (fake.errors !== undefined) return { diagnostics, accepted, sources };
      const table = emptyTable();
      fakes.set(table, fake);
      return { table, diagnostics, accepted, sources };
    },
    emit: (table) => new Map(Object.entries(fakes.get(table)?.files ?? {})),
    outline: (table) => outlineOf(fakes.get(table) ?? {}),
    format: ({ severity, message, at }, _sources, { red }) =>
      `${at.path}:${at.line}:${at.column} ${red(severity)}: ${message}\n`,
  };
}

/** A plan that fits the files: of their code, the constants that they export. */
function outlineOf({ files = {}, planned }: FakeTable): Outline {
  const paths = planned ?? Object.keys(files);
  return new Map(paths.map((path) => [path, planOf(path, files[path] ?? "")]));
}

function planOf(path: string, text: string): FileOutline {
  const all = (pattern: RegExp): readonly string[] =>
    [...text.matchAll(pattern)].map(([, name = ""]) => name);
  if (path.endsWith(".json")) return json(...all(/"(\w+)":/g));
  if (!path.endsWith(".ts")) return TEXT;
  return code(exported("const", ...all(/^export const (\w+)/gm)));
}

function diagnostic(
  path: string,
  severity: Diagnostic["severity"],
  message: string,
): Diagnostic {
  const at = { path, line: 1, column: 1, endLine: 1, endColumn: 2 };
  return { code: "CT999", severity, message, at, related: [] };
}

function emptyTable(): Table {
  return {
    name: "fake",
    title: "Fake",
    doc: "",
    object: "Thing",
    errorClass: "FakeError",
    package: { name: "fake", version: "1.0.0", license: "MIT" },
    errors: [],
    violations: {
      argument: "E",
      state: "E",
      role: "E",
      closed: "E",
      missing: "E",
      cancelled: "E",
      unsupported: "E",
    },
    types: [],
    functions: [],
    events: [],
    properties: [],
    sets: [],
    categories: [],
    services: [],
    observers: [],
    scenarios: [],
  };
}
