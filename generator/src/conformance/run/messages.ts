/** What the process that runs tests and the one that watches over it tell each other. @module */
import type { Claims } from "../claims/claims.ts";
import type { TimeLimits } from "../plan/planned.ts";
import type { LocatedPackage } from "./locate.ts";
import type { Verdict } from "./verdict.ts";

/** What is loaded before there is a test. */
export interface LoadParts {
  readonly engine: string;
  readonly located: LocatedPackage;
  /** The URL of the provider's module, or `model`. */
  readonly provider: string;
  readonly mode: "raw" | "checked";
}

/** What a run of tests needs beyond what has been loaded. */
export interface RunParts {
  readonly ids: readonly string[];
  readonly limits: TimeLimits;
  readonly seed: number;
  readonly claims: Claims;
}

/** What a provider says of itself, not yet looked at. */
export interface SubjectFacts {
  readonly name: string | undefined;
  /** Absent: everything. */
  readonly claims: unknown;
  readonly expectedFailures: unknown;
}

export type ParentMessage =
  | { readonly type: "load"; readonly parts: LoadParts }
  | { readonly type: "run"; readonly parts: RunParts }
  /** What keeps you from ending? */
  | { readonly type: "held" };

export type ChildMessage =
  | { readonly type: "ready"; readonly facts: SubjectFacts }
  /** With `setup`, what is wrong is told in the message; else the provider's code has failed. */
  | {
      readonly type: "unloadable";
      readonly message: string;
      readonly setup: boolean;
    }
  | { readonly type: "started"; readonly id: string }
  | { readonly type: "verdict"; readonly verdict: Verdict }
  /** Nothing is left to do: from now on, nothing but the provider holds the process. */
  | { readonly type: "done"; readonly claimsChanged: boolean }
  | { readonly type: "held"; readonly by: readonly string[] };

const FROM_PARENT: ReadonlySet<unknown> = new Set(["load", "run", "held"]);
const FROM_CHILD: ReadonlySet<unknown> = new Set([
  "ready",
  "unloadable",
  "started",
  "verdict",
  "done",
  "held",
]);

/** A provider may send messages of its own. */
export function isParentMessage(value: unknown): value is ParentMessage {
  return FROM_PARENT.has(typeOf(value));
}

export function isChildMessage(value: unknown): value is ChildMessage {
  return FROM_CHILD.has(typeOf(value));
}

function typeOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return "type" in value ? value.type : undefined;
}
