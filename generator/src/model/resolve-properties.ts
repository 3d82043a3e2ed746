/** Properties, resolved. @module */
import * as rules from "../diagnostics/property-rules.ts";
import type { Located } from "../syntax/source.ts";
import type {
  Entry,
  Name,
  PropertyAccessSyntax,
  PropertySyntax,
} from "../syntax/tree.ts";
import type { TypeExpression } from "../syntax/type-expression.ts";
import { given } from "./given.ts";
import type { PropertyAccess, PropertyRow } from "./model.ts";
import type { StateResolver } from "./property-states.ts";
import {
  resolveFunctionErrors,
  resolveTraits,
  splitPair,
} from "./resolve-functions.ts";
import { prose, resolveRow } from "./resolve-row.ts";
import type { StepResolver } from "./resolve-steps.ts";
import { resolveType } from "./resolve-types.ts";
import type { Scope } from "./scope.ts";
import type { Type } from "./types.ts";

/** Resolves properties one by one. */
export class PropertyResolver {
  readonly #scope: Scope;
  readonly #steps: StepResolver;
  readonly #states: StateResolver;

  constructor(scope: Scope, steps: StepResolver, states: StateResolver) {
    this.#scope = scope;
    this.#steps = steps;
    this.#states = states;
  }

  resolve(
    entry: Entry<PropertySyntax>,
    categories: readonly string[],
  ): PropertyRow {
    const { name, row } = entry;
    const { value: _type, ...head } = row;
    const property = {
      ...resolveRow(this.#scope, name, head, this.#scope.properties),
      kind: row.kind.value,
      categories,
      fails: this.#scope
        .unique(row.fails)
        .map((status) => this.#scope.thrown(status)),
      ...given({
        code: row.code?.value,
        level: row.level && this.#level(row.level),
        unit: row.unit,
        default: row.default?.value,
        get: this.#valueAccess(entry, "get"),
        set: this.#valueAccess(entry, "set"),
        run: this.#run(entry),
      }),
    };
    this.#checkAccess(entry);
    return property;
  }

  #level(level: Name): NonNullable<PropertyRow["level"]> | undefined {
    const pair = splitPair(level.value);
    if (pair === undefined) return undefined;
    const { category: type, state: member } = pair;
    const start = level.span.start;
    const typeSpan = { ...level.span, end: start + type.length };
    const reference = { value: type, span: typeSpan };
    const found = this.#scope.find(this.#scope.types, reference);
    if (found === undefined) return undefined;
    const members = found.row.kind === "enum" ? found.row.enum : [];
    const span = { ...level.span, start: start + type.length + 1 };
    const known = new Set(members.map(({ name }) => name));
    this.#scope.isAmong(`member of ${type}`, { value: member, span }, known);
    const row = members.find(({ name }) => name === member)?.row;
    return { type, member, ...given({ value: row?.value?.value }) };
  }

  #valueAccess(
    entry: Entry<PropertySyntax>,
    access: "get" | "set",
  ): PropertyAccess | undefined {
    const { row, name } = entry;
    const own = row[access];
    const isWanted =
      own !== undefined ||
      (row.value !== undefined && (row.access?.value ?? access) === access);
    if (!isWanted) return undefined;
    const expression = own?.type ?? row.value;
    if (expression === undefined) {
      const about = { property: name, access };
      this.#scope.reporter.report(rules.noValueType, entry.span, about);
      return undefined;
    }
    const type = resolveType(this.#scope, expression.value);
    if (type === undefined) return undefined;
    const common = this.#access(entry, own ?? {}, {});
    if (access === "get") return { ...common, result: type };
    const optional = type.kind === "optional";
    const input = { type: optional ? type.of : type, optional };
    return { ...common, input };
  }

  #run(entry: Entry<PropertySyntax>): PropertyAccess | undefined {
    const { run } = entry.row;
    if (run === undefined) return undefined;
    const input = this.#type(run.input);
    const result = this.#type(run.result);
    const optional = input?.kind === "optional";
    return {
      ...this.#access(entry, run, run),
      ...given({
        input: input && { type: optional ? input.of : input, optional },
        result,
      }),
    };
  }

  #type(expression: Located<TypeExpression> | undefined): Type | undefined {
    return expression && resolveType(this.#scope, expression.value);
  }

  #access(
    entry: Entry<PropertySyntax>,
    own: Omit<PropertyAccessSyntax, "type">,
    traits: Parameters<typeof resolveTraits>[1],
  ): Omit<PropertyAccess, "input" | "result"> {
    const { row } = entry;
    const errors = own.errors ?? row.errors;
    return {
      doc: prose(own.doc),
      errors: resolveFunctionErrors(this.#scope, this.#steps, errors),
      traits: resolveTraits(this.#scope, traits),
      states: this.#states.resolve(entry, own.states ?? row.states),
    };
  }

  #checkAccess({ name, span, row }: Entry<PropertySyntax>): void {
    const { access, value, get, set, run } = row;
    if (!(value ?? get ?? set ?? run)) {
      this.#scope.reporter.report(rules.noAccess, span, { property: name });
    }
    if (access === undefined) return;
    const others = { get, set, run };
    for (const [other, given] of Object.entries(others)) {
      if (given === undefined || other === access.value) continue;
      const about = { property: name, other };
      this.#scope.reporter.report(
        rules.contradictingAccess,
        access.span,
        about,
      );
    }
  }
}
