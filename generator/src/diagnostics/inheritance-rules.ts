/** CT3xx: inheritance and refinement. @module */
import type { Rule } from "./rule.ts";
import { quote } from "./rule.ts";

export const inheritanceCycle: Rule<{ path: readonly string[] }> = {
  code: "CT301",
  severity: "error",
  message: ({ path }) =>
    `${quote(path[0] ?? "")} is its own ancestor: ${path.join(" → ")}`,
  help: () => "remove one of these parents",
};

export const conflictingMember: Rule<{
  category: string;
  member: string;
  ids: readonly [string, string];
}> = {
  code: "CT302",
  severity: "error",
  message: ({ category, member, ids }) =>
    `${quote(category)} inherits the member ${quote(member)} as ${quote(ids[0])} and has it as ${quote(ids[1])}`,
  reason: "an instance could not stand in for what it inherits from",
  help: () => `give one of the functions another "name", or drop a parent`,
};

export const alreadyInherited: Rule<{ name: string; from: string }> = {
  code: "CT303",
  severity: "error",
  message: ({ name, from }) =>
    `${quote(name)} is inherited from ${quote(from)} already`,
  help: () => `remove it here; "refine" says what is different`,
};

export const refinesNothing: Rule<{
  category: string;
  name: string;
  suggestion: string | undefined;
}> = {
  code: "CT304",
  severity: "error",
  message: ({ category, name }) =>
    `${quote(category)} does not inherit a function ${quote(name)}`,
  help: ({ suggestion }) =>
    suggestion === undefined
      ? "refine only what a parent has; what is the category's own is said at the function"
      : `did you mean ${quote(suggestion)}?`,
};

export const breaksSubstitution: Rule<{ what: string; from: string }> = {
  code: "CT305",
  severity: "error",
  message: ({ what }) => `the refinement ${what}`,
  reason: "an instance could not stand in for what it inherits from",
  help: ({ from }) =>
    `only narrow the result, or make what is optional mandatory; ${quote(from)} says what is inherited`,
};

export const conflictingRefinements: Rule<{
  category: string;
  name: string;
  parents: readonly [string, string];
}> = {
  code: "CT306",
  severity: "error",
  message: ({ category, name, parents }) =>
    `${quote(category)} inherits ${quote(name)} in two ways, from ${parents.map(quote).join(" and ")}`,
  help: ({ name }) => `refine ${quote(name)} here, so that it satisfies both`,
};

export const roleTwice: Rule<{ role: string; from: string }> = {
  code: "CT307",
  severity: "error",
  message: ({ role, from }) =>
    `the role ${quote(role)} is inherited from ${quote(from)} already`,
  help: () => "declare the role once, where it belongs",
};
