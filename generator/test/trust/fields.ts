/**
 * The places of a table in which anything may be written, found by walking a table that has every construct along with
 * the JSON Schema of the grammar: a key that is added to the grammar is covered as soon as it is there.
 */
import { parse, stringify } from "yaml";
import { jsonSchema } from "../../src/syntax/json-schema.ts";
import { readFixture } from "../support/tables.ts";

/** Where something stands: keys and indices from the root. */
export type Path = readonly (string | number)[];

/**
 * One place. `text` is prose, and anything may stand there; a `value` must fit a type; a `name` must be an identifier,
 * and may be a key.
 */
export interface Place {
  readonly kind: "text" | "value" | "name";
  /** The key of the grammar that it is an example of. */
  readonly field: string;
  readonly path: Path;
  /** Whether it is the key at the end of the path, not the value. */
  readonly isKey: boolean;
}

type Data = Readonly<Record<string, unknown>>;

export function isData(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands in every text that the base table itself leaves out. */
export const HARMLESS = "plain words";

/** What the table of all constructs says in another place, or does not need to say. */
const MORE: readonly (readonly [Path, unknown])[] = [
  [
    ["lifecycles", "swinging", "reports"],
    { sagged: { moves: { ajar: "shut" } } },
  ],
  [["accept"], [{ code: "CT219", at: "types.Weight", reason: HARMLESS }]],
];

const schema = jsonSchema();

/** The table with every text filled in, and all its places. */
export class Base {
  readonly places: Place[] = [];
  /** The fields of the grammar that can hold anything, whether the base has them or not. */
  readonly declared: ReadonlySet<string> = declaredTexts();
  readonly #root: unknown;

  constructor() {
    this.#root = parse(readFixture("good/door.yaml") ?? "");
    for (const [path, value] of MORE) set(this.#root, path, value);
    this.#walk(schema, this.#root, [], "#");
  }

  /** The text of the table, with something else in some places. */
  text(changes: readonly (readonly [Place, string])[]): string {
    const root: unknown = structuredClone(this.#root);
    for (const [place, text] of changes) put(root, place, text);
    return stringify(root, { lineWidth: 0 });
  }

  #walk(node: unknown, value: unknown, path: Path, field: string): void {
    const { schema: found, name } = resolve(node, field);
    const alternatives = alternativesOf(found);
    if (alternatives !== undefined) {
      const fitting = alternatives.filter((one) => fits(one, value));
      const [only] = fitting;
      if (only !== undefined) this.#walk(only, value, path, name);
      return;
    }
    if (Array.isArray(value)) {
      const items: unknown = found["items"];
      value.forEach((item, index) => {
        this.#walk(items, item, [...path, index], `${name}[]`);
      });
    } else if (isData(value)) this.#walkKeys(found, value, path, name);
    else if (typeof value === "string" || isLabel(found, value))
      this.places.push({
        kind: kindOf(found),
        field: name,
        path,
        isKey: false,
      });
  }

  #walkKeys(found: Data, value: Data, path: Path, name: string): void {
    const properties = found["properties"];
    if (isData(properties)) {
      fillIn(properties, value);
      for (const [key, child] of Object.entries(properties))
        if (key in value)
          this.#walk(child, value[key], [...path, key], `${name}.${key}`);
      return;
    }
    const row = rowOf(found);
    for (const [key, child] of Object.entries(value)) {
      const at = [...path, key];
      if (row !== undefined)
        this.places.push({
          kind: "name",
          field: `${name}{}`,
          path: at,
          isKey: true,
        });
      this.#walk(row ?? {}, child, at, `${name}{}`);
    }
  }
}

/** Adds the texts that a record may have and this one has not. */
function fillIn(properties: Data, record: Data): void {
  for (const [key, child] of Object.entries(properties)) {
    const { schema: found } = resolve(child, "");
    if (!(key in record) && kindOf(found) === "text")
      Reflect.set(record, key, HARMLESS);
  }
}

function put(root: unknown, { path, isKey }: Place, text: string): void {
  if (!isKey) return set(root, path, text);
  const { holder, last } = ending(root, path);
  // The order of the rows is kept.
  const entries = Object.entries(holder);
  for (const [key] of entries) Reflect.deleteProperty(holder, key);
  for (const [key, value] of entries)
    Object.defineProperty(holder, key === last ? text : key, {
      value,
      ...{ enumerable: true, configurable: true, writable: true },
    });
}

function set(root: unknown, path: Path, value: unknown): void {
  const { holder, last } = ending(root, path);
  Reflect.set(holder, last, value);
}

function ending(
  root: unknown,
  path: Path,
): { readonly holder: object; readonly last: string | number } {
  const last = path.at(-1);
  let holder: unknown = root;
  for (const step of path.slice(0, -1)) holder = member(holder, step);
  if (last === undefined || typeof holder !== "object" || holder === null)
    throw new Error(`there is no ${path.join(".")}`);
  return { holder, last };
}

function member(holder: unknown, step: string | number): unknown {
  return typeof holder === "object" && holder !== null
    ? Reflect.get(holder, step)
    : undefined;
}

function resolve(node: unknown, field: string): { schema: Data; name: string } {
  if (!isData(node)) return { schema: {}, name: field };
  const { $ref: reference } = node;
  if (typeof reference !== "string") return { schema: node, name: field };
  const name = reference.replace("#/$defs/", "");
  const definitions = schema["$defs"];
  return resolve(isData(definitions) ? definitions[name] : undefined, name);
}

function alternativesOf(found: Data): readonly unknown[] | undefined {
  const alternatives = found["anyOf"] ?? found["oneOf"];
  return Array.isArray(alternatives) ? alternatives : undefined;
}

function fits(node: unknown, value: unknown): boolean {
  const { schema: found } = resolve(node, "");
  const alternatives = alternativesOf(found);
  if (alternatives !== undefined)
    return alternatives.some((it) => fits(it, value));
  const types = [found["type"]].flat();
  if (Array.isArray(value)) return types.includes("array");
  if (!isData(value)) {
    const words = found["enum"];
    if (Array.isArray(words)) return words.includes(value);
    return types.includes(value === null ? "null" : typeof value);
  }
  const { required = [], properties } = found;
  const keys = Array.isArray(required) ? required.map(String) : [];
  const known = isData(properties) ? Object.keys(properties) : undefined;
  return (
    types.includes("object") &&
    keys.every((key) => key in value) &&
    Object.keys(value).every((key) => known?.includes(key) ?? true)
  );
}

function kindOf(found: Data): Place["kind"] {
  if ("pattern" in found || "enum" in found) return "name";
  const types = [found["type"]].flat();
  if (types.includes("boolean") || types[0] === undefined) return "value";
  if (!types.includes("string")) return "value";
  return found["description"] !== undefined && isType(found) ? "value" : "text";
}

/** A text such as a version, which YAML takes for a number. */
function isLabel(found: Data, value: unknown): boolean {
  return typeof value === "number" && kindOf(found) === "text";
}

/** The definition of type expressions says how they are written. */
function isType(found: Data): boolean {
  return String(found["description"]).startsWith("A type:");
}

function rowOf(found: Data): unknown {
  const patterns = found["patternProperties"];
  if (!isData(patterns)) return undefined;
  return Object.entries(patterns).find(([pattern]) => pattern !== "^x-")?.[1];
}

/** Every field of the grammar in which anything may be written. */
function declaredTexts(): ReadonlySet<string> {
  const texts = new Set<string>();
  const seen = new Set<unknown>();
  const visit = (node: unknown, field: string): void => {
    if (!isData(node)) return;
    const { schema: found, name } = resolve(node, field);
    if (seen.has(found)) return;
    seen.add(found);
    for (const one of alternativesOf(found) ?? []) visit(one, name);
    if (found["type"] !== undefined && kindOf(found) === "text")
      texts.add(name);
    visit(found["items"], `${name}[]`);
    const { properties } = found;
    if (isData(properties))
      for (const [key, child] of Object.entries(properties))
        visit(child, `${name}.${key}`);
    const row = rowOf(found);
    if (row !== undefined && row !== true) visit(row, `${name}{}`);
  };
  visit(schema, "#");
  return texts;
}
