/** `checks.ts`: the check of each type of the table. @module */
import type {
  Field,
  Table,
  TypeDeclaration,
  UnionType,
} from "../../model/model.ts";
import type { Type } from "../../model/types.ts";
import { checkName, namesName, replyInterface } from "../names.ts";
import {
  boundsStatement,
  checkStatement,
  compositeCheck,
  guarded,
  handlersCheck,
  innerComposites,
  instanceCheck,
} from "../print/checks.ts";
import { documented } from "../print/declarations.ts";
import { broken, type Doc, indent, line, list } from "../print/layout.ts";
import { identifier, stringLiteral } from "../print/literals.ts";
import type { Scope } from "../scope.ts";
import { hasCreator } from "./provider.ts";
import { strings } from "../print/data.ts";

const RUNTIME = "runtime/check.ts";

/** The check of the handlers that are given to the factory function. */
export const ANY_HANDLERS = "checkHandlersOfAny";

export function checkDeclarations(table: Table, scope: Scope): readonly Doc[] {
  return [
    ...table.types.flatMap((type) => typeCheck(type, scope)),
    ...instanceChecks(table, scope),
    ...replyChecks(table, scope),
    ...(hasCreator(table) ? [anyHandlersCheck(table, scope)] : []),
    ...compositeChecks(table, scope),
  ];
}

/** The fields of the replies that have any. */
function replyChecks(table: Table, scope: Scope): readonly Doc[] {
  return table.events.flatMap((event) =>
    event.replies
      .filter((reply) => reply.fields.length > 0)
      .map((reply) =>
        checkFunction(
          checkName(replyInterface(event, reply)),
          objectChecks(reply.fields, scope),
        ),
      ),
  );
}

/** The handlers of whatever category is created: functions, by the names of all events. */
function anyHandlersCheck(table: Table, scope: Scope): Doc {
  return checkFunction(ANY_HANDLERS, [
    hugging(
      scope.useValue("expectHandlers", RUNTIME),
      ["value", "path"],
      table.events.map((event) => event.name),
    ),
  ]);
}

/** A check for each list, map or optional that stands inside another one. */
function compositeChecks(table: Table, scope: Scope): readonly Doc[] {
  const found = new Map<string, Type>();
  for (const type of checkedTypes(table)) {
    for (const inner of innerComposites(type)) {
      found.set(compositeCheck(inner, scope.index), inner);
    }
  }
  return [...found].map(([name, type]) =>
    checkFunction(name, checkStatement(type, "value", "path", false, scope)),
  );
}

/** Every type that a check of the package may meet at the top. */
function checkedTypes(table: Table): readonly Type[] {
  const fields = [
    ...table.functions.flatMap((row) => row.params),
    ...table.types.flatMap((type) => fieldsOf(type)),
    ...table.events.flatMap((event) =>
      event.replies.flatMap((reply) => reply.fields),
    ),
  ];
  // The check of a property's value is handed over, so that it needs a name also where it stands in nothing.
  const inputs = table.properties.flatMap((property) =>
    [property.set?.input, property.run?.input].flatMap((input) =>
      input === undefined ? [] : [wrapped(input.type, true)],
    ),
  );
  return [
    ...fields.map((field) => wrapped(field.type, field.optional)),
    ...table.types.flatMap((type) => (type.kind === "alias" ? type.type : [])),
    ...inputs,
  ];
}

function wrapped(type: Type, optional: boolean): Type {
  return optional ? { kind: "optional", of: type } : type;
}

function fieldsOf(type: TypeDeclaration): readonly Field[] {
  if (type.kind === "struct") return type.fields;
  if (type.kind !== "union") return [];
  return type.cases.flatMap((one) => one.fields);
}

function typeCheck(type: TypeDeclaration, scope: Scope): readonly Doc[] {
  const name = checkName(type.name);
  switch (type.kind) {
    case "enum":
    case "flags": {
      const verb = type.kind === "enum" ? "expectOneOf" : "expectFlags";
      const names = namesConstant(
        type.name,
        type.members.map((member) => member.name),
      );
      return [
        names.declaration,
        checkFunction(name, [
          call(scope.useValue(verb, RUNTIME), ["value", "path", names.name]),
        ]),
      ];
    }
    case "struct":
      return [checkFunction(name, objectChecks(type.fields, scope))];
    case "union":
      return unionChecks(type, scope);
    case "alias":
      return [
        checkFunction(
          name,
          checkStatement(type.type, "value", "path", false, scope),
        ),
      ];
    case "opaque":
      return [checkFunction(name, [])];
  }
}

