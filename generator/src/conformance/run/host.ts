/** Where tests are run: in processes of their own, or in this one. @module */
import type { FamilyName, Test } from "../plan/planned.ts";
import type { SubjectFacts } from "./messages.ts";
import type { RunLimits } from "./options.ts";
import type { Terms } from "./run-test.ts";
import type { Verdict } from "./verdict.ts";

/** The tests of one family, in the order of the plan. */
export interface FamilyTests {
  readonly family: FamilyName;
  readonly tests: readonly Test[];
}

/** What holds for all tests of a run. */
export interface HostTerms extends Terms {
  readonly limits: RunLimits;
}

/** What a host finds besides verdicts. */
export interface Findings {
  /** Why an end was not as it must be; one for each family at most. */
  readonly exits: readonly string[];
  /** The provider's claims are not what they were. */
  readonly claimsChanged: boolean;
}

/** Runs tests. */
export interface Host {
  /** Loads the provider once, and asks what it says of itself. */
  load(limit: number): Promise<Loaded>;
  run(
    families: readonly FamilyTests[],
    terms: HostTerms,
    verdict: (verdict: Verdict) => void,
  ): Promise<Findings>;
  /** Leaves nothing behind. */
  close(): void;
}

export interface Loaded {
  readonly facts: SubjectFacts;
  /** How long a process takes to start, in milliseconds. */
  readonly spawn: number;
}
