/** CT4xx: scenarios, and steps of tests. @module */
import type { Rule } from "./rule.ts";
import { oneOf, quote } from "./rule.ts";

export const unclearStep: Rule<{ found: readonly string[] }> = {
  code: "CT417",
  severity: "error",
  message: ({ found }) =>
    found.length === 0
      ? "the step does nothing and expects nothing"
      : `the step does several things: ${found.join(", ")}`,
  help: () =>
    `write one of "call", "report", "event", "create", "reach", "await", "abort" and "observe", or "expect" alone`,
};

export const noParty: Rule<Record<never, never>> = {
  code: "CT418",
  severity: "error",
  message: () => "the step does not say who acts",
  help: () => `add "party"`,
};

export const misplacedInStep: Rule<{
  key: string;
  /** What the step does; nothing if it only expects. */
  verb: string | undefined;
  /** What it would have to do. */
  verbs: readonly string[];
}> = {
  code: "CT423",
  severity: "error",
  message: ({ key, verb }) =>
    verb === undefined
      ? `${quote(key)} says nothing in a step that does nothing`
      : `${quote(key)} does not go with ${quote(verb)}`,
  help: ({ key, verbs }) =>
    `write ${quote(key)} in a step with ${oneOf(verbs.map(quote))}, or remove it`,
};
