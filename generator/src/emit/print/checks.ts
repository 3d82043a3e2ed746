/** How the emitted code checks values: each type of the table has a check, and each parameter a statement. @module */
import type {
  Field,
  FunctionRow,
  Limit,
  TypeDeclaration,
} from "../../model/model.ts";
import type { PrimitiveName, Type } from "../../model/types.ts";
import { categoryNames, checkName } from "../names.ts";
import type { Scope, TableIndex } from "../scope.ts";
import {
  broken,
  type Doc,
  group,
  indent,
  line,
  list,
  softline,
} from "./layout.ts";
import { pascalCase, stringLiteral } from "./literals.ts";
import { object } from "./data.ts";

const RUNTIME = "runtime/check.ts";

/** A reference to the check of a type: a function of a value and its path. */
export function checkReference(type: Type, scope: Scope): string {
  const runtime = type.kind === "primitive" || type.kind === "stream";
  return scope.useValue(
    checkOf(type, scope.index),
    runtime ? RUNTIME : "checks.ts",
  );
}

/** The name of the check of a type. */
function checkOf(type: Type, index: TableIndex): string {
  switch (type.kind) {
    case "primitive":
      return primitiveCheck(type.name);
    case "named":
      return checkName(type.name);
    case "instance":
      return instanceCheck(type.of, index);
    case "handlers":
      return handlersCheck(type.of, index);
    case "stream":
      return "expectStream";
    default:
      return compositeCheck(type, index);
  }
}

type Composite = Extract<Type, { readonly kind: "list" | "map" | "optional" }>;

const VERBS = {
  list: "expectEach",
  map: "expectEachValue",
  optional: "expectOptional",
} as const;

/** `expectEachOfExpectUint8`: the check of a composite that stands in another. */
export function compositeCheck(type: Composite, index: TableIndex): string {
  return `${VERBS[type.kind]}Of${pascalCase(checkOf(type.of, index))}`;
}

/** The composites that stand in the composite: each has a check of its own. */
export function innerComposites(type: Type): readonly Composite[] {
  if (!isComposite(type)) return [];
  const { of } = type;
  return isComposite(of) ? [of, ...innerComposites(of)] : [];
}

export function instanceCheck(
  of: string | undefined,
  index: TableIndex,
): string {
  return of === undefined
    ? `checkAny${index.table.object}`
    : `check${index.kind(of).className}`;
}

export function handlersCheck(of: string, index: TableIndex): string {
  return `check${categoryNames(index.kind(of)).handlers}`;
}

function primitiveCheck(name: PrimitiveName): string {
  return name === "float" ? "expectNumber" : `expect${pascalCase(name)}`;
}

/** Whether there is anything about the type that can be checked. */
export function isCheckable(type: Type): boolean {
  return type.kind !== "primitive" || type.name !== "unknown";
}

/** The statement that checks a value, or nothing if anything goes. */
export function checkStatement(
  type: Type,
  value: string,
  path: Doc,
  optional: boolean,
  scope: Scope,
): readonly Doc[] {
  if (!isCheckable(type)) return [];
  const direct = !optional && !isComposite(type);
  const reference = checkReference(
    direct ? type : elementOf(type, optional),
    scope,
  );
  if (direct) return [list(`${reference}(`, [value, path], ");")];
  const kind = optional || !isComposite(type) ? "optional" : type.kind;
  const name = scope.useValue(VERBS[kind], RUNTIME);
  return [list(`${name}(`, [reference, value, path], ");")];
}

function isComposite(type: Type): type is Composite {
  return (
    type.kind === "list" || type.kind === "map" || type.kind === "optional"
  );
}

/** What a combinator is applied to: the elements of a composite, the whole of an optional. */
function elementOf(type: Type, optional: boolean): Type {
  return !optional && isComposite(type) ? type.of : type;
}

/** The checks of one parameter: its type, then its bounds. */
export function paramChecks(param: Field, scope: Scope): readonly Doc[] {
  const value = param.optional ? `options.${param.name}` : param.name;
  const path = stringLiteral(param.name);
  const statements = checkStatement(
    param.type,
    value,
    path,
    param.optional,
    scope,
  );
  if (param.limit === undefined) return statements;
  const bounds = boundsStatement(param.limit, value, path, scope);
  if (!param.optional) return [...statements, bounds];
  return [...statements, guarded(`${value} !== undefined`, bounds)];
}

export function boundsStatement(
  limit: Limit,
  value: string,
  path: string,
  scope: Scope,
): Doc {
  const entries: [string, string][] = [];
  if (limit.min !== undefined) entries.push(["min", String(limit.min)]);
  if (limit.max !== undefined) entries.push(["max", String(limit.max)]);
  if (limit.exact !== undefined) entries.push(["exact", String(limit.exact)]);
  if (limit.unit !== undefined) {
    entries.push(["unit", stringLiteral(limit.unit)]);
  }
  entries.push(["status", stringLiteral(limit.error)]);
  const name = scope.useValue("expectBounds", RUNTIME);
  return [`${name}(${value}, ${path}, `, object(entries), ");"];
}

export function guarded(condition: Doc, statement: Doc): Doc {
  return broken(["if (", condition, ") {"], indent(line, statement), line, "}");
}

/** Whether any two of the values are given: `first && second`, or each pair of more. */
export function anyTwo(values: readonly string[]): Doc {
  const pairs = values.flatMap((one, index) =>
    values.slice(index + 1).map((other) => [one, other] as const),
  );
  const only = pairs.length === 1;
  const conditions = pairs.map(([one, other]): Doc =>
    only
      ? [`${one} &&`, line, other]
      : group(`(${one} &&`, indent(line, other), ")"),
  );
  const rest = conditions.slice(1).map((one) => [" ||", line, one]);
  return group(indent(softline, conditions[0] ?? "", rest), softline);
}

/** The value at a path into the parameters, such as `options.flags?.abortive`. */
export function pathAccess(
  row: FunctionRow,
  path: readonly string[],
  scope: Scope,
): string {
  const [root = "", ...rest] = path;
  const param = row.params.find((candidate) => candidate.name === root);
  let text = param?.optional ? `options.${root}` : root;
  let optional = param?.optional ?? false;
  let type = param?.type;
  for (const name of rest) {
    text += optional ? `?.${name}` : `.${name}`;
    const field = fieldNamed(type, name, scope);
    optional = optional || (field?.optional ?? true);
    type = field?.type;
  }
  return text;
}

function fieldNamed(
  type: Type | undefined,
  name: string,
  scope: Scope,
): Field | undefined {
  if (type?.kind !== "named") return undefined;
  const declaration = scope.index.table.types.find(
    (candidate: TypeDeclaration) => candidate.name === type.name,
  );
  return declaration?.kind === "struct"
    ? declaration.fields.find((field) => field.name === name)
    : undefined;
}
