/** What is put to the test: hand-made faults in the providers and their classes, and faults made from a table. */
import { readdirSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { compile, emit, type Table } from "captable";
import type {
  Change,
  Files,
} from "../../generator/src/conformance/mutation/mutation.ts";
import { mutationsOf } from "../../generator/src/conformance/mutation/mutations.ts";
import { buildEmitted, buildMutant } from "./build.ts";
import type { Mutant, ProviderName } from "./mutant.ts";
import { mutants } from "./mutants.ts";
import type { Prepared, Suspect } from "./scoring/judge.ts";

export interface SuspectOptions {
  /** The workspace. */
  readonly root: string;
  /** Every fault of a table, not one for each operator and category. */
  readonly all?: boolean;
}

/** Each hand-made mutant with each provider that it concerns. */
export function handMade(options: SuspectOptions): readonly Suspect[] {
  return mutants.flatMap((mutant) =>
    mutant.providers.map((provider) => {
      const { id, what, family, clause, alone } = mutant;
      const said = {
        id,
        of: "hand-made",
        what,
        family,
        ...(clause !== undefined && { clause }),
        ...(alone !== undefined && { alone }),
      };
      return {
        ...said,
        provider,
        build: () => prepare(mutant, provider, options),
      };
    }),
  );
}

/** Each provider without any fault. */
export function innocent(options: SuspectOptions): readonly Suspect[] {
  return (["memory", "node"] as const).map((provider) => ({
    id: "none",
    of: "hand-made",
    what: "no fault",
    family: "scenario",
    provider,
    build: () => prepare(undefined, provider, options),
  }));
}

async function prepare(
  mutant: Mutant | undefined,
  provider: ProviderName,
  { root }: SuspectOptions,
): Promise<Prepared> {
  const { folder, packageRoot, providerModule } = await buildMutant(mutant, {
    root,
    provider,
    subject: join(root, `providers/wsk-${provider}/src/conformance/index.ts`),
  });
  return { packageRoot, providerModule, dispose: () => removed(folder) };
}

function removed(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}

/** Every table that the project has. */
export function tablesIn(root: string): readonly string[] {
  const yamlIn = (folder: string): readonly string[] =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".yaml"))
      .sort()
      .map((name) => `${folder}/${name}`);
  return [
    "spec/wsk.yaml",
    ...yamlIn("test/emitted/tables"),
    "docs/language.md",
    ...yamlIn("generator/test/fixtures/good"),
  ];
}

/** A table of the workspace; of a page, the first one on it. */
export function tableAt(root: string, path: string): Table {
  const { table, diagnostics } = compile(path, (file) => {
    const text = readFileSync(join(root, file), "utf8");
    if (!file.endsWith(".md")) return text;
    return /```yaml table[^\n]*\n([\s\S]*?)```/.exec(text)?.[1] ?? "";
  });
  if (table !== undefined) return table;
  throw new Error(`${path} has errors: ${JSON.stringify(diagnostics)}`);
}

export interface TableSuspects {
  /** The table without any fault. */
  readonly innocent: Suspect;
  readonly suspects: readonly Suspect[];
}

/** The faults of a table, each to be tried with the model provider. */
export function ofTable(
  path: string,
  { root, all = false }: SuspectOptions,
): TableSuspects {
  const table = tableAt(root, path);
  const original = emit(table);
  const suspect = {
    of: path,
    provider: "model",
  };
  const prepare = async (change: Change | undefined): Promise<Prepared> => {
    const files = changed(table, original, change);
    const { folder, packageRoot } = await buildEmitted(files, original, root);
    return {
      packageRoot,
      providerModule: undefined,
      dispose: () => removed(folder),
    };
  };
  return {
    innocent: {
      ...suspect,
      id: `${path}: none`,
      what: "no fault",
      family: "shape",
      build: () => prepare(undefined),
    },
    suspects: mutationsOf(table, { all }).map((mutation) => {
      const { id, operator, what, family, clause, change } = mutation;
      return {
        ...suspect,
        id: `${path}: ${id}`,
        operator,
        what,
        family,
        ...(clause !== undefined && { clause }),
        ...(change.by === "defect" && { defects: [change.defect] }),
        build: () => prepare(change),
      };
    }),
  };
}

function changed(table: Table, original: Files, change?: Change): Files {
  switch (change?.by) {
    case "table":
      return emit(change.apply(table));
    case "patch":
      return change.patch(original);
    default:
      return original;
  }
}
