/** Claims: what may stand in them, and what comes of what does not. */
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { checkClaims } from "../../src/conformance/claims/check.ts";
import type { Claims } from "../../src/conformance/claims/claims.ts";
import { claimsOfAll } from "../../src/conformance/claims/everything.ts";
import { claimsSchema } from "../../src/conformance/claims/schema.ts";
import {
  describeNeed,
  unclaimed,
} from "../../src/conformance/claims/unclaimed.ts";
import type { Need } from "../../src/conformance/plan/planned.ts";
import type { Table } from "../../src/model/model.ts";
import { KitFolder, kinds, LAMPS, verdictOf } from "./kit-folder.ts";

/** Of a table, what is looked at here. */
function isTable(value: object): value is Table {
  return "categories" in value;
}

function tableOf(value: object): Table {
  if (isTable(value)) return value;
  throw new Error("no table");
}

const table = tableOf(LAMPS);
const all: Claims = claimsOfAll(table);

function problemsOf(claims: unknown): readonly string[] {
  const checked = checkClaims(claims, table);
  return "problems" in checked ? checked.problems : [];
}

describe("claims", () => {
  it("are of everything, if a provider says nothing", () => {
    expect(all).toEqual({
      table: "lamp",
      categories: ["desk", "torch"],
      functions: ["dim"],
      properties: { colour: "native", power: "native" },
      observers: ["meter"],
      limits: {},
      behaviour: "full",
      deviations: [],
    });
    expect(problemsOf(all)).toEqual([]);
  });

  it("may be of less", () => {
    const few = {
      ...all,
      categories: ["desk"],
      functions: [],
      properties: { colour: { desk: "emulated" }, power: "unsupported" },
      observers: [],
      limits: { "dim.level": { max: 50, error: "DARK" } },
      behaviour: "lifecycle",
      deviations: [
        { kind: "event", name: "flicker", reason: "it is an LED" },
        { kind: "report", name: "blown", reason: "it is an LED" },
        { kind: "error", name: "dim.DARK", reason: "it is an LED" },
      ],
    };
    expect(checkClaims(few, table)).toEqual({ claims: few });
  });

  it.each([
    [
      { categories: ["dask"] },
      'claims.categories[0]: unknown name "dask"; did you mean "desk"?',
    ],
    [
      { categories: ["lamp"] },
      'claims.categories[0]: unknown name "lamp"; known: desk, torch',
    ],
    [
      { categories: ["desk", "desk"] },
      "claims.categories: must NOT have duplicate items (items ## 0 and 1 are identical)",
    ],
    [{ categories: "desk" }, "claims.categories: must be array"],
    [
      { functions: ["light"] },
      'claims.functions[0]: unknown name "light"; known: dim',
    ],
    [
      { properties: { ...all.properties, colour: "navite" } },
      'claims.properties.colour: unknown name "navite"; did you mean "native"?',
    ],
    [
      {
        properties: {
          ...all.properties,
          power: { desk: "native", torch: "native" },
        },
      },
      'claims.properties.power: unknown key "torch"; known: desk',
    ],
    [
      { observers: ["eye"] },
      'claims.observers[0]: unknown name "eye"; known: meter',
    ],
    [
      { behaviour: "ful" },
      'claims.behaviour: unknown name "ful"; did you mean "full"?',
    ],
    [
      { limits: { "dim.smooth": { max: 1, error: "DARK" } } },
      'claims.limits: unknown key "dim.smooth"; known: dim.level',
    ],
    [
      { limits: { "dim.level": { max: 101, error: "DARK" } } },
      'claims.limits["dim.level"].max: must be <= 100',
    ],
    [
      { limits: { "dim.level": { max: 50, error: "OK" } } },
      'claims.limits["dim.level"].error: unknown name "OK"; known: DARK',
    ],
    [
      { limits: { "dim.level": { error: "DARK" } } },
      'claims.limits["dim.level"]: must NOT have fewer than 2 properties',
    ],
    [
      { limits: { "dim.level": { min: 9, max: 8, error: "DARK" } } },
      'claims.limits["dim.level"]: min is above max',
    ],
    [
      { deviations: [{ kind: "event", name: "flickr", reason: "LED" }] },
      'claims.deviations[0].name: unknown name "flickr"; did you mean "flicker"?',
    ],
    [
      { deviations: [{ kind: "report", name: "flicker", reason: "LED" }] },
      'claims.deviations[0].name: unknown name "flicker"; known: blown',
    ],
    [
      { deviations: [{ kind: "event", name: "flicker" }] },
      'claims.deviations[0]: "reason" is missing',
    ],
    [{ table: "lamps" }, 'claims.table: expected "lamp", got "lamps"'],
    [{ table: undefined }, 'claims: "table" is missing'],
  ])("of what the table does not have are wrong: %o", (change, problem) => {
    expect(problemsOf({ ...all, ...change })).toEqual([problem]);
  });

  it("name what is missing, and what may be meant to be it", () => {
    const { observers, ...rest } = all;
    expect(problemsOf({ ...rest, observer: observers })).toEqual([
      'claims: "observers" is missing (is "observer" meant to be it?)',
      'claims: unknown key "observer"; did you mean "observers"?',
    ]);
    expect(problemsOf({ ...all, properties: { colour: "native" } })).toEqual([
      'claims.properties: "power" is missing',
    ]);
  });

  it("are told all that is wrong with them", () => {
    expect(
      problemsOf({ ...all, observers: ["eye"], functions: ["dam"] }),
    ).toEqual([
      'claims.functions[0]: unknown name "dam"; did you mean "dim"?',
      'claims.observers[0]: unknown name "eye"; known: meter',
    ]);
    expect(problemsOf(null)).toEqual(["claims: must be object"]);
  });
});

