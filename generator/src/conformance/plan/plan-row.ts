/** What `conformance.plan.json` has in it: rows of tests. @module */
import type { FamilyName, PlannedTest } from "./planned.ts";

/**
 * A test, or several that follow each other and have all in common but what their ids end in. For that, the id of the
 * row ends in one {@link ANY}, or in two with a slash between them.
 */
export interface WholeRow extends PlannedTest {
  /** Of each there is a test, or a test of each case. */
  readonly categories?: Names;
  /** Of each there is a test, or a test of each case. */
  readonly functions?: Names;
  /** The id of a row above, whose functions come before those of this one. */
  readonly inherits?: string;
  /** Of each there is a test: the same for all that the row names, or by the name of the function. */
  readonly cases?: readonly Case[] | Readonly<Record<string, readonly Case[]>>;
}

/** A row without the family, if that is the first part of its id. */
export type PlanRow = Omit<WholeRow, "family"> & {
  readonly family?: FamilyName;
};

/** Names; if there are clauses, each with its own. */
export type Names = readonly string[] | Readonly<Record<string, string | null>>;

/** What an id ends in. Nothing: the id ends before the slash. */
export type Case = string | null;

/** A name, and its clause. */
export type Name = readonly [name: string, clause: string | null];

/** Stands in the id of a row for what differs. */
export const ANY = "*";

/** What the id of a test begins with. */
export function startOf(family: string): string {
  return `${family}/`;
}

/** The names with their clauses. */
export function namesIn(names: Names): readonly Name[] {
  return isList(names)
    ? names.map((name) => [name, null])
    : Object.entries(names);
}

/** A list, if there are no clauses. */
export function named(names: readonly Name[]): Names {
  return names.every(([, clause]) => clause === null)
    ? names.map(([name]) => name)
    : Object.fromEntries(names);
}

/** A readonly list is not what `Array.isArray` asks for. */
export function isList<T>(
  value: readonly T[] | Readonly<Record<string, unknown>>,
): value is readonly T[] {
  return Array.isArray(value);
}
