/** CT2xx: names, types, and what single rows say. @module */
import type { Rule, Unknown } from "./rule.ts";
import { helpWithName, oneOf, quote } from "./rule.ts";

export const unknownName: Rule<Unknown> = {
  code: "CT201",
  severity: "error",
  message: ({ kind, name }) => `there is no ${kind} ${quote(name)}`,
  help: helpWithName,
};

export const listedTwice: Rule<{ name: string }> = {
  code: "CT202",
  severity: "error",
  message: ({ name }) => `${quote(name)} is listed twice`,
  help: () => "remove one of the two",
};

export const sameMember: Rule<{
  category: string;
  member: string;
  ids: readonly [string, string];
}> = {
  code: "CT203",
  severity: "error",
  message: ({ category, member, ids }) =>
    `the functions ${quote(ids[0])} and ${quote(ids[1])} are both the member ${quote(member)} of ${quote(category)}`,
  help: () => `give one of them another "name", or keep them apart`,
};

export const reservedMember: Rule<{ name: string }> = {
  code: "CT204",
  severity: "error",
  message: ({ name }) => `a member cannot be named ${quote(name)}`,
  reason: "every instance has a member of that name already, or must not",
  help: ({ name }) => `give the function another "name" than ${quote(name)}`,
};

export const reservedEvent: Rule<{ name: string }> = {
  code: "CT237",
  severity: "error",
  message: ({ name }) => `an event cannot be named ${quote(name)}`,
  reason:
    "every object has a member of that name, which would pass for a handler",
  help: () => "choose another name; its native name may stay as it is",
};

export const noCategory: Rule<{ name: string }> = {
  code: "CT238",
  severity: "error",
  message: ({ name }) =>
    `the table ${quote(name)} has no category that can have instances`,
  reason: "a package without categories has no classes and nothing to guard",
  help: () => `add one under "categories" that is not abstract`,
};

export const reservedWord: Rule<{ kind: string; name: string }> = {
  code: "CT205",
  severity: "error",
  message: ({ kind, name }) =>
    `${kind} cannot be named ${quote(name)}, a reserved word of TypeScript`,
  help: () => "choose another name; its native name may stay as it is",
};

export const reservedParameter: Rule<{ name: string }> = {
  code: "CT206",
  severity: "error",
  message: ({ name }) => `a parameter cannot be named ${quote(name)}`,
  reason:
    "emitted functions have an argument `options`, in it the `signal` that cancels the call, and need some names themselves",
  help: () => "choose another name; its native name may stay as it is",
};

export const emittedTwice: Rule<{ name: string; kinds: [string, string] }> = {
  code: "CT207",
  severity: "error",
  message: ({ name, kinds }) =>
    `${quote(name)} would be emitted as ${kinds[0]} and as ${kinds[1]}`,
  help: () => "rename one of the two",
};

export const onlyCase: Rule<{ name: string; other: string }> = {
  code: "CT208",
  severity: "error",
  message: ({ name, other }) =>
    `${quote(name)} differs from ${quote(other)} only by case`,
  reason: "some file systems take their files for the same",
  help: () => "rename one of the two",
};

export const sharedName: Rule<{
  name: string;
  kinds: readonly [string, string];
}> = {
  code: "CT209",
  severity: "error",
  message: ({ name, kinds }) =>
    `${quote(name)} is the name of ${kinds[0]} and of ${kinds[1]}`,
  reason: "where either may stand, nobody could tell which is meant",
  help: () => "rename one of the two",
};

export const endlessType: Rule<{ name: string }> = {
  code: "CT210",
  severity: "error",
  message: ({ name }) => `a value of the type ${quote(name)} would never end`,
  reason: "it requires a value of its own type inside",
  help: () => `make a field on the way optional with "?", or a list`,
};

export const aliasCycle: Rule<{ path: readonly string[] }> = {
  code: "CT211",
  severity: "error",
  message: ({ path }) =>
    `the alias ${quote(path[0] ?? "")} stands for itself: ${path.join(" → ")}`,
  help: () =>
    "say what one of them stands for; only a struct or a union can contain itself",
};

export const unfitDefault: Rule<{
  value: string;
  type: string;
  canBeWritten: boolean;
}> = {
  code: "CT212",
  severity: "error",
  message: ({ value, type }) => `the default ${value} is not ${type}`,
  help: ({ type, canBeWritten }) =>
    canBeWritten
      ? `write ${type}, or leave the default out`
      : `leave the default out; ${type} cannot be written in a table`,
};

export const unfitSample: Rule<{ value: string; type: string }> = {
  code: "CT240",
  severity: "error",
  message: ({ value, type }) => `the sample ${value} is not ${type}`,
  reason: "tests would pass it on, and it would be refused",
  help: ({ type }) => `write ${type}, or leave the sample out`,
};

