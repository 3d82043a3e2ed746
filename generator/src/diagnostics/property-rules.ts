/** CT5xx: properties, and the events that they enable. @module */
import type { Rule } from "./rule.ts";
import { listNames, oneOf, quote } from "./rule.ts";

export const notReached: Rule<{
  property: string;
  category: string;
  kind: string;
  access: string;
  suggestion: string | undefined;
}> = {
  code: "CT501",
  severity: "error",
  message: ({ property, category, kind, access }) =>
    `no function of ${quote(category)} reaches ${quote(property)}: none accesses the kind ${quote(kind)} with ${quote(access)}`,
  help: ({ category, suggestion }) =>
    suggestion !== undefined
      ? `did you mean the kind ${quote(suggestion)}?`
      : `give ${quote(category)} such a function, or take the property from it`,
};

export const noAccess: Rule<{ property: string }> = {
  code: "CT502",
  severity: "error",
  message: ({ property }) =>
    `the property ${quote(property)} can be neither read, nor set, nor run`,
  help: () => `add "value", "get", "set" or "run"`,
};

export const noValueType: Rule<{ property: string; access: string }> = {
  code: "CT503",
  severity: "error",
  message: ({ property, access }) =>
    `the type that ${quote(access)} of ${quote(property)} has is not said`,
  help: ({ access }) => `add "value", or a "type" to ${quote(access)}`,
};

export const stateOfNone: Rule<{
  state: string;
  categories: readonly string[];
  suggestion: string | undefined;
}> = {
  code: "CT504",
  severity: "error",
  message: ({ state, categories }) =>
    categories.length === 1
      ? `${quote(categories[0] ?? "")} has no state ${quote(state)}`
      : `none of ${listNames(categories)} has a state ${quote(state)}`,
  help: ({ categories, suggestion }) =>
    suggestion !== undefined
      ? `did you mean ${quote(suggestion)}?`
      : `name a state of ${oneOf(categories)}`,
};

export const noStateOf: Rule<{ category: string; property: string }> = {
  code: "CT505",
  severity: "error",
  message: ({ category, property }) =>
    `${quote(category)} has none of the states in which ${quote(property)} is legal`,
  reason: "the category would have a property that it can never use",
  help: ({ category }) =>
    `name a state of ${quote(category)}, or take the property from it`,
};

export const notOfCategory: Rule<{ category: string; property: string }> = {
  code: "CT506",
  severity: "error",
  message: ({ category, property }) =>
    `${quote(category)} does not have the property ${quote(property)}`,
  help: () => `add it to "categories", or remove its states`,
};

export const noFlags: Rule<{ property: string }> = {
  code: "CT507",
  severity: "error",
  message: ({ property }) =>
    `the value of ${quote(property)} has no flags, so none can stand for an event`,
  help: () => `remove "flag", or give the property a type with flags`,
};

export const contradictingAccess: Rule<{ property: string; other: string }> = {
  code: "CT508",
  severity: "error",
  message: ({ property, other }) =>
    `"access" of ${quote(property)} contradicts its ${quote(other)}`,
  help: () => `remove one of the two; "access" is for "value" alone`,
};

export const propertyCodeTwice: Rule<{ code: number; name: string }> = {
  code: "CT509",
  severity: "warning",
  message: ({ code, name }) =>
    `${quote(name)} has the code 0x${code.toString(16).toUpperCase()} already, with the same kind and level`,
  reason: "the native number does not tell the two apart",
  help: () => "correct the code, or remove one of the two",
};
