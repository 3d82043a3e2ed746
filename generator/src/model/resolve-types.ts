/** Types, resolved. @module */
import type { Located } from "../syntax/source.ts";
import type { Entry, Rows, RowSyntax, TypeSyntax } from "../syntax/tree.ts";
import type { TypeExpression } from "../syntax/type-expression.ts";
import { ANY, CONSTRUCTORS, PRIMITIVES } from "../syntax/type-expression.ts";
import { given } from "./given.ts";
import type { Row, TypeDeclaration, UnionCase } from "./model.ts";
import { insteadOf } from "./foreign-types.ts";
import type { FieldResolver } from "./resolve-fields.ts";
import { resolveRow, siblingsOf } from "./resolve-row.ts";
import type { Scope } from "./scope.ts";
import type { Type } from "./types.ts";

/** Resolves a type expression; if a name in it is unknown, that is reported and there is no type. */
export function resolveType(
  scope: Scope,
  expression: TypeExpression,
): Type | undefined {
  switch (expression.kind) {
    case "primitive":
      return expression;
    case "named":
      return resolveNamed(scope, expression.name);
    case "instance":
      return resolveInstance(scope, expression.of);
    case "service": {
      const found = scope.find(scope.services, expression.of);
      return found && { kind: "instance", of: found.name };
    }
    case "handlers": {
      const found = scope.find(scope.holders, expression.of);
      return found && { kind: "handlers", of: found.name };
    }
    case "list":
    case "map":
    case "stream":
    case "optional": {
      const of = resolveType(scope, expression.of);
      return of && { kind: expression.kind, of };
    }
  }
}

function resolveInstance(scope: Scope, of: Located<string>): Type | undefined {
  if (of.value === ANY) return { kind: "instance" };
  const found = scope.find(scope.categories, of);
  return found && { kind: "instance", of: found.name };
}

function resolveNamed(scope: Scope, name: Located<string>): Type | undefined {
  if (scope.types.has(name.value)) return { kind: "named", name: name.value };
  const known = [...scope.types.keys(), ...PRIMITIVES, ...CONSTRUCTORS];
  if (scope.categories.has(name.value)) {
    const suggestion = `instance<${name.value}>`;
    return scope.unknown("type", name, known, { suggestion });
  }
  const instead = insteadOf(name.value, known);
  return scope.unknown("type", name, known, given({ instead }));
}

/** Resolves a declared type. */
export function resolveTypeDeclaration(
  scope: Scope,
  fields: FieldResolver,
  entry: Entry<TypeSyntax>,
): TypeDeclaration | undefined {
  const { name, row } = entry;
  const head = resolveRow(scope, name, row, scope.types);
  switch (row.kind) {
    case "enum":
      return { ...head, kind: "enum", members: rowsOf(scope, row.enum) };
    case "flags":
      return { ...head, kind: "flags", members: rowsOf(scope, row.flags) };
    case "struct":
      return { ...head, kind: "struct", fields: fields.all(row.struct) };
    case "union": {
      const { tag, cases: rows } = row.union;
      const siblings = siblingsOf("case", rows);
      const cases = rows.map(({ name, row }): UnionCase => ({
        ...resolveRow(scope, name, row, siblings),
        fields: fields.all(row.fields),
      }));
      return { ...head, kind: "union", tag: tag.value, cases };
    }
    case "alias": {
      const type = resolveType(scope, row.alias.value);
      return type && { ...head, kind: "alias", type };
    }
    case "opaque":
      return { ...head, kind: "opaque" };
  }
}

function rowsOf(scope: Scope, rows: Rows<RowSyntax>): readonly Row[] {
  const siblings = siblingsOf("member", rows);
  return rows.map(({ name, row }) => resolveRow(scope, name, row, siblings));
}