describe("the schema of claims", () => {
  it("is a schema in strict mode, also of a table with next to nothing", () => {
    const bare = tableOf({
      ...LAMPS,
      functions: [],
      events: [],
      properties: [],
      observers: [],
      categories: [],
    });
    for (const it of [table, bare]) {
      const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
      expect(ajv.validate(claimsSchema(it), claimsOfAll(it))).toBe(true);
    }
  });
});

describe("needs", () => {
  const none: Claims = {
    ...all,
    categories: [],
    functions: [],
    properties: { colour: { desk: "unsupported" }, power: "unsupported" },
    observers: [],
    behaviour: "lifecycle",
    deviations: [
      { kind: "event", name: "flicker", reason: "LED" },
      { kind: "report", name: "blown", reason: "LED" },
      { kind: "error", name: "dim.DARK", reason: "LED" },
    ],
  };
  it.each<[Need, string]>([
    [{ kind: "category", name: "desk" }, "category desk"],
    [{ kind: "function", name: "dim" }, "function dim"],
    [
      { kind: "property", name: "colour", category: "desk" },
      "property colour of desk",
    ],
    [
      { kind: "property", name: "power", category: "desk" },
      "property power of desk",
    ],
    [{ kind: "event", name: "flicker" }, "event flicker"],
    [{ kind: "report", name: "blown" }, "report blown"],
    [{ kind: "error", function: "dim", status: "DARK" }, "error DARK of dim"],
    [{ kind: "observer", name: "meter" }, "observer meter"],
    [{ kind: "data" }, "data in calls"],
  ])("%o is claimed, or it is not", (need, described) => {
    const test = { id: "shape/a", needs: () => [need] };
    expect(unclaimed(test, all, table)).toEqual([]);
    expect(unclaimed(test, none, table)).toEqual([need]);
    expect(describeNeed(need)).toBe(described);
  });

  it("of what every provider must have are claimed", () => {
    const needs: readonly Need[] = [
      { kind: "function", name: "light" },
      { kind: "category", name: "lamp" },
    ];
    expect(
      unclaimed({ id: "shape/a", needs: () => needs }, none, table),
    ).toEqual([]);
  });
});

