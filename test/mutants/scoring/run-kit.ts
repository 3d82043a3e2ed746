/** How the kit is called: the one place that is to know. */
import type { DefectName } from "../../../generator/src/conformance/mutation/mutation.ts";
import type { FamilyName } from "../../../generator/src/conformance/plan/planned.ts";
import type { RunResult } from "../../../generator/src/conformance/run/verdict.ts";

export interface KitOptions {
  /** All, if none are named. */
  readonly families?: readonly FamilyName[];
  /** Of these families only these tests, if any are named. */
  readonly ids?: readonly string[];
  /** Runs every test, also when enough of them have failed to know that something is wrong. */
  readonly whole?: boolean;
  /** Tests whose failure shows nothing. */
  readonly excused?: ReadonlySet<string>;
  /** Defects that the model provider is given. */
  readonly defects?: readonly DefectName[];
  /** In processes of the kit's own, whose ends count too. */
  readonly alone?: boolean;
}

/** What a judgement needs to know of a run. */
export type Run = Pick<RunResult, "plan" | "verdicts" | "ok">;

/**
 * Runs the kit of a built package.
 *
 * @param providerModule - absent: the model provider
 */
export type RunKit = (
  packageRoot: string,
  providerModule: string | undefined,
  options: KitOptions,
) => Promise<Run>;
