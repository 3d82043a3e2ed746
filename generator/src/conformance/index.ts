/**
 * The conformance kit: holds implementations of a table to it. An emitted package binds it to itself, in its
 * `conformance` entry.
 *
 * @module
 */
export type {
  ClaimedLimit,
  Claims,
  Deviation,
  Fidelity,
} from "./claims/claims.ts";
export { ContractBreach } from "./checked/checked-provider.ts";
export type { FamilyName, PlannedTest, TimeLimits } from "./plan/planned.ts";
export { expandPlan } from "./plan/expand-plan.ts";
export type { PlanRow } from "./plan/plan-row.ts";
export {
  renderHtml,
  renderJson,
  renderJUnit,
  renderMarkdown,
} from "./report/index.ts";
export type { Reporter, RunStart } from "./report/reporter.ts";
export type { ExpectedFailure } from "./run/expected-failures.ts";
export type { PackageLocation } from "./run/locate.ts";
export type { ConformanceOptions, RunLimits } from "./run/options.ts";
export { conformance } from "./run/conformance.ts";
export { checked, model } from "./run/providers.ts";
export { SetupError } from "./run/setup-error.ts";
export { conformanceTests, type TestRunner } from "./run/tests.ts";
export type { RunResult, Verdict, VerdictKind } from "./run/verdict.ts";
export type { Opened, Puppet, Subject } from "./subject.ts";
