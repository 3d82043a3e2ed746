/** Groups by id. @module */

/** What has the same id, in the order in which it comes. Node 20 has no `Map.groupBy`. */
export function byId<T extends { readonly id: string }>(
  items: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(item.id);
    if (group === undefined) groups.set(item.id, [item]);
    else group.push(item);
  }
  return groups;
}