export const emptyRange: Rule<{ problem: string }> = {
  code: "CT213",
  severity: "error",
  message: ({ problem }) => `no value fits the limit: ${problem}`,
  help: () => `let "min" be at most "max", or give "exact" alone`,
};

export const limitWithoutSize: Rule<{ type: string }> = {
  code: "CT214",
  severity: "error",
  message: ({ type }) => `a limit means nothing for ${type}`,
  help: () => "limit numbers, bytes, text and lists only",
};

export const codeTwice: Rule<{ code: number; name: string }> = {
  code: "CT215",
  severity: "error",
  message: ({ code, name }) =>
    `${quote(name)} has the code 0x${code.toString(16).toUpperCase()} already`,
  reason: "a status is told by its code",
  help: () => "correct the code",
};

export const overlappingFlags: Rule<{ name: string; other: string }> = {
  code: "CT216",
  severity: "error",
  message: ({ name, other }) =>
    `the flags ${quote(other)} and ${quote(name)} have bits in common`,
  help: () => "give every flag bits of its own",
};

export const valueTwice: Rule<{ value: number; name: string }> = {
  code: "CT217",
  severity: "warning",
  message: ({ value, name }) => `${quote(name)} has the value ${value} already`,
  reason: "the native number does not tell the two apart",
  help: () => "correct the value, or remove one of the two",
};

export const unused: Rule<{ kind: string; name: string; holder: string }> = {
  code: "CT218",
  severity: "error",
  message: ({ kind, name }) => `the ${kind} ${quote(name)} is used nowhere`,
  help: ({ holder }) => `list it in ${holder}, or remove it`,
};

export const unusedType: Rule<{ name: string }> = {
  code: "CT219",
  severity: "warning",
  message: ({ name }) => `the type ${quote(name)} is used nowhere`,
  help: () => "use it, or remove it",
};

export const pathTooDeep: Rule<{ path: string; type: string }> = {
  code: "CT220",
  severity: "error",
  message: ({ path, type }) => `${quote(path)} is ${type} and has no members`,
  help: () => "let the path end there; it leads down into structs and flags",
};

export const successThrown: Rule<{ name: string }> = {
  code: "CT221",
  severity: "error",
  message: ({ name }) => `${quote(name)} is a success and is never thrown`,
  help: () => `name another status, or remove its "success: true"`,
};

export const shadowsGlobal: Rule<{ kind: string; name: string }> = {
  code: "CT227",
  severity: "error",
  message: ({ kind, name }) =>
    `${kind} cannot be named ${quote(name)}, which emitted code needs itself`,
  help: () => "choose another name; its native name may stay as it is",
};

export const relativeAddress: Rule<{ url: string }> = {
  code: "CT228",
  severity: "error",
  message: ({ url }) => `the address ${quote(url)} leads nowhere`,
  help: () =>
    `write an absolute http or https address, or add "source.url" for it to be relative to`,
};

export const loneConflict: Rule<Record<never, never>> = {
  code: "CT229",
  severity: "error",
  message: () => "a conflict needs at least two paths",
  help: () => "name all the paths of which only one may hold",
};

export const tagIsField: Rule<{ tag: string; case: string }> = {
  code: "CT230",
  severity: "error",
  message: ({ tag, case: name }) =>
    `the case ${quote(name)} has a field with the name of the tag, ${quote(tag)}`,
  help: () => "rename the field or the tag",
};

export const emptyType: Rule<{ name: string; kind: string }> = {
  code: "CT233",
  severity: "error",
  message: ({ name, kind }) =>
    `the type ${quote(name)}, of kind ${kind}, has no members`,
  reason: "it would have no values",
  help: () => "declare a member",
};

export const noReply: Rule<{ event: string }> = {
  code: "CT234",
  severity: "error",
  message: ({ event }) => `the event ${quote(event)} has no replies`,
  help: () => "declare what a handler may answer",
};

export const throwingReply: Rule<{
  event: string;
  /** The reply that the table names. */
  reply: string | undefined;
  /** Replies that could be named. */
  others: readonly string[];
}> = {
  code: "CT239",
  severity: "error",
  message: ({ event, reply }) =>
    reply === undefined
      ? `every reply of the event ${quote(event)} has required fields`
      : `the reply ${quote(reply)} has required fields`,
  reason: "a handler that throws counts as a reply, but gives it no fields",
  help: ({ others }) =>
    others.length > 0
      ? `name ${oneOf(others)}, or make the fields optional`
      : "add a reply without required fields, or make the fields of one optional",
};

export const noLimit: Rule<Record<never, never>> = {
  code: "CT235",
  severity: "error",
  message: () => "the condition limits nothing",
  help: () => `add "min", "max" or "exact"`,
};
