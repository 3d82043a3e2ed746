/** Puts the keys of a table into another order, wherever the language gives them: names of the author's own stay. */
import { isMap, isScalar, isSeq, parseDocument, type Node } from "yaml";
import { jsonSchema } from "../../generator/src/syntax/json-schema.ts";

/** The part of a JSON Schema that says what the keys of a mapping are. */
interface Schema {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema | true>>;
  readonly items?: Schema;
}

const schema: Schema & { readonly $defs?: Readonly<Record<string, Schema>> } =
  JSON.parse(JSON.stringify(jsonSchema()));
const definitions = schema.$defs ?? {};

/** Gives a number below the given one, as a die does. */
export type Die = (sides: number) => number;

export interface Shuffled {
  readonly text: string;
  /** How many mappings have got another order. */
  readonly moved: number;
}

/** Shuffles the text of one file of a table. */
export function shuffle(text: string, die: Die): Shuffled {
  const document = parseDocument(text);
  let moved = 0;
  const visit = (node: unknown, schemas: readonly Schema[]): void => {
    const forms = schemas.flatMap(alternatives);
    if (isSeq<Node>(node)) {
      const items = forms.flatMap((it) => it.items ?? []);
      for (const item of node.items) visit(item, items);
    }
    if (!isMap(node)) return;
    const maps = forms.filter((it) => it.properties ?? it.patternProperties);
    for (const { key, value } of node.items)
      visit(
        value,
        maps.flatMap((it) =>
          below(it, String(isScalar(key) ? key.value : key)),
        ),
      );
    if (maps.length === 0 || maps.some((it) => !it.properties)) return;
    const before = [...node.items];
    permute(node.items, die);
    if (before.some((it, index) => it !== node.items[index])) moved += 1;
  };
  visit(document.contents, [schema]);
  return { text: document.toString({ lineWidth: 0 }), moved };
}

function alternatives(it: Schema): readonly Schema[] {
  const target = it.$ref === undefined ? undefined : nameOf(it.$ref);
  const others = [...(it.anyOf ?? []), ...(it.oneOf ?? [])];
  const named = target === undefined ? undefined : definitions[target];
  return [
    it,
    ...(named === undefined ? others : [...others, named]).flatMap(
      alternatives,
    ),
  ];
}

function nameOf(reference: string): string | undefined {
  return reference.split("/").at(-1);
}

function below(it: Schema, key: string): readonly Schema[] {
  const fixed = it.properties?.[key];
  if (fixed !== undefined) return [fixed];
  return Object.entries(it.patternProperties ?? {}).flatMap(
    ([pattern, value]) =>
      value !== true && new RegExp(pattern).test(key) ? [value] : [],
  );
}

/** Fisher and Yates. */
function permute(items: unknown[], die: Die): void {
  for (let end = items.length - 1; end > 0; end -= 1) {
    const other = die(end + 1);
    [items[end], items[other]] = [items[other], items[end]];
  }
}
