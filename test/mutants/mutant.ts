/** Deliberate faults in hand-written code, to prove that the conformance kit notices them. */
import type { FamilyName } from "../../generator/src/conformance/plan/planned.ts";

export type ProviderName = "node" | "memory";

/** One text of the sources, replaced by another. */
export interface Mutant {
  readonly id: string;
  /** From the root of the workspace. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  /** What is wrong with it, as a user would say it. */
  readonly what: string;
  /** The family of tests that should notice. */
  readonly family: FamilyName;
  /** The clause of the table that is broken. */
  readonly clause?: string;
  /** With which providers it must be noticed. */
  readonly providers: readonly ProviderName[];
  /** Only the end of a process in which nothing else has been shows it. */
  readonly alone?: boolean;
  /** One of the product's own tests that notices: the proof that it is a fault at all. */
  readonly shownBy?: string;
}

export const BOTH: readonly ProviderName[] = ["memory", "node"];

/** A folder of mutants of one file: most have the same family's neighbours. */
export function inFile(
  file: string,
  mutants: readonly Omit<Mutant, "file">[],
): readonly Mutant[] {
  return mutants.map((mutant) => ({ file, ...mutant }));
}
