/** CT4xx: lifecycles and roles. @module */
import type { Rule } from "./rule.ts";
import { quote } from "./rule.ts";

export const noInitial: Rule<{ category: string }> = {
  code: "CT401",
  severity: "error",
  message: ({ category }) =>
    `the lifecycle of ${quote(category)} has no initial state`,
  help: () => `add "initial", here or in a parent`,
};

export const otherInitial: Rule<{ state: string; inherited: string }> = {
  code: "CT402",
  severity: "error",
  message: ({ state, inherited }) =>
    `the initial state cannot be ${quote(state)}: it is ${quote(inherited)} already`,
  help: () => `remove this "initial"`,
};

export const unreachable: Rule<{ state: string }> = {
  code: "CT403",
  severity: "error",
  message: ({ state }) => `nothing leads to the state ${quote(state)}`,
  help: () =>
    `add a call under "on", a report, or a "produces" that leads to it; or remove the state`,
};

export const deadEnd: Rule<{ state: string }> = {
  code: "CT404",
  severity: "error",
  message: ({ state }) =>
    `no terminal state can be reached from the state ${quote(state)}`,
  help: () => `add a way out, or say "terminal: true"`,
};

export const outOfTerminal: Rule<{ state: string; by: string }> = {
  code: "CT405",
  severity: "error",
  message: ({ state, by }) =>
    `${quote(by)} leads out of the terminal state ${quote(state)}`,
  help: () => `remove it, or the state's "terminal: true"`,
};

export const conflictingMoves: Rule<{
  /** Absent: all that say nothing else. */
  state: string | undefined;
  by: string;
}> = {
  code: "CT406",
  severity: "error",
  message: ({ state, by }) =>
    state === undefined
      ? `${quote(by)} does two different things in all states`
      : `${quote(by)} does two different things in the state ${quote(state)}`,
  help: () => "keep one of the two; what is inherited cannot be changed",
};

export const conflictingState: Rule<{ state: string; key: string }> = {
  code: "CT407",
  severity: "error",
  message: ({ state, key }) =>
    `the state ${quote(state)} has another ${quote(key)} already`,
  reason:
    "a lifecycle may add calls and states to those it is made of, and no more",
  help: () => "remove it here, or change it where the state comes from",
};

export const legalNowhere: Rule<{
  name: string;
  category: string;
  isEvent: boolean;
}> = {
  code: "CT408",
  severity: "error",
  message: ({ name, category }) =>
    `${quote(name)} is legal in no state of ${quote(category)}`,
  help: ({ isEvent }) =>
    isEvent
      ? `name it under "allow" or "only" of a state, or nowhere in the lifecycle`
      : `name it under "always", or under "allow" or "on" of a state`,
};

export const reservedCall: Rule<{ name: string }> = {
  code: "CT409",
  severity: "error",
  message: ({ name }) => `${quote(name)} is reserved and cannot be called`,
  help: () => `remove it here, or its "support: reserved"`,
};

export const foreignCall: Rule<{
  name: string;
  category: string;
  suggestion: string | undefined;
}> = {
  code: "CT410",
  severity: "error",
  message: ({ name, category }) => `${quote(category)} has no ${quote(name)}`,
  help: ({ category, suggestion }) =>
    suggestion === undefined
      ? `give it to ${quote(category)}, or remove it from the lifecycle`
      : `did you mean ${quote(suggestion)}?`,
};

export const propertyCall: Rule<{ name: string; problem: string }> = {
  code: "CT411",
  severity: "error",
  message: ({ name, problem }) =>
    `the property ${quote(name)} cannot stand here: ${problem}`,
  help: ({ name }) => `say under "states" of ${quote(name)} where it is legal`,
};

export const refusedButLegal: Rule<{ name: string; state: string }> = {
  code: "CT412",
  severity: "error",
  message: ({ name, state }) =>
    `${quote(name)} is refused in the state ${quote(state)}, where it is legal`,
  help: () => `remove it from "refuse"; "only" restricts what "always" says`,
};

export const commitLeadsNowhere: Rule<{ name: string; role: string }> = {
  code: "CT413",
  severity: "error",
  message: ({ name, role }) =>
    `${quote(name)} commits to the role ${quote(role)} but leads to no state in which one of its functions is legal`,
  help: ({ name }) =>
    `let ${quote(name)} lead to a state that allows a function of the role`,
};

export const foreignRoleMember: Rule<{
  name: string;
  role: string;
}> = {
  code: "CT414",
  severity: "error",
  message: ({ name, role }) =>
    `${quote(name)} belongs to the role ${quote(role)}, but the category of that name does not have it`,
  reason: "an instance in the role could not be used as one of the category",
  help: ({ role }) => `remove it here, or give it to ${quote(role)}`,
};

export const commitInsideRole: Rule<{ name: string; role: string }> = {
  code: "CT415",
  severity: "error",
  message: ({ name, role }) =>
    `${quote(name)} commits to the role ${quote(role)} and is legal only in it`,
  help: () => `keep it under "commit" or under "functions"`,
};

export const producesAbstract: Rule<{ category: string }> = {
  code: "CT416",
  severity: "error",
  message: ({ category }) =>
    `${quote(category)} is abstract and has no instances`,
  help: () => "name a category that is not abstract",
};

export const noStates: Rule<{ category: string }> = {
  code: "CT419",
  severity: "error",
  message: ({ category }) =>
    `the lifecycle of ${quote(category)} has no states`,
  help: () => `add "states", or remove "lifecycle": then everything is legal`,
};

export const misplacedEvent: Rule<{ name: string; key: string }> = {
  code: "CT420",
  severity: "error",
  message: ({ name, key }) =>
    `the event ${quote(name)} cannot stand under ${quote(key)}, where calls stand`,
  help: () => `name it under "always", or under "allow" or "only" of a state`,
};

export const legalWithoutRole: Rule<{
  name: string;
  role: string;
  state: string;
}> = {
  code: "CT421",
  severity: "error",
  message: ({ name, role, state }) =>
    `${quote(name)} belongs to the role ${quote(role)} but is legal in the state ${quote(state)}, which is reached without that role`,
  reason: "the call would be refused there after all",
  help: ({ name, role, state }) =>
    `take ${quote(name)} from the state ${quote(state)} or from the role ${quote(role)}`,
};

export const failsButIllegal: Rule<{ name: string; state: string }> = {
  code: "CT422",
  severity: "error",
  message: ({ name, state }) =>
    `${quote(name)} fails in the state ${quote(state)}, where it is not legal`,
  reason: "a call that is not legal is refused before anything is tried",
  help: () => `move it to "refuse", or make it legal there`,
};
