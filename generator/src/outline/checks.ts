/** The module of checks: one for each type of the table, and for each list, map or optional that stands in another. @module */
import {
  anyName,
  categoryNames,
  checkName,
  namesName,
  replyInterface,
} from "../emit/names.ts";
import type { Field, Table, TypeDeclaration } from "../model/model.ts";
import type { Type } from "../model/types.ts";
import { hasCreator, type Kinds } from "./kinds.ts";
import { code, type CodeOutline, exported, local } from "./outline.ts";

export function checks(table: Table, kinds: Kinds): CodeOutline {
  const replies = table.events.flatMap((event) =>
    event.replies
      .filter(({ fields }) => fields.length > 0)
      .map((reply) => replyInterface(event, reply)),
  );
  const checked = [
    ...table.types.map(({ name }) => name),
    anyName(table),
    ...kinds.all.map(({ className }) => className),
    ...kinds.all.map((kind) => categoryNames(kind).handlers),
    ...replies,
  ].map(checkName);
  return code([
    ...exported(
      "function",
      ...checked,
      ...(hasCreator(table) ? ["checkHandlersOfAny"] : []),
      ...nestedChecks(table, kinds),
    ),
    ...local("const", ...table.types.filter(isOfNames).map(namesOf)),
  ]);
}

function isOfNames({ kind }: TypeDeclaration): boolean {
  return kind === "enum" || kind === "flags" || kind === "union";
}

function namesOf({ name }: TypeDeclaration): string {
  return namesName(name);
}

/** The checks of what stands in a list, a map or an optional and is one itself. */
function nestedChecks(table: Table, kinds: Kinds): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (type: Type): void => {
    if (!isComposite(type) || !isComposite(type.of)) return;
    found.add(checkOf(type.of, table, kinds));
    visit(type.of);
  };
  for (const type of typesOf(table)) visit(type);
  return found;
}

function* typesOf(table: Table): Iterable<Type> {
  for (const row of table.functions) yield* typesOfFields(row.params);
  for (const type of table.types) yield* typesIn(type);
  for (const event of table.events)
    for (const { fields } of event.replies) yield* typesOfFields(fields);
  for (const { set, run } of table.properties)
    for (const input of [set?.input, run?.input])
      // Checked by name, as if it stood in another.
      if (input !== undefined) yield { kind: "optional", of: input.type };
}

function* typesIn(type: TypeDeclaration): Iterable<Type> {
  if (type.kind === "alias") yield type.type;
  if (type.kind === "struct") yield* typesOfFields(type.fields);
  if (type.kind !== "union") return;
  for (const { fields } of type.cases) yield* typesOfFields(fields);
}

function* typesOfFields(fields: readonly Field[]): Iterable<Type> {
  for (const { type, optional } of fields)
    yield optional ? { kind: "optional", of: type } : type;
}

type Composite = Extract<Type, { readonly kind: "list" | "map" | "optional" }>;

function isComposite(type: Type): type is Composite {
  return ["list", "map", "optional"].includes(type.kind);
}

function checkOf(type: Type, table: Table, kinds: Kinds): string {
  const of = (inner: Type): string => capitalized(checkOf(inner, table, kinds));
  switch (type.kind) {
    case "list":
      return `expectEachOf${of(type.of)}`;
    case "map":
      return `expectEachValueOf${of(type.of)}`;
    case "optional":
      return `expectOptionalOf${of(type.of)}`;
    case "stream":
      return "expectStream";
    case "primitive":
      return `expect${type.name === "float" ? "Number" : capitalized(type.name)}`;
    case "named":
      return checkName(type.name);
    case "handlers":
      return checkName(categoryNames(kinds.get(type.of)).handlers);
    case "instance":
      return checkName(
        type.of === undefined ? anyName(table) : kinds.get(type.of).className,
      );
  }
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
