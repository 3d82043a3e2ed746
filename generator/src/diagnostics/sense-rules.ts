/** CT6xx: what a table says without need, and which warnings it accepts. @module */
import type { Rule } from "./rule.ts";
import { listNames, quote } from "./rule.ts";

export const unusedError: Rule<{ name: string }> = {
  code: "CT601",
  severity: "warning",
  message: ({ name }) => `the error ${quote(name)} is used nowhere`,
  reason: "nobody can tell which call fails with it",
  help: () => `list it in "errors" of what fails with it, or remove it`,
};

export const neverEnabled: Rule<{
  event: string;
  category: string;
  by: readonly string[];
}> = {
  code: "CT602",
  severity: "warning",
  message: ({ event, category }) =>
    `nothing can enable the event ${quote(event)} of ${quote(category)}`,
  reason: "its handlers would never be called",
  help: ({ category, by }) =>
    `give ${quote(category)}, or a service, ${by.map(quote).join(" or ")} to call or to set`,
};

export const outOfReach: Rule<{ name: string; role: string }> = {
  code: "CT603",
  severity: "warning",
  message: ({ name, role }) =>
    `${quote(name)} belongs to the role ${quote(role)}, but whoever commits to it never gets to a state in which ${quote(name)} is legal`,
  help: ({ name }) =>
    `allow ${quote(name)} in a state that a commit leads to, or take it from the role`,
};

export const undocumented: Rule<{ kind: string; name: string }> = {
  code: "CT604",
  severity: "warning",
  message: ({ kind, name }) => `the ${kind} ${quote(name)} has no "doc"`,
  reason: `the table says that it is "documented"`,
  help: ({ kind }) => `say in "doc" what the ${kind} is or does`,
};

export const notAcceptable: Rule<{
  code: string;
  isError: boolean;
  warnings: readonly string[];
}> = {
  code: "CT605",
  severity: "error",
  message: ({ code, isError }) =>
    isError
      ? `${code} is an error, which cannot be accepted`
      : `there is no warning ${code}`,
  help: ({ isError, warnings }) =>
    isError
      ? "remove the acceptance, and mend what it was for"
      : `correct the code, or remove the acceptance; the warnings are ${listNames(warnings)}`,
};

export const noReason: Rule<{ code: string }> = {
  code: "CT606",
  severity: "error",
  message: ({ code }) => `nothing says why ${code} is accepted`,
  help: () => `say in "reason", in a few words, why it is right as it is`,
};

export const unusedAcceptance: Rule<{ code: string; at: string }> = {
  code: "CT607",
  severity: "warning",
  message: ({ code, at }) => `there is no ${code} at ${quote(at)} to accept`,
  help: () => "remove the acceptance",
};
