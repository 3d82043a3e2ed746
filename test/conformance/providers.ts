/** The providers of this project, as the kit runs them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  expandPlan,
  type PlannedTest,
  type RunResult,
} from "captable/conformance";
import { ROOT } from "../trust/tables.ts";

export type ProviderName = "node" | "memory" | "model";

/** What the kit is told to run. */
export function moduleOf(provider: ProviderName): URL | "model" {
  if (provider === "model") return "model";
  return new URL(
    `../../providers/wsk-${provider}/dist/conformance/index.js`,
    import.meta.url,
  );
}

/** The plan as it is committed. */
export function plan(): readonly PlannedTest[] {
  const file = join(ROOT, "generated/wsk/conformance/conformance.plan.json");
  return expandPlan(JSON.parse(readFileSync(file, "utf8")));
}

/** The ids of the plan, all of them or those of some families. */
export function planned(families?: readonly string[]): readonly string[] {
  return plan()
    .filter(({ family }) => families?.includes(family) ?? true)
    .map(({ id }) => id);
}

const GOOD = ["pass", "negative", "untestable", "expected"];

/** What has failed, and why. */
export function failures({ verdicts }: RunResult): readonly string[] {
  return verdicts
    .filter(({ kind }) => !GOOD.includes(kind))
    .map(({ id, kind, message }) => `${kind} ${id}: ${message}`);
}

/** `pass shape/client`, one for each verdict. */
export function kinds({ verdicts }: RunResult): readonly string[] {
  return verdicts.map(({ kind, id }) => `${kind} ${id}`);
}
