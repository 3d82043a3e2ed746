/** What a conformance test is: planned from the table, run against a provider. @module */
import type { Table } from "../../model/model.ts";
import type { Claims } from "../claims/claims.ts";
import type { Kit } from "../kit.ts";
import type { Session } from "../session/session.ts";

/** What kind of promise a test holds a provider to. */
export const FAMILIES = [
  "shape",
  "inheritance",
  "guard",
  "absence",
  "state",
  "role",
  "walk",
  "argument",
  "property",
  "error",
  "scenario",
  "cancellation",
  "concurrency",
  "event",
  "leak",
  "observer",
  "types",
] as const;

export type FamilyName = (typeof FAMILIES)[number];

/** A test as the plan has it: one line of `conformance.plan.json`. */
export interface PlannedTest {
  /** Stable: `state/listening.created/accept`. Starts with the family; made of names of the table. */
  readonly id: string;
  readonly family: FamilyName;
  /** The category or service that is looked at. */
  readonly category?: string;
  /** The function's id, or the call: `disconnect.abortive`. */
  readonly function?: string;
  readonly state?: string;
  readonly event?: string;
  readonly property?: string;
  /** The id of the clause that the promise comes from. */
  readonly clause?: string;
  /** Why no test can show it, as the table says; such a test is planned, reported, and not run. */
  readonly untestable?: string;
}

/**
 * Something that a test needs a provider to claim. What is not claimed is replaced by the test's negative.
 * `data`: that calls carry data, and not the lifecycle alone.
 */
export type Need =
  | { readonly kind: "category"; readonly name: string }
  | { readonly kind: "function"; readonly name: string }
  | {
      readonly kind: "property";
      readonly name: string;
      readonly category: string;
    }
  | { readonly kind: "event"; readonly name: string }
  | {
      readonly kind: "report";
      readonly name: string;
      /** Whose report it is; absent: that of any. */
      readonly category?: string;
    }
  | {
      readonly kind: "error";
      readonly function: string;
      readonly status: string;
    }
  | { readonly kind: "observer"; readonly name: string }
  | { readonly kind: "data" };

/** A planned test that can be run. */
export interface Test extends PlannedTest {
  /** Worked out for whoever runs the test: a plan is without. */
  readonly needs?: () => readonly Need[];
  /** Passes by returning; fails by throwing, best a {@link Failure}. */
  readonly run: (context: Context) => Promise<void>;
  /**
   * Runs in its place if a need is not claimed: what is missing must be absent, or fail in the documented way without
   * side effects. A test with needs has one.
   */
  readonly negative?: (context: Context, missing: Need) => Promise<void>;
}

/** What a test is given. Everything that it opens is closed when it ends. */
export interface Context {
  readonly table: Table;
  /** What the emitted package exports, and what else of it the kit needs. */
  readonly kit: Kit;
  readonly claims: Claims;
  /** A provider of its own, and a way to its instances. */
  open(): Promise<Session>;
  readonly limits: TimeLimits;
  /** A seed that the report prints with a failure. */
  readonly seed: number;
}

/** Calibrated once per run, in milliseconds. */
export interface TimeLimits {
  /** What must happen, happens within this. */
  readonly must: number;
  /** What has not happened after this, does not happen. */
  readonly mustNot: number;
}

/** One family of tests. Planning is pure: the same table gives the same tests in the same order. */
export interface Family {
  readonly name: FamilyName;
  plan(table: Table): Iterable<Test>;
}

/** A promise that is not kept. Whoever runs the test adds the clause. */
export class Failure extends Error {
  override readonly name = "Failure";
}
