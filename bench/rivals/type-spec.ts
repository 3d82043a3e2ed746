/** The table as TypeSpec, which gives JSON Schema: a model per category, with a property per function. @module */
import type { PlannedCategory, PlannedFunction } from "../tables/table.ts";
import { type Names, type Rival, titled } from "./rival.ts";

const NAMES: Names = {
  string: "string",
  boolean: "boolean",
  uint32: "uint32",
  float: "float64",
};

const HEAD = `import "@typespec/json-schema";

using JsonSchema;

@jsonSchema
namespace Devices;
`;

function modelText({ name, parent, functions }: PlannedCategory): string {
  const inherits = parent === undefined ? "" : ` extends ${titled(parent)}`;
  return `
@doc("A kind of device.")
model ${titled(name)}${inherits} {
${functions.map(propertyText).join("\n")}
}
`;
}

function propertyText({ name, params, result, doc }: PlannedFunction): string {
  const fields = [...params, { name: "result", type: result }];
  const list = fields.map((it) => `${it.name}: ${NAMES[it.type]};`).join(" ");
  return `  @doc("${doc}") ${name}: { ${list} };`;
}

export const typeSpec: Rival = {
  name: "TypeSpec 1.17.0 to JSON Schema",
  packages: {
    "@typespec/compiler": "1.17.0",
    "@typespec/json-schema": "1.17.0",
  },
  node: 24,
  program: "node_modules/@typespec/compiler/cmd/tsp.js",
  input: {
    name: "devices.tsp",
    text: (categories) => [HEAD, ...categories.map(modelText)].join(""),
  },
  output: "schemas",
  args: (run) => [
    ...["compile", run.input, "--output-dir", run.output],
    ...["--emit", "@typespec/json-schema"],
    ...["--option", "@typespec/json-schema.file-type=json"],
  ],
};
