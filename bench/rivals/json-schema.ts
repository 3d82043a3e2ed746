/** The table as JSON Schema: an object per function, in an object per category. @module */
import type { PlannedCategory, PlannedFunction } from "../tables/table.ts";
import { type Input, type Names, type Rival, titled } from "./rival.ts";

/** Scalars as JSON Schema names them. */
export const SCHEMA_NAMES: Names = {
  string: "string",
  boolean: "boolean",
  uint32: "integer",
  float: "number",
};

function jsonSchemaText(categories: readonly PlannedCategory[]): string {
  const definitions = Object.fromEntries(
    categories.map((it) => [titled(it.name), categorySchema(it)]),
  );
  return JSON.stringify({
    title: "Devices",
    type: "object",
    properties: Object.fromEntries(
      categories.map(({ name }) => [name, reference(name)]),
    ),
    definitions,
  });
}

function categorySchema({ parent, functions }: PlannedCategory): object {
  const own = {
    type: "object",
    description: "A kind of device.",
    properties: Object.fromEntries(
      functions.map((it) => [it.name, functionSchema(it)]),
    ),
  };
  return parent === undefined ? own : { allOf: [reference(parent), own] };
}

function functionSchema({ params, result, doc }: PlannedFunction): object {
  const fields = [...params, { name: "result", type: result }];
  return {
    type: "object",
    description: doc,
    required: fields.map(({ name }) => name),
    properties: Object.fromEntries(
      fields.map(({ name, type }) => [name, { type: SCHEMA_NAMES[type] }]),
    ),
  };
}

function reference(name: string): object {
  return { $ref: `#/definitions/${titled(name)}` };
}

const input: Input = { name: "schema.json", text: jsonSchemaText };

const shared = {
  packages: { "json-schema-to-typescript": "16.0.0" },
  program: "node_modules/json-schema-to-typescript/dist/src/cli.js",
  input,
} satisfies Partial<Rival>;

export const jsonSchema: readonly Rival[] = [
  {
    ...shared,
    name: "json-schema-to-typescript 16.0.0",
    output: "formatted.ts",
    args: (run) => ["-i", run.input, "-o", run.output],
  },
  {
    ...shared,
    name: "json-schema-to-typescript 16.0.0, not formatted",
    output: "plain.ts",
    args: (run) => ["-i", run.input, "-o", run.output, "--no-format"],
  },
];
