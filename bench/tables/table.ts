/** Writes capability tables of any size, the same ones every time. @module */

/** How large a table is. */
export interface TableSize {
  readonly categories: number;
  /** The functions that a category has besides those that it inherits. */
  readonly functions: number;
}

/** The sizes at which generators are measured. */
export const SIZES: readonly TableSize[] = [5, 100, 1_000, 5_000].map(
  (categories) => ({ categories, functions: 20 }),
);

/** A category of a table, and what it inherits from. */
export interface PlannedCategory {
  readonly name: string;
  readonly parent?: string;
  readonly functions: readonly PlannedFunction[];
}

/** A function with two parameters, a result and a line of prose. */
export interface PlannedFunction {
  readonly name: string;
  readonly params: readonly [Parameter, Parameter];
  readonly result: Scalar;
  readonly doc: string;
}

interface Parameter {
  readonly name: string;
  readonly type: Scalar;
}

/** Types that every interface language has a word for. */
export type Scalar = "string" | "boolean" | "uint32" | "float";

const SCALARS: readonly Scalar[] = ["string", "boolean", "uint32", "float"];
const DEEPEST = 10;

/**
 * What the inputs of all generators say: chains of categories, the first of one category, the next of two, and so on
 * up to ten, where it starts again.
 */
export function planTable(size: TableSize): readonly PlannedCategory[] {
  const categories: PlannedCategory[] = [];
  for (let length = 1; categories.length < size.categories; length += 1) {
    const depth = ((length - 1) % DEEPEST) + 1;
    for (let at = 0; at < depth && categories.length < size.categories; at += 1)
      categories.push(planCategory(categories.length, at > 0, size.functions));
  }
  return categories;
}

function planCategory(
  index: number,
  inherits: boolean,
  functions: number,
): PlannedCategory {
  return {
    name: `device${index}`,
    ...(inherits ? { parent: `device${index - 1}` } : {}),
    functions: Array.from({ length: functions }, (_, at) =>
      planFunction(`operate${index}_${at}`, index + at),
    ),
  };
}

function planFunction(name: string, turn: number): PlannedFunction {
  const scalar = (at: number): Scalar =>
    SCALARS[at % SCALARS.length] ?? "string";
  return {
    name,
    params: [
      { name: "address", type: scalar(turn) },
      { name: "amount", type: scalar(turn + 1) },
    ],
    result: scalar(turn + 2),
    doc: `Operates the device at an address, in way ${turn}.`,
  };
}

/** The table as captable reads it: one file, as a person would lay it out. */
export function tableText(categories: readonly PlannedCategory[]): string {
  return [
    HEAD,
    "functions:\n",
    ...categories.flatMap(({ functions }) => functions.map(functionText)),
    "\ncategories:\n",
    ...categories.map(categoryText),
  ].join("");
}

function functionText({ name, params, result, doc }: PlannedFunction): string {
  const list = params.map((it) => `${it.name}: ${it.type}`).join(", ");
  return `  ${name}:
    params: { ${list} }
    result: ${result}
    doc: ${doc}
`;
}

function categoryText({ name, parent, functions }: PlannedCategory): string {
  const names = functions.map((it) => `      - ${it.name}\n`).join("");
  return `  ${name}:
${parent === undefined ? "" : `    parents: [${parent}]\n`}    doc: A kind of device.
    functions:
${names}`;
}

const HEAD = `captable: 1
name: devices
title: Devices
object: Device
errorClass: DeviceError
package: { name: devices, version: 0.1.0, license: MIT }

errors:
  OK: { code: 0, success: true, doc: All went well. }
  BAD: { code: 1, doc: An argument is malformed. }
  WRONG: { code: 2, doc: The state is wrong. }
  GONE: { code: 3, doc: It is closed. }
  LACKS: { code: 4, doc: There is no such function. }
  CUT: { code: 5, doc: It was cancelled. }
  CANNOT: { code: 6, doc: It is not supported. }

violations:
  argument: BAD
  state: WRONG
  role: WRONG
  closed: GONE
  missing: LACKS
  cancelled: CUT
  unsupported: CANNOT

`;
