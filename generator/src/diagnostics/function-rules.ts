/** CT2xx: what functions say about themselves. @module */
import type { Rule } from "./rule.ts";
import { quote } from "./rule.ts";

export const disposesTwice: Rule<{
  category: string;
  ids: readonly [string, string];
}> = {
  code: "CT222",
  severity: "error",
  message: ({ category, ids }) =>
    `${quote(category)} has two functions that dispose: ${ids.join(", ")}`,
  reason: "the end of an `await using` block can call only one",
  help: () => `take the trait "disposes" from one of them`,
};

export const createsAbstract: Rule<{ category: string }> = {
  code: "CT223",
  severity: "error",
  message: ({ category }) =>
    `${quote(category)} is abstract and has no instances`,
  help: () => "name a category that is not abstract",
};

export const contradictingResult: Rule<{ key: string; expected: string }> = {
  code: "CT224",
  severity: "error",
  message: ({ key }) => `the result contradicts ${quote(key)}`,
  help: ({ expected }) => `write ${expected}`,
};

export const entryWithoutService: Rule<{ name: string }> = {
  code: "CT225",
  severity: "error",
  message: ({ name }) =>
    `the entry function ${quote(name)} does not produce a service`,
  help: () => `add "produces: service.state"`,
};

export const entryInHolder: Rule<{ name: string }> = {
  code: "CT226",
  severity: "error",
  message: ({ name }) => `${quote(name)} is an entry function`,
  reason: "it stands in the package itself, before there is any instance",
  help: () => `remove it here, or its "entry: true"`,
};

export const contradictingTraits: Rule<{ name: string; traits: string }> = {
  code: "CT231",
  severity: "error",
  message: ({ name, traits }) =>
    `${quote(name)} gives its result at once, which contradicts ${traits}`,
  help: () => `remove "sync: true" or the trait`,
};

export const disposeNeedsArguments: Rule<{ name: string; param: string }> = {
  code: "CT232",
  severity: "error",
  message: ({ name, param }) =>
    `${quote(name)} disposes, but requires the parameter ${quote(param)}`,
  reason: "the end of an `await using` block passes no arguments",
  help: () => "make the parameter optional, or remove the trait",
};

export const neverSync: Rule<{ name: string; key: string }> = {
  code: "CT236",
  severity: "error",
  message: ({ name, key }) =>
    `${quote(name)} cannot give its result at once, since it has ${quote(key)}`,
  reason: "what reaches properties or creates an instance returns a promise",
  help: () => `remove "sync: true"`,
};
