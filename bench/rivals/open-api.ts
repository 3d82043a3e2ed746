/** The table as OpenAPI: an operation per function, with a path for each. @module */
import type { PlannedCategory, PlannedFunction } from "../tables/table.ts";
import { SCHEMA_NAMES } from "./json-schema.ts";
import type { Input, Rival } from "./rival.ts";

function openApiText(categories: readonly PlannedCategory[]): string {
  const paths = categories.flatMap(({ name, functions }) =>
    functions.map((it) => [`/${name}/${it.name}`, { get: operation(it) }]),
  );
  return JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Devices", version: "0.1.0" },
    paths: Object.fromEntries(paths),
  });
}

function operation({ name, params, result, doc }: PlannedFunction): object {
  const schema = { type: SCHEMA_NAMES[result] };
  return {
    operationId: name,
    description: doc,
    parameters: params.map((it) => ({
      name: it.name,
      in: "query",
      required: true,
      schema: { type: SCHEMA_NAMES[it.type] },
    })),
    responses: {
      "200": {
        description: "The result.",
        content: { "application/json": { schema } },
      },
    },
  };
}

const input: Input = { name: "api.json", text: openApiText };

export const openApi: readonly Rival[] = [
  {
    name: "openapi-typescript 7.13.0",
    packages: { "openapi-typescript": "7.13.0", typescript: "5.9.3" },
    program: "node_modules/openapi-typescript/bin/cli.js",
    input,
    output: "api.ts",
    args: (run) => [run.input, "-o", run.output],
  },
  {
    name: "@hey-api/openapi-ts 0.99.0, types",
    packages: { "@hey-api/openapi-ts": "0.99.0", typescript: "5.9.3" },
    node: 24,
    program: "node_modules/@hey-api/openapi-ts/bin/run.js",
    input,
    output: "types",
    args: (run) => [
      ...["-i", run.input, "-o", run.output],
      ...["-p", "@hey-api/typescript", "--no-log-file"],
    ],
  },
];
