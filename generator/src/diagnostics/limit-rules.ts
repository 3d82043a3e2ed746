/** Of all parts: what is more than a table may be. @module */
import type { Rule } from "./rule.ts";
import { quote } from "./rule.ts";

const reason =
  "a table may come from a stranger, and must not take the memory or the time of whoever reads it";

export const tooLarge: Rule<{ most: number; what: string }> = {
  code: "CT123",
  severity: "error",
  message: ({ most, what }) =>
    `the table is too large: its files have more than ${most} ${what}`,
  reason,
  help: () =>
    "nothing from here on has been read; make several tables of it, or leave out what is not needed; your own table may be larger: --large",
};

export const nestedTooDeep: Rule<{ most: number }> = {
  code: "CT124",
  severity: "error",
  message: ({ most }) =>
    `lists and mappings stand more than ${most} deep in each other`,
  reason,
  help: () => "nothing of this file has been read; remove some brackets",
};

export const valueTooLarge: Rule<{ name: string; excess: string }> = {
  code: "CT241",
  severity: "error",
  message: ({ name, excess }) =>
    `every value of the type ${quote(name)} ${excess}`,
  reason,
  help: () => "make fields of it, or of the types that it needs, optional",
};

export const ancestryTooDeep: Rule<{ name: string; most: number }> = {
  code: "CT308",
  severity: "error",
  message: ({ name, most }) =>
    `${quote(name)} has more than ${most} ancestors above each other`,
  reason,
  help: () => `drop parents, or use "includes" for what is only shared`,
};
