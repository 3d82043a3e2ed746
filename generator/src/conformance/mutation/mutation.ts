/**
 * Deliberate faults. A conformance kit is worth what it finds: a mutation makes an implementation wrong in one respect,
 * and says which family of tests must notice.
 *
 * The kit is always given the plan and the table of the original; only what is put to the test is changed.
 *
 * @module
 */
import type { Category, FunctionRow, Table } from "../../model/model.ts";
import type { FamilyName } from "../plan/planned.ts";

/** A defect of the model provider, by name. */
export type DefectName =
  | "ignoreAbort"
  | "leavePending"
  | "eventOnByDefault"
  | "unlistedStatus"
  | "wrongResult"
  | "completesTwice"
  | "lateEvent";

/** The text of an emitted package, by path. */
export type Files = ReadonlyMap<string, string>;

/** How a fault is brought about: in the table, in what is emitted from it, or in the provider. */
export type Change =
  | { readonly by: "table"; readonly apply: (table: Table) => Table }
  | {
      readonly by: "patch";
      /** Throws if the text to change is not there: what changes nothing must not count as a fault. */
      readonly patch: (files: Files) => Files;
    }
  | { readonly by: "defect"; readonly defect: DefectName };

/** One deliberate fault. */
export interface Mutation {
  /** Stable, and made of names of the table: `legal-forbidden/listening/listening:accept`. */
  readonly id: string;
  readonly operator: string;
  /** The family that must notice. */
  readonly family: FamilyName;
  /** The clause that is broken, if a row of the table names it. */
  readonly clause?: string;
  /** What is wrong, for the report. */
  readonly what: string;
  readonly change: Change;
}

/** One place where an operator applies. */
export interface Candidate {
  /** Tells the places of a category apart. */
  readonly at: string;
  /** The category or service; absent: the package as a whole. */
  readonly kind?: string;
  readonly clause?: string | undefined;
  readonly what: string;
  readonly change: Change;
}

/** A kind of fault. Where it would change nothing that can be observed it yields nothing, and says why in a comment. */
export interface Operator {
  readonly name: string;
  readonly family: FamilyName;
  readonly candidates: (table: Table) => Iterable<Candidate>;
}

/** Categories and services of which there are instances: the others have no rules that could be wrong. */
export function concreteKinds(table: Table): readonly Category[] {
  return kindsOf(table).filter((kind) => !kind.abstract);
}

/** Categories and services, but for those of which nothing that there are instances of is one. */
export function kindsOf(table: Table): readonly Category[] {
  const all = [...table.categories, ...table.services];
  const concrete = new Set(
    all.filter((kind) => !kind.abstract).map(({ name }) => name),
  );
  return all.filter(({ descendants }) =>
    descendants.some((name) => concrete.has(name)),
  );
}

/** Whether tests may make the call: what is untestable can be wrong, and nobody would see it. */
export function isTestable({ support, untestable }: FunctionRow): boolean {
  return support !== "reserved" && untestable === undefined;
}
