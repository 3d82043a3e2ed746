/** The table as OpenAPI: an operation per function, with a path for each. @module */
import type { PlannedCategory, PlannedFunction } from "../tables/table.ts";
import { SCHEMA_NAMES } from "./json-schema.ts";

export function openApiText(categories: readonly PlannedCategory[]): string {
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