describe("a run with claims", () => {
  const needs: readonly Need[] = [{ kind: "observer", name: "meter" }];
  const claiming = (folder: KitFolder, claims: unknown): URL =>
    folder.provider(
      `export const claims = ${JSON.stringify(claims)};
       export const provider = { act(name) { if (name !== "pass") throw new Error(name); } };`,
    );
  const folder = (more: object): KitFolder =>
    new KitFolder([{ id: "observer/a", needs, ...more }, { id: "shape/a" }]);

  it("tests what is claimed", async () => {
    const it = folder({ act: "positive", negative: "pass" });
    const result = await it.run({ provider: claiming(it, all) });
    expect(kinds(result)).toEqual(["fail observer/a", "pass shape/a"]);
    expect(verdictOf(result, "observer/a").message).toBe("Error: positive");
  });

  it("tests that what is not claimed is absent", async () => {
    const provider = { ...all, observers: [] };
    const absent = folder({ act: "positive", negative: "pass" });
    const result = await absent.run({ provider: claiming(absent, provider) });
    expect(kinds(result)).toEqual(["negative observer/a", "pass shape/a"]);
    expect(verdictOf(result, "observer/a").unclaimed).toBe("observer meter");
    expect(result.ok).toBe(true);
    const there = folder({ act: "pass", negative: "there" });
    const found = await there.run({ provider: claiming(there, provider) });
    expect(kinds(found)).toEqual(["fail observer/a", "pass shape/a"]);
  });

  it("fails a test that has no negative where it needs one", async () => {
    const it = folder({ act: "pass" });
    const result = await it.run({
      provider: claiming(it, { ...all, observers: [] }),
    });
    expect(verdictOf(result, "observer/a")).toMatchObject({
      kind: "fail",
      message:
        "Error: observer meter is not claimed, and the test has no negative",
    });
  });

  it("refuses claims that do not fit the table", async () => {
    const it = folder({ negative: "pass" });
    await expect(
      it.run({ provider: claiming(it, { ...all, observers: ["metre"] }) }),
    ).rejects.toThrow('claims.observers[0]: unknown name "metre"');
    const provider = it.provider(
      "export const claims = { f() {} }, provider = {};",
    );
    await expect(it.run({ provider })).rejects.toThrow(
      "claims of the provider is not plain data",
    );
  });

  it("fails if the claims change while it goes on", async () => {
    const it = folder({ act: "pass", negative: "pass" });
    const text = (after: string): string =>
      `export let claims = ${JSON.stringify(all)};
       export const provider = { act() { ${after} } };`;
    const changed = await it.run({
      provider: it.provider(
        text('claims = { ...claims, behaviour: "lifecycle" };'),
      ),
    });
    expect(kinds(changed)).toContain("fail claims");
    expect(changed.ok).toBe(false);
    const same = await it.run({
      provider: it.provider(text("claims = structuredClone(claims);")),
    });
    expect(same.ok).toBe(true);
  });

  it("fails a provider that writes to its claims", async () => {
    const it = folder({ act: "pass", negative: "pass" });
    const provider = it.provider(
      `export const claims = ${JSON.stringify(all)};
       export const provider = { act() { claims.observers.push("eye"); } };`,
    );
    const result = await it.run({ provider });
    expect(verdictOf(result, "shape/a").message).toMatch(
      /^TypeError: .*not extensible/,
    );
  });

  it("counts them", async () => {
    const it = folder({ act: "pass", negative: "pass" });
    const result = await it.run({
      provider: claiming(it, { ...all, observers: [] }),
    });
    expect(result.claims.observers).toEqual([]);
    expect(result.claimable).toContainEqual({
      kind: "observer",
      claimed: 0,
      total: 1,
      unclaimed: ["observer meter"],
    });
  });
});
