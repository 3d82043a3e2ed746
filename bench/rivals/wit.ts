/** The table as WIT: an interface per category, all exported by one world. @module */
import type { PlannedCategory, PlannedFunction } from "../tables/table.ts";
import type { Names, Rival } from "./rival.ts";

const NAMES: Names = {
  string: "string",
  boolean: "bool",
  uint32: "u32",
  float: "f64",
};

function interfaceText({ name, functions }: PlannedCategory): string {
  const members = functions.map(functionText).join("");
  return `/// A kind of device.\ninterface ${name} {\n${members}}\n`;
}

function functionText({ name, params, result, doc }: PlannedFunction): string {
  const list = params.map((it) => `${it.name}: ${NAMES[it.type]}`).join(", ");
  // Every word of a name begins with a letter.
  const word = name.replace("_", "-way");
  return `  /// ${doc}\n  ${word}: func(${list}) -> ${NAMES[result]};\n`;
}

function witText(categories: readonly PlannedCategory[]): string {
  const world = categories.map(({ name }) => `  export ${name};\n`).join("");
  return [
    "package bench:devices;\n",
    ...categories.map(interfaceText),
    `world devices {\n${world}}\n`,
  ].join("\n");
}

/** 1.35.0 finds no file with the packages that it brings. */
export const wit: Rival = {
  name: "jco 1.34.0, types",
  packages: { "@bytecodealliance/jco": "1.34.0" },
  program: "node_modules/@bytecodealliance/jco/dist/jco.js",
  input: { name: "devices.wit", text: witText },
  output: "declarations",
  args: (run) => ["types", run.input, "-o", run.output, "--quiet"],
};