function objectChecks(fields: readonly Field[], scope: Scope): readonly Doc[] {
  return [
    `${scope.useValue("expectObject", RUNTIME)}(value, path);`,
    ...inside(
      fields.flatMap((field) => fieldCheck(field, scope)),
      scope,
    ),
  ];
}

/** Checks of parts: only a fault is given the path of the whole. */
function inside(checks: readonly Doc[], scope: Scope): readonly Doc[] {
  if (checks.length === 0) return [];
  const faultIn = scope.useValue("faultIn", RUNTIME);
  return [
    broken(
      "try {",
      indent(checks.map((check) => [line, check])),
      line,
      "} catch (error) {",
      indent(line, `throw ${faultIn}(path, error);`),
      line,
      "}",
    ),
  ];
}

function fieldCheck(field: Field, scope: Scope): readonly Doc[] {
  const value = fieldOf(field.name);
  const path = stringLiteral(field.name);
  const statements = checkStatement(
    field.type,
    value,
    path,
    field.optional,
    scope,
  );
  if (field.limit === undefined) return statements;
  const bounds = boundsStatement(field.limit, value, path, scope);
  return field.optional
    ? [...statements, guarded(`${value} !== undefined`, bounds)]
    : [...statements, bounds];
}

function unionChecks(union: UnionType, scope: Scope): readonly Doc[] {
  const names = namesConstant(
    union.name,
    union.cases.map((one) => one.name),
  );
  const cases = union.cases
    .map((one) => ({
      name: one.name,
      checks: one.fields.flatMap((field) => fieldCheck(field, scope)),
    }))
    .filter(({ checks }) => checks.length > 0);
  const ofCases = cases.map(({ name, checks }) =>
    broken(
      `if (tag === ${stringLiteral(name)}) {`,
      indent(checks.map((check) => [line, check])),
      line,
      "}",
    ),
  );
  const ofTag = call(scope.useValue("expectOneOf", RUNTIME), [
    "tag",
    stringLiteral(union.tag),
    names.name,
  ]);
  return [
    names.declaration,
    checkFunction(checkName(union.name), [
      `${scope.useValue("expectObject", RUNTIME)}(value, path);`,
      ...inside(
        [`const tag = ${fieldOf(union.tag)};`, ofTag, ...ofCases],
        scope,
      ),
    ]),
  ];
}

function fieldOf(name: string): string {
  return `value[${stringLiteral(name)}]`;
}

/** The names that a value may have: made once, and not with every check. */
function namesConstant(
  type: string,
  names: readonly string[],
): { readonly name: string; readonly declaration: Doc } {
  const name = namesName(type);
  return {
    name,
    declaration: [`const ${name}: readonly string[] = `, strings(names), ";"],
  };
}

function instanceChecks(table: Table, scope: Scope): readonly Doc[] {
  const instance = scope.useValue("expectInstance", RUNTIME);
  const handlers = scope.useValue("expectHandlers", RUNTIME);
  const kinds = [...table.categories, ...table.services];
  return [
    checkFunction(instanceCheck(undefined, scope.index), [
      `${instance}(value, path);`,
    ]),
    ...kinds.flatMap((kind) => [
      checkFunction(instanceCheck(kind.name, scope.index), [
        call(instance, ["value", "path", stringLiteral(kind.name)]),
      ]),
      checkFunction(handlersCheck(kind.name, scope.index), [
        hugging(
          handlers,
          ["value", "path"],
          kind.events.map((event) => event.name),
        ),
      ]),
    ]),
  ];
}

/** A call whose last argument, an array, is what breaks. */
export function hugging(
  name: string,
  args: readonly string[],
  names: readonly string[],
): Doc {
  return [`${name}(${args.join(", ")}, `, strings(names), ");"];
}

function call(name: string, args: readonly Doc[]): Doc {
  return list(`${name}(`, args, ");");
}

function checkFunction(name: string, statements: readonly Doc[]): Doc {
  const empty = statements.length === 0;
  const parameter = (text: string): string => (empty ? `_${text}` : text);
  const head = list(
    `export function ${identifier(name)}(`,
    [`${parameter("value")}: unknown`, `${parameter("path")}: string`],
    "): void {",
  );
  if (empty) return [head, "}"];
  return documented(
    { text: "" },
    broken(head, indent(statements.map((one) => [line, one])), line, "}"),
  );
}
