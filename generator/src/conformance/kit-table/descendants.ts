/** Who descends from whom, by what is known of ancestors. @module */
import type { Category } from "../../model/model.ts";

/** Of each category: itself, and then those that have it among their ancestors, in the order of the table. */
export function descendantsIn(
  categories: readonly Pick<Category, "name" | "ancestors">[],
): ReadonlyMap<string, readonly string[]> {
  const known = new Map(categories.map(({ name }) => [name, [name]]));
  for (const { name, ancestors } of categories)
    for (const ancestor of ancestors)
      if (ancestor !== name) known.get(ancestor)?.push(name);
  return known;
}
