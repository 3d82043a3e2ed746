/** The JSON schema of claims, made from a table: it knows every name that may stand in them. @module */
import type { Table } from "../../model/model.ts";
import type { Fidelity } from "./claims.ts";
import {
  claimableCategories,
  errorNames,
  holdersOf,
  limitedParams,
  optionalFunctions,
  reportNames,
  type Limited,
} from "./names.ts";

/** A JSON schema, or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const FIDELITIES: readonly Fidelity[] = ["native", "emulated", "unsupported"];

/** Makes the schema. It is closed: whatever the table does not name is an error. */
export function claimsSchema(table: Table): JsonSchema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: `Claims of a provider of ${table.title}`,
    description:
      "What is claimed is tested; what is not is counted, and tested to be absent.",
    ...closed(
      {
        table: { const: table.name },
        categories: {
          description: "The categories of which the provider makes instances.",
          ...subset(claimableCategories(table)),
        },
        functions: {
          description: "The optional functions that it has.",
          ...subset(optionalFunctions(table)),
        },
        properties: {
          description: "How it honours every property.",
          ...propertiesSchema(table),
        },
        observers: {
          description: "The ways to look at it from outside that it offers.",
          ...subset(table.observers.map(({ name }) => name)),
        },
        limits: {
          description:
            "Its own limits of parameters, inside those of the table, by function.parameter.",
          ...limitsSchema(table),
        },
        behaviour: {
          description:
            "Whether calls carry data, or the lifecycle alone is real.",
          enum: ["full", "lifecycle"],
        },
        causes: {
          description: "Statuses whose errors say what they come from.",
          ...subset(failures(table)),
        },
        deviations: {
          description: "What the table has and it cannot bring about.",
          ...deviationsSchema(table),
        },
      },
      REQUIRED,
    ),
    $defs: { fidelity: { enum: FIDELITIES }, limit: limitDefinition(table) },
  };
}

/** Whoever has nothing to say of causes need not. */
const REQUIRED: readonly string[] = [
  "table",
  "categories",
  "functions",
  "properties",
  "observers",
  "limits",
  "behaviour",
  "deviations",
];

/** The statuses that calls fail with. */
function failures(table: Table): readonly string[] {
  return table.errors.filter(({ success }) => !success).map(({ name }) => name);
}

/** An object with these members, all of them and no others. */
function closed(
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = Object.keys(properties),
): JsonSchema {
  return { type: "object", additionalProperties: false, required, properties };
}

function subset(names: readonly string[]): JsonSchema {
  if (names.length === 0) return { type: "array", maxItems: 0 };
  return { type: "array", uniqueItems: true, items: { enum: names } };
}

function propertiesSchema(table: Table): JsonSchema {
  const fidelity: JsonSchema = { $ref: "#/$defs/fidelity" };
  const byName = table.properties.map((property) => {
    const holders = holdersOf(table, property);
    // Not `anyOf`: its errors would name every branch, the one that is not meant too.
    const schema: JsonSchema = {
      type: ["string", "object"],
      if: { type: "string" },
      then: fidelity,
      else: closed(Object.fromEntries(holders.map((name) => [name, fidelity]))),
    };
    return [property.name, schema] as const;
  });
  return closed(Object.fromEntries(byName));
}

/** Of most parameters there is nothing to say but the name. */
function limitsSchema(table: Table): JsonSchema {
  const params = limitedParams(table);
  if (params.length === 0) return closed({});
  const bounded = params.flatMap(({ name, limit }) => {
    const bounds = boundsSchema(limit);
    return bounds === undefined ? [] : [[name, bounds] as const];
  });
  return {
    type: "object",
    propertyNames: { enum: params.map(({ name }) => name) },
    additionalProperties: ANY_LIMIT,
    ...(bounded.length > 0 && { properties: Object.fromEntries(bounded) }),
  };
}

function limitDefinition(table: Table): JsonSchema {
  const bound = { type: "number" };
  const error = { enum: failures(table) };
  return {
    ...closed({ min: bound, max: bound, error }, ["error"]),
    minProperties: 2,
  };
}

const ANY_LIMIT: JsonSchema = { $ref: "#/$defs/limit" };

/** A limit inside that of the table, if it has one. */
function boundsSchema(limit: Limited["limit"]): JsonSchema | undefined {
  if (limit?.min === undefined && limit?.max === undefined) return undefined;
  const bound: JsonSchema = {
    type: "number",
    ...(limit.min === undefined ? {} : { minimum: limit.min }),
    ...(limit.max === undefined ? {} : { maximum: limit.max }),
  };
  return {
    ...ANY_LIMIT,
    type: "object",
    properties: { min: bound, max: bound },
  };
}

function deviationsSchema(table: Table): JsonSchema {
  const kinds = [
    { kind: "event", names: table.events.map(({ name }) => name) },
    { kind: "report", names: reportNames(table) },
    { kind: "error", names: errorNames(table) },
  ].filter(({ names }) => names.length > 0);
  if (kinds.length === 0) return { type: "array", maxItems: 0 };
  const item = closed(
    {
      kind: { enum: kinds.map(({ kind }) => kind) },
      name: { type: "string" },
      categories: {
        description: "The categories that it is so for; by default all.",
        ...subset(claimableCategories(table)),
      },
      reason: { type: "string", minLength: 1 },
    },
    ["kind", "name", "reason"],
  );
  return {
    type: "array",
    items: {
      ...item,
      allOf: kinds.map(({ kind, names }) => ({
        if: { properties: { kind: { const: kind } }, required: ["kind"] },
        then: { properties: { name: { enum: names } } },
      })),
    },
  };
}
