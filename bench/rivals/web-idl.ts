/** The table as Web IDL. @module */
import type { PlannedCategory } from "../tables/table.ts";
import type { Names } from "./rivals.ts";

const NAMES: Names = {
  string: "DOMString",
  boolean: "boolean",
  uint32: "unsigned long",
  float: "double",
};

export function idlText(categories: readonly PlannedCategory[]): string {
  return categories.map(interfaceText).join("\n");
}

function interfaceText({ name, parent, functions }: PlannedCategory): string {
  const inherits = parent === undefined ? "" : ` : ${titled(parent)}`;
  const members = functions.map(({ name, params, result, doc }) => {
    const list = params.map((it) => `${NAMES[it.type]} ${it.name}`).join(", ");
    return `  // ${doc}\n  ${NAMES[result]} ${name}(${list});\n`;
  });
  return `[Exposed=Window]\ninterface ${titled(name)}${inherits} {\n${members.join("")}};\n`;
}

/** With a capital, as types have it. */
export function titled(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
