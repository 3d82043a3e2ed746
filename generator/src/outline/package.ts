import { categoryNames } from "../emit/names.ts";
import type { Table } from "../model/model.ts";
import { checks } from "./checks.ts";
import { classFile } from "./classes.ts";
import { CONFORMANCE, conformance } from "./conformance.ts";
import {
  events,
  kindTypes,
  options,
  properties,
  provider,
  rules,
  types,
} from "./declared.ts";
import { entry, guards, index } from "./entries.ts";
import { Kinds } from "./kinds.ts";
import { type FileOutline, json, type Outline, TEXT } from "./outline.ts";
import * as plain from "./plain.ts";

/** Plans the package of a table: which files it has, and what each of them declares. Pure. */
export function outline(table: Table): Outline {
  const kinds = new Kinds(table);
  const isDeclared = isLarge(table);
  const sources: Readonly<Record<string, FileOutline>> = {
    "checks.ts": checks(table, kinds),
    "conformance.ts": CONFORMANCE,
    "entry.ts": entry(table),
    "errors.ts": plain.errors(table),
    "events.ts": events(table, kinds),
    "factory.ts": plain.FACTORY,
    "guards.ts": guards(table, kinds),
    "index.ts": index(kinds),
    "invoke.ts": plain.INVOKE,
    "kinds.ts": kindTypes(table, kinds),
    "options.ts": options(table),
    "properties.ts": properties(kinds),
    "property-inputs.ts": plain.PROPERTY_INPUTS,
    "provider.ts": provider(table, kinds),
    "rules.ts": rules(kinds),
    "table.ts": isDeclared ? plain.DECLARED_TABLE : plain.TABLE,
    "types.ts": types(table),
  };
  return new Map([
    ...Object.entries(AROUND),
    ...inFolder("src", sources),
    ...inFolder("src/runtime", plain.RUNTIME),
    ...(isDeclared ? LARGE : []),
    ...kinds.all.map(
      (kind) =>
        [
          `src/${categoryNames(kind).classFile}`,
          classFile(kind, kinds),
        ] as const,
    ),
    ...Object.entries(conformance(table)),
  ]);
}

/** Beyond this many rows no compiler declares what it has inferred of the table as data. */
const MOST_INFERRED = 1_000;

function isLarge({
  types,
  functions,
  events,
  properties,
  categories,
}: Table): boolean {
  const rows = [types, functions, events, properties, categories];
  return rows.flat().length > MOST_INFERRED;
}

/** What only a large table has. */
const LARGE: readonly (readonly [string, FileOutline])[] = [
  ...inFolder("src", { "table-rows.ts": plain.TABLE_ROWS }),
  ...inFolder("src/runtime", plain.LARGE_RUNTIME),
];

/** The files around the sources. */
const AROUND: Readonly<Record<string, FileOutline>> = {
  "README.md": TEXT,
  "package.json": json(
    "name",
    "version",
    "description",
    "type",
    "license",
    "sideEffects",
    "exports",
    "files",
    "engines",
    "peerDependencies",
    "peerDependenciesMeta",
  ),
  "tsconfig.json": json("compilerOptions", "include"),
};

function inFolder(
  folder: string,
  files: Readonly<Record<string, FileOutline>>,
): readonly (readonly [string, FileOutline])[] {
  return Object.entries(files).map(([name, file]) => [
    `${folder}/${name}`,
    file,
  ]);
}
