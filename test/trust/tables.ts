/** The tables that the promises are tested with: the Winsock Kernel's, and every good table of the fixtures. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile, emit, type ReadText } from "../../generator/src/index.ts";

export const ROOT: string = fileURLToPath(new URL("../..", import.meta.url));
const GOOD = join(ROOT, "generator", "test", "fixtures");

/** Where a table is. */
export interface TablePlace {
  readonly name: string;
  /** The folder that its imports may not lead out of. */
  readonly folder: string;
  readonly entry: string;
}

export const WSK: TablePlace = {
  name: "wsk",
  folder: ROOT,
  entry: "spec/wsk.yaml",
};

export const TABLES: readonly TablePlace[] = [
  WSK,
  ...readdirSync(join(GOOD, "good"))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => ({ name, folder: GOOD, entry: `good/${name}` })),
];

/** Reads the files of a table from disk. */
export function readerOf({ folder }: TablePlace): ReadText {
  return (path) => {
    const file = join(folder, path);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  };
}

/** The text of every emitted file of a table, by path. */
export function emitted(
  place: TablePlace,
  read: ReadText = readerOf(place),
): ReadonlyMap<string, string> {
  const { table, diagnostics } = compile(place.entry, read);
  if (table === undefined) throw new Error(JSON.stringify(diagnostics));
  return emit(table);
}

/** The SHA-256 of every emitted file, by table and path. */
export type Digests = Readonly<Record<string, string>>;

/** The digests of what this process emits from the sources. */
export function digestsHere(places: readonly TablePlace[] = TABLES): Digests {
  return Object.fromEntries(
    places.flatMap((place) =>
      [...emitted(place)].map(([path, text]) => [
        `${place.name}/${path}`,
        sha256(text),
      ]),
    ),
  );
}

export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
