/** Who inherits from whom. @module */
import * as rules from "../diagnostics/inheritance-rules.ts";
import { ancestryTooDeep } from "../diagnostics/limit-rules.ts";
import { DEEPEST_ANCESTRY } from "../syntax/limits.ts";
import type { CategorySyntax, Entry } from "../syntax/tree.ts";
import type { Scope } from "./scope.ts";

/** The categories, without those that are part of a cycle or below one. */
export interface Ancestry {
  /** Parents before children. */
  readonly order: readonly Entry<CategorySyntax>[];
  readonly parents: ReadonlyMap<string, readonly string[]>;
  /** Itself first, then every ancestor once, nearest first. */
  readonly ancestors: ReadonlyMap<string, readonly string[]>;
  /** Itself first, then the others in the order of the table. */
  readonly descendants: ReadonlyMap<string, readonly string[]>;
}

/** Finds out who inherits from whom; unknown parents and cycles are reported. */
export function resolveInheritance(scope: Scope): Ancestry {
  const walk = new Walk(scope);
  for (const entry of scope.categories.all()) walk.visit(entry);
  const { order, parents } = walk;
  const ancestors = new Map<string, readonly string[]>();
  for (const { name } of order)
    ancestors.set(name, nearestFirst(name, parents));
  return {
    order,
    parents,
    ancestors,
    descendants: invert(scope, ancestors),
  };
}

class Walk {
  readonly order: Entry<CategorySyntax>[] = [];
  readonly parents: Map<string, readonly string[]> = new Map();
  readonly #scope: Scope;
  readonly #open: string[] = [];
  readonly #sound = new Map<string, boolean>();
  /** How many categories stand above each other, from each upwards. */
  readonly #heights = new Map<string, number>();

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** Whether the category has no cycle above it. */
  visit(entry: Entry<CategorySyntax>): boolean {
    const known = this.#sound.get(entry.name);
    if (known !== undefined) return known;
    // Every call goes one parent further up.
    if (this.#open.length > DEEPEST_ANCESTRY)
      return this.#tooDeep(this.#open[0] ?? entry.name);
    const found: string[] = [];
    let sound = true;
    this.#open.push(entry.name);
    for (const reference of this.#scope.unique(entry.row.parents)) {
      const parent = this.#scope.find(this.#scope.categories, reference);
      if (parent === undefined) continue;
      const from = this.#open.indexOf(parent.name);
      if (from >= 0) {
        const path = [...this.#open.slice(from), parent.name];
        const { reporter } = this.#scope;
        reporter.report(rules.inheritanceCycle, reference.span, { path });
        sound = false;
      } else if (this.visit(parent)) found.push(parent.name);
      else sound = false;
    }
    this.#open.pop();
    const heights = found.map((name) => this.#heights.get(name) ?? 0);
    this.#heights.set(entry.name, 1 + Math.max(0, ...heights));
    if (sound && Math.max(0, ...heights) > DEEPEST_ANCESTRY)
      sound = this.#tooDeep(entry.name);
    this.#sound.set(entry.name, sound);
    if (sound) {
      this.order.push(entry);
      this.parents.set(entry.name, found);
    }
    return sound;
  }

  #tooDeep(name: string): false {
    const { categories, reporter, table } = this.#scope;
    const at = categories.get(name)?.span ?? table.span;
    reporter.report(ancestryTooDeep, at, { name, most: DEEPEST_ANCESTRY });
    return false;
  }
}

function nearestFirst(
  name: string,
  parents: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const found = new Set([name]);
  // A set gives what is added while it is walked through, so this goes level by level.
  for (const category of found) {
    for (const parent of parents.get(category) ?? []) found.add(parent);
  }
  return [...found];
}

function invert(
  scope: Scope,
  ancestors: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  const descendants = new Map<string, string[]>();
  for (const name of ancestors.keys()) descendants.set(name, [name]);
  for (const { name } of scope.categories.all()) {
    for (const ancestor of ancestors.get(name) ?? []) {
      if (ancestor !== name) descendants.get(ancestor)?.push(name);
    }
  }
  return descendants;
}
