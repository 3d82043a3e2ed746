/** A table in, and out of it either the reasons why it is refused or the skeletons of its files. */
import { compile } from "../../src/compile.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { emit } from "../../src/emit/emit.ts";
import type { Table } from "../../src/model/model.ts";
import type { Outline } from "../../src/outline/outline.ts";
import { outline } from "../../src/outline/package.ts";
import {
  verifyPaths,
  verifySet,
  verifyTexts,
} from "../../src/output/verify.ts";
import { readFixture } from "../support/tables.ts";
import { skeletonOf } from "./skeleton.ts";

/** The files of a table that is not refused. */
export type Outcome =
  | { readonly refused: readonly Diagnostic[] }
  | { readonly files: ReadonlyMap<string, string> };

function compiled(text: string): {
  readonly table: Table | undefined;
  readonly refused: readonly Diagnostic[];
} {
  const { table, diagnostics } = compile("good/door.yaml", (path) =>
    path === "good/door.yaml" ? text : readFixture(path),
  );
  const refused = diagnostics.filter(({ severity }) => severity === "error");
  if (table === undefined && refused.length === 0)
    throw new Error("neither a table nor an error");
  return { table, refused };
}

/** Whether a table is refused; nothing is emitted for it. */
export function isRefused(text: string): boolean {
  return compiled(text).table === undefined;
}

/** Compiles and emits; whatever is emitted passes verification, or this throws. */
export async function outcomeOf(text: string): Promise<Outcome> {
  const { table, refused } = compiled(text);
  if (table === undefined) return { refused };
  const files = emit(table);
  const planned = outline(table);
  const faults = [
    ...verifyPaths(files.keys()),
    ...verifySet(files.keys(), planned),
    ...(await changed.faults(files, planned)),
  ];
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  return { files };
}

/** Most files of two tables are the same, and so are their plans: each is verified once. */
class Seen {
  readonly #texts = new Set<string>();

  async faults(
    files: ReadonlyMap<string, string>,
    planned: Outline,
  ): Promise<readonly unknown[]> {
    const keyOf = (path: string): string =>
      `${path}\n${JSON.stringify(planned.get(path))}\n${files.get(path)}`;
    const fresh = [...files].filter(([path]) => !this.#texts.has(keyOf(path)));
    const faults = await verifyTexts(new Map(fresh), planned);
    for (const [path] of fresh) this.#texts.add(keyOf(path));
    return faults;
  }
}
const changed = new Seen();

/** The files of which the syntax tree is another than that of the same file of a harmless table. */
export async function differences(
  files: ReadonlyMap<string, string>,
  harmless: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of new Set([...files.keys(), ...harmless.keys()])) {
    const [a, b] = [files.get(path), harmless.get(path)];
    if (a === b) continue;
    if (a === undefined || b === undefined) found.push(path);
    else if ((await skeletonOf(path, a)) !== (await skeletonOf(path, b)))
      found.push(path);
  }
  return found;
}
