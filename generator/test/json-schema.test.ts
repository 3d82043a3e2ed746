import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { jsonSchema, SCHEMA_ID } from "../src/syntax/json-schema.ts";
import { compileFixture, readFixture, tablesIn } from "./support/tables.ts";

const validate = new Ajv2020({
  allErrors: true,
  strict: true,
  allowUnionTypes: true,
}).compile(jsonSchema());

function accepts(path: string): boolean {
  return validate(parse(readFixture(path) ?? ""));
}

type Schema = Readonly<Record<string, unknown>>;

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null;
}

function childrenOf(schema: Schema, keyword: string): [string, Schema][] {
  const children = schema[keyword];
  if (!isSchema(children)) return [];
  return Object.entries(children).flatMap(([name, child]) =>
    isSchema(child) ? [[name, child] as [string, Schema]] : [],
  );
}

/** All the schemas inside a schema, itself included. */
function* schemasIn(schema: Schema): Iterable<Schema> {
  yield schema;
  const { items } = schema;
  if (isSchema(items)) yield* schemasIn(items);
  const keywords = [
    "properties",
    "patternProperties",
    "anyOf",
    "oneOf",
    "$defs",
  ];
  for (const keyword of keywords) {
    for (const [, child] of childrenOf(schema, keyword)) {
      yield* schemasIn(child);
    }
  }
}

describe("the JSON schema", () => {
  it("is the one on disk", () => {
    const url = new URL("../schema/captable.schema.json", import.meta.url);
    const text = `${JSON.stringify(jsonSchema(), null, 2)}\n`;
    expect(readFileSync(url, "utf8")).toBe(text);
  });

  it("has its address", () => {
    expect(jsonSchema()["$id"]).toBe(SCHEMA_ID);
    expect(SCHEMA_ID).toBe("https://captable.dev/schema/v1.json");
  });

  it("describes every key in one sentence", () => {
    const keys = [...schemasIn(jsonSchema())].flatMap((schema) =>
      childrenOf(schema, "properties"),
    );
    expect(keys.length).toBeGreaterThan(100);
    for (const [name, schema] of keys) {
      expect(schema["description"], name).toMatch(/^[A-Z`].*\.$/);
    }
  });

  it("is closed wherever it has keys", () => {
    const records = [...schemasIn(jsonSchema())].filter(
      (schema) => schema["properties"] !== undefined,
    );
    expect(records.length).toBeGreaterThan(30);
    for (const schema of records) {
      expect(schema["additionalProperties"]).toBe(false);
    }
  });
});

describe("the JSON schema and captable", () => {
  const good = [
    ...tablesIn("good"),
    ...tablesIn("good/parts"),
    "statuses.yaml",
  ];

  it.each(good)("agree that %s is well-formed", (path) => {
    accepts(path);
    expect(validate.errors).toBeNull();
  });

  const unknownKeys = tablesIn("bad").filter((path) =>
    compileFixture(path).diagnostics.some(({ code }) => code === "CT108"),
  );

  it("have tables with unknown keys to disagree about", () => {
    expect(unknownKeys.length).toBeGreaterThanOrEqual(4);
  });

  it.each(unknownKeys)("agree that %s has an unknown key", (path) => {
    expect(accepts(path)).toBe(false);
    const keywords = validate.errors?.map(({ keyword }) => keyword);
    expect(keywords).toContain("additionalProperties");
  });

  it("agree about the keys of the head", () => {
    expect(accepts("bad/missing-head.yaml")).toBe(false);
    expect(accepts("good/minimal.yaml")).toBe(true);
  });
});
