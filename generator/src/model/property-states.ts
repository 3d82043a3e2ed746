/** The states in which properties are legal, category by category. @module */
import * as rules from "../diagnostics/property-rules.ts";
import { suggest } from "../diagnostics/suggest.ts";
import type {
  Entry,
  Name,
  PropertySyntax,
  StatesSyntax,
} from "../syntax/tree.ts";
import type { Ancestry } from "./inheritance.ts";
import type { LocatedLifecycle } from "./lifecycle/resolve.ts";
import type { Scope } from "./scope.ts";

interface StateResolverInput {
  readonly scope: Scope;
  readonly ancestry: Ancestry;
  readonly lifecycles: ReadonlyMap<string, LocatedLifecycle>;
  readonly holders: ReadonlyMap<string, readonly string[]>;
}

/** Resolves the states of properties. */
export class StateResolver {
  readonly #input: StateResolverInput;
  readonly #states = new Map<string, ReadonlySet<string>>();

  constructor(input: StateResolverInput) {
    this.#input = input;
    for (const [holder, { lifecycle }] of input.lifecycles) {
      const names = lifecycle.states.map(({ name }) => name);
      this.#states.set(holder, new Set(names));
    }
  }

  /** By category, the states in which an access is legal; a category that is absent sets no limit. */
  resolve(
    property: Entry<PropertySyntax>,
    states: StatesSyntax | undefined,
  ): ReadonlyMap<string, readonly string[]> {
    const { holders } = this.#input;
    const categories = holders.get(property.name) ?? [];
    if (states?.all !== undefined) {
      return this.#flat(property, categories, states.all);
    }
    if (states?.of === undefined) return new Map();
    return this.#byCategory(property, categories, states.of);
  }

  #flat(
    property: Entry<PropertySyntax>,
    categories: readonly string[],
    states: readonly Name[],
  ): ReadonlyMap<string, readonly string[]> {
    const { scope, lifecycles } = this.#input;
    const listed = scope.unique(states);
    for (const { value: state, span } of listed) {
      if (categories.some((name) => this.#of(name).has(state))) continue;
      const all = new Set(categories.flatMap((name) => [...this.#of(name)]));
      const about = { state, categories, suggestion: suggest(state, all) };
      if (categories.length > 0) {
        scope.reporter.report(rules.stateOfNone, span, about);
      }
    }
    const result = new Map<string, readonly string[]>();
    for (const category of categories) {
      const own = this.#of(category);
      const legal = listed.filter(({ value }) => own.has(value));
      if (legal.length === 0 && lifecycles.get(category)?.sound === true) {
        const at = listed[0]?.span ?? property.span;
        const about = { category, property: property.name };
        scope.reporter.report(rules.noStateOf, at, about);
      }
      result.set(
        category,
        legal.map(({ value }) => value),
      );
    }
    return result;
  }

  #byCategory(
    property: Entry<PropertySyntax>,
    categories: readonly string[],
    rows: NonNullable<StatesSyntax["of"]>,
  ): ReadonlyMap<string, readonly string[]> {
    const { scope, ancestry } = this.#input;
    const own = new Set(categories);
    const listed = new Map<string, readonly string[]>();
    for (const { name: value, span, row } of rows) {
      const category = scope.find(scope.holders, { value, span });
      if (category === undefined) continue;
      if (!own.has(value)) {
        const about = { category: value, property: property.name };
        scope.reporter.report(rules.notOfCategory, span, about);
        continue;
      }
      const kind = `state of ${value}`;
      const known = new Set(this.#of(value));
      const states = scope.unique(row);
      for (const state of states) scope.isAmong(kind, state, known);
      listed.set(
        value,
        states.map((state) => state.value),
      );
    }
    const result = new Map<string, readonly string[]>();
    for (const category of categories) {
      const nearest = (ancestry.ancestors.get(category) ?? [category]).find(
        (ancestor) => listed.has(ancestor),
      );
      const states = nearest && listed.get(nearest);
      if (states) result.set(category, states);
    }
    return result;
  }

  #of(category: string): ReadonlySet<string> {
    return this.#states.get(category) ?? new Set();
  }
}
