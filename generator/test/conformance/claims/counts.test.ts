import { describe, expect, it } from "vitest";
import type { Claims } from "../../../src/conformance/claims/claims.ts";
import { claimCounts } from "../../../src/conformance/claims/counts.ts";
import type { Table } from "../../../src/model/model.ts";
import { tableOf } from "../../support/tables.ts";

const table: Table = {
  ...tableOf("good/door.yaml"),
  observers: [{ name: "peephole", doc: "" }],
};
const concrete = table.categories.filter(({ abstract }) => !abstract);

const everything: Claims = {
  table: table.name,
  categories: concrete.map(({ name }) => name),
  functions: ["control"],
  properties: Object.fromEntries(
    table.properties.map(({ name }) => [name, "native"]),
  ),
  observers: ["peephole"],
  limits: {},
  behaviour: "full",
  deviations: [],
};
const nothing: Claims = {
  ...everything,
  categories: [],
  functions: [],
  properties: {},
  observers: [],
  behaviour: "lifecycle",
};

/** `claimed/total` by kind. */
function counted(claims: Claims): Readonly<Record<string, string>> {
  return Object.fromEntries(
    claimCounts(table, claims).map(({ kind, claimed, total }) => [
      kind,
      `${claimed}/${total}`,
    ]),
  );
}

/** What is not claimed of a kind. */
function unclaimed(claims: Claims, kind: string): readonly string[] {
  const counts = claimCounts(table, claims);
  return counts.find((count) => count.kind === kind)?.unclaimed ?? [];
}

describe("claims, counted", () => {
  it("are complete if everything is claimed", () => {
    const counts = claimCounts(table, everything);
    for (const { claimed, total } of counts) expect(claimed).toBe(total);
    expect(counted(everything)).toMatchObject({
      category: `${concrete.length}/${concrete.length}`,
      function: "1/1",
      observer: "1/1",
      data: "1/1",
    });
    expect(counts.flatMap((count) => count.unclaimed)).toEqual([]);
  });

  it("are nothing if no category is, for what is there then has nobody that has it", () => {
    const claims = { ...everything, categories: [], observers: [] };
    for (const count of claimCounts({ ...table, services: [] }, claims)) {
      if (count.kind !== "data") expect(count.claimed).toBe(0);
      else expect(count.claimed).toBe(1);
    }
  });

  it("are what services have, even if no category is claimed", () => {
    const left = claimCounts(table, nothing).filter(
      ({ claimed }) => claimed > 0,
    );
    expect(left.map(({ kind }) => kind)).toContain("event");
    expect(unclaimed(nothing, "event").length).toBeGreaterThan(0);
  });

  it("are as many as there are names that are not claimed", () => {
    for (const claims of [everything, nothing]) {
      for (const count of claimCounts(table, claims)) {
        expect(count.claimed + count.unclaimed.length).toBe(count.total);
      }
    }
  });
});

describe("a property", () => {
  const [holder] = concrete.filter(({ properties }) => properties.length > 0);
  const name = holder?.properties[0]?.name ?? "";
  const category = holder?.name ?? "";

  it("counts once for each category that has it", () => {
    const total = concrete.reduce((sum, it) => sum + it.properties.length, 0);
    expect(total).toBeGreaterThan(0);
    expect(counted(everything)["property"]).toBe(`${total}/${total}`);
  });

  it("may be claimed for one category and not for another", () => {
    const properties = {
      ...everything.properties,
      [name]: { [category]: "unsupported" as const },
    };
    expect(unclaimed({ ...everything, properties }, "property")).toContain(
      `property ${name} of ${category}`,
    );
    const emulated = { ...properties, [name]: "emulated" as const };
    expect(
      unclaimed({ ...everything, properties: emulated }, "property"),
    ).toEqual([]);
  });

  it("of which nothing is said is not claimed", () => {
    const { [name]: _left, ...properties } = everything.properties;
    expect(
      unclaimed({ ...everything, properties }, "property").length,
    ).toBeGreaterThan(0);
  });
});

describe("a deviation", () => {
  it.each([
    ["event", "knocked"],
    ["error", "open.JAMMED"],
  ] as const)("takes away an %s", (kind, name) => {
    const deviations = [{ kind, name, reason: "It is so." }];
    expect(unclaimed({ ...everything, deviations }, kind)).toEqual([
      `${kind} ${name}`,
    ]);
    expect(unclaimed(everything, kind)).toEqual([]);
  });

  it("takes away a report", () => {
    const name = table.categories.flatMap(
      ({ lifecycle }) => lifecycle.reports,
    )[0]?.name;
    const deviations = [
      { kind: "report" as const, name: name ?? "", reason: "It is so." },
    ];
    expect(unclaimed({ ...everything, deviations }, "report")).toEqual([
      `report ${name}`,
    ]);
  });

  it("with a name that the table does not have takes away nothing", () => {
    const deviations = [
      { kind: "event" as const, name: "toString", reason: "It is so." },
    ];
    expect(counted({ ...everything, deviations })).toEqual(counted(everything));
  });
});
