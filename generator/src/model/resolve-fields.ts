/** Typed slots, resolved: struct fields, parameters, payloads. @module */
import type { Entry, FieldSyntax, LimitSyntax, Rows } from "../syntax/tree.ts";
import { given } from "./given.ts";
import type { Field, Limit } from "./model.ts";
import { resolveRow, siblingsOf } from "./resolve-row.ts";
import { resolveType } from "./resolve-types.ts";
import type { Scope } from "./scope.ts";

/** A slot as it is written and as it was resolved: what later checks compare. */
interface Slot {
  readonly syntax: Entry<FieldSyntax>;
  readonly field: Field;
}

/** Resolves typed slots, and remembers them for checks that need all the types. */
export class FieldResolver {
  readonly slots: Slot[] = [];
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** Those whose type is known. */
  all(rows: Rows<FieldSyntax> | undefined): readonly Field[] {
    const fields: Field[] = [];
    const siblings = siblingsOf("field", rows ?? []);
    for (const syntax of rows ?? []) {
      const row = resolveRow(this.#scope, syntax.name, syntax.row, siblings);
      const field = this.#resolve(row, syntax.row);
      if (field === undefined) continue;
      this.slots.push({ syntax, field });
      fields.push(field);
    }
    return fields;
  }

  #resolve(
    row: ReturnType<typeof resolveRow>,
    syntax: FieldSyntax,
  ): Field | undefined {
    const limit = resolveLimit(this.#scope, syntax);
    const type = resolveType(this.#scope, syntax.type.value);
    if (type === undefined) return undefined;
    const defaultValue = syntax.default?.value;
    return {
      ...row,
      type: type.kind === "optional" ? type.of : type,
      optional: type.kind === "optional" || defaultValue !== undefined,
      ...given({ default: defaultValue, unit: syntax.unit, limit }),
      samples: (syntax.samples ?? []).map(({ value }) => value),
    };
  }
}

/** The limit that keys of a row set, if any. */
export function resolveLimit(
  scope: Scope,
  syntax: LimitSyntax,
): Limit | undefined {
  const { min, max, exact, unit } = syntax;
  const error = syntax.else && scope.thrown(syntax.else);
  if (min === undefined && max === undefined && exact === undefined) {
    return undefined;
  }
  return {
    ...given({
      min: min?.value,
      max: max?.value,
      exact: exact?.value,
      unit,
    }),
    error: error ?? scope.argumentError,
  };
}
