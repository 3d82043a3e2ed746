/** The numbers by which the emitted code tells kinds apart. @module */
import type { Category, Table } from "../model/model.ts";

/** Numbers of kinds, from the first to the last, without a gap. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/**
 * Numbers the kinds so that heirs follow right behind what they extend: all that is of a category is then between two
 * numbers, however deep it is, unless others have it as a further parent.
 */
export class KindNumbers {
  readonly #numbers = new Map<string, number>();

  constructor({ categories, services }: Table) {
    const heirs = new Map<string | undefined, Category[]>();
    for (const category of categories) {
      const [parent] = category.parents;
      const known = heirs.get(parent);
      if (known === undefined) heirs.set(parent, [category]);
      else known.push(category);
    }
    // The last of the stack comes next: so the first of the table is pushed last.
    const stack = heirs.get(undefined)?.toReversed() ?? [];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      this.#numbers.set(next.name, this.#numbers.size);
      stack.push(...(heirs.get(next.name)?.toReversed() ?? []));
    }
    for (const { name } of services)
      this.#numbers.set(name, this.#numbers.size);
  }

  of(kind: string): number {
    const number = this.#numbers.get(kind);
    if (number === undefined) throw new Error(`${kind} has no number`);
    return number;
  }

  /** The numbers of all that is of the category, if no heir of it stands elsewhere, with another parent. */
  spanOf({ name, descendants }: Category): Span | undefined {
    const numbers = descendants.map((heir) => this.of(heir));
    const first = this.of(name);
    const last = Math.max(...numbers);
    const isWhole =
      Math.min(...numbers) === first && last - first < numbers.length;
    return isWhole ? { first, last } : undefined;
  }
}
