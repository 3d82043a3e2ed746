/** The table as GraphQL: a type per category, with a field per function. @module */
import type { PlannedCategory, PlannedFunction } from "../tables/table.ts";
import { type Names, type Rival, titled } from "./rival.ts";

const NAMES: Names = {
  string: "String",
  boolean: "Boolean",
  uint32: "Int",
  float: "Float",
};

/** Heirs would have to repeat what they inherit: each has its own functions alone, which is less than captable is given. */
function typeText({ name, functions }: PlannedCategory): string {
  const fields = functions.map(fieldText).join("");
  return `"A kind of device."\ntype ${titled(name)} {\n${fields}}\n`;
}

function fieldText({ name, params, result, doc }: PlannedFunction): string {
  const list = params.map((it) => `${it.name}: ${NAMES[it.type]}!`).join(", ");
  return `  "${doc}"\n  ${name}(${list}): ${NAMES[result]}!\n`;
}

function schemaText(categories: readonly PlannedCategory[]): string {
  const fields = categories.map(({ name }) => `  ${name}: ${titled(name)}!\n`);
  const query = `type Query {\n${fields.join("")}}\n`;
  return [query, ...categories.map(typeText)].join("\n");
}

const driver = `import { generate } from "@graphql-codegen/cli";
const [schema, output] = process.argv.slice(2);
const generates = { [output]: { plugins: ["typescript"] } };
await generate({ schema, generates, silent: true }, true);
`;

export const graphQl: Rival = {
  name: "graphql-codegen 7.4.3, types",
  packages: {
    "@graphql-codegen/cli": "7.4.3",
    "@graphql-codegen/typescript": "6.1.0",
    graphql: "16.15.0",
  },
  driver,
  program: "driver.mjs",
  input: { name: "schema.graphql", text: schemaText },
  output: "types.ts",
  args: (run) => [run.input, run.output],
};
