/** CT1xx: the text of a table, its keys and values, and its imports. @module */
import type { Rule, Unknown } from "./rule.ts";
import { helpWithName, listNames, oneOf, quote } from "./rule.ts";

export const notUtf8: Rule<Record<never, never>> = {
  code: "CT100",
  severity: "error",
  message: () => "the file is not UTF-8",
  reason: "the first byte that is no part of a UTF-8 character is here",
  help: () => "save the file as UTF-8",
};

export const yamlSyntax: Rule<{ problem: string }> = {
  code: "CT101",
  severity: "error",
  message: ({ problem }) => `this is not YAML: ${problem}`,
  help: () => "mend the YAML; nothing else of this file has been read",
};

export const duplicateKey: Rule<{ key: string }> = {
  code: "CT102",
  severity: "error",
  message: ({ key }) => `the key ${quote(key)} stands here twice`,
  help: () => "remove one of the two, or rename it",
};

export const anchor: Rule<{ name: string }> = {
  code: "CT103",
  severity: "error",
  message: () => `anchors and aliases are not part of the language`,
  reason: "a row must say by itself all that is true of it",
  help: ({ name }) => `write out what ${quote(name)} stands for`,
};

export const tag: Rule<{ tag: string }> = {
  code: "CT104",
  severity: "error",
  message: ({ tag }) => `the tag ${quote(tag)} is not part of the language`,
  help: () => "remove the tag; quote the value if it is to be text",
};

export const mergeKey: Rule<Record<never, never>> = {
  code: "CT105",
  severity: "error",
  message: () => `the merge key "<<" is not part of the language`,
  reason: "a row must say by itself all that is true of it",
  help: () => "write the keys out",
};

export const strayCharacter: Rule<{ codePoint: number }> = {
  code: "CT106",
  severity: "error",
  message: ({ codePoint }) => `there is a ${name(codePoint)} in the text`,
  reason:
    "control and direction-changing characters make emitted code read differently from what it does",
  help: () => "remove the character",
};

export const wrongKind: Rule<{ expected: string; found: string }> = {
  code: "CT107",
  severity: "error",
  message: ({ expected, found }) => `expected ${expected}, found ${found}`,
  help: ({ expected }) => `write ${expected} here`,
};

export const unknownKey: Rule<{
  key: string;
  suggestion: string | undefined;
  known: readonly string[];
}> = {
  code: "CT108",
  severity: "error",
  message: ({ key }) => `unknown key ${quote(key)}`,
  help: ({ key, suggestion, known }) =>
    suggestion !== undefined
      ? `did you mean ${quote(suggestion)}?`
      : `use ${oneOf(known)}; a key of your own starts with "x-": ${quote(`x-${key}`)}`,
};

export const missingKey: Rule<{ key: string; doc: string }> = {
  code: "CT109",
  severity: "error",
  message: ({ key }) => `the key ${quote(key)} is missing`,
  help: ({ key, doc }) => `add ${quote(key)}: ${halfSentence(doc)}`,
};

export const malformed: Rule<{ expected: string; found: string }> = {
  code: "CT110",
  severity: "error",
  message: ({ expected, found }) => `${quote(found)} is not ${expected}`,
  help: ({ expected }) => `write ${expected}`,
};

export const unknownWord: Rule<Unknown> = {
  code: "CT111",
  severity: "error",
  message: ({ kind, name }) => `${quote(name)} is not ${kind}`,
  help: helpWithName,
};

export const unusableName: Rule<{ name: string }> = {
  code: "CT112",
  severity: "error",
  message: ({ name }) => `the name ${quote(name)} cannot be used`,
  reason: "in an object it would replace the prototype, not add a member",
  help: () => "choose another name",
};

export const typeExpression: Rule<{ text: string; problem: string }> = {
  code: "CT113",
  severity: "error",
  message: ({ text, problem }) => `the type ${quote(text)} ${problem}`,
  help: () =>
    `write a type's name, "list<T>", "map<T>", "stream<T>", "instance<category>", "service<name>" or "handlers<category>", with "?" after it if it is optional`,
};

export const languageVersion: Rule<{ version: number }> = {
  code: "CT114",
  severity: "error",
  message: ({ version }) => `version ${version} of the language is not known`,
  help: () => `write "captable: 1", or use a later captable`,
};

export const notOneForm: Rule<{
  forms: readonly string[];
  found: readonly string[];
}> = {
  code: "CT115",
  severity: "error",
  message: ({ forms, found }) =>
    found.length === 0
      ? `one of the keys ${listNames(forms)} is missing`
      : `the keys ${listNames(found)} exclude each other`,
  help: ({ forms }) => `write exactly one of ${listNames(forms)}`,
};

export const missingFile: Rule<{ path: string }> = {
  code: "CT116",
  severity: "error",
  message: ({ path }) => `there is no file ${quote(path)}`,
  help: () => "correct the path; it is relative to the file that imports",
};

export const importCycle: Rule<{ path: readonly string[] }> = {
  code: "CT117",
  severity: "error",
  message: ({ path }) => `the files import each other: ${path.join(" → ")}`,
  help: () => "move what both need to a file of its own and import that",
};

export const importOutside: Rule<{ path: string }> = {
  code: "CT118",
  severity: "error",
  message: ({ path }) => `the path ${quote(path)} leads out of the table`,
  help: () => `remove some "..", or move the file below the table's root`,
};

export const headInImport: Rule<{ key: string }> = {
  code: "CT119",
  severity: "error",
  message: ({ key }) => `only the root file may have ${quote(key)}`,
  reason: "a table has one head, whatever it imports",
  help: () => "move the key to the root file or remove it",
};

export const missingEntry: Rule<{ path: string }> = {
  code: "CT120",
  severity: "error",
  message: ({ path }) => `there is no table ${quote(path)}`,
  help: () => "correct the path of the table",
};

export const declaredTwice: Rule<{ kind: string; name: string }> = {
  code: "CT121",
  severity: "error",
  message: ({ kind, name }) => `${kind} ${quote(name)} is declared twice`,
  help: () => "remove one of the two, or rename it",
};

export const importPath: Rule<{ path: string }> = {
  code: "CT122",
  severity: "error",
  message: ({ path }) => `${quote(path)} is not a path that can be imported`,
  help: () =>
    `write a path relative to this file, with "/" between its parts, such as "parts/types.yaml"`,
};

function name(codePoint: number): string {
  const hex = codePoint.toString(16).toUpperCase().padStart(4, "0");
  return `forbidden character U+${hex}`;
}

/** The second half of a sentence. */
function halfSentence(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, "");
}
