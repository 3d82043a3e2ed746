/** Deliberate faults are worth something only if they are faults: each changes the code that users run. */
import { readdirSync, readFileSync } from "node:fs";
import { transform } from "esbuild";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { FAMILIES } from "../../src/conformance/plan/planned.ts";
import type {
  Files,
  Mutation,
} from "../../src/conformance/mutation/mutation.ts";
import { mutationsOf } from "../../src/conformance/mutation/mutations.ts";
import { operators } from "../../src/conformance/mutation/operators/operators.ts";
import { emit } from "../../src/emit/emit.ts";
import type { Table } from "../../src/model/model.ts";

const ROOT = new URL("../../../", import.meta.url);

const WSK = "spec/wsk.yaml";

/** Every table of ours. */
const TABLES = [
  WSK,
  ...tablesIn("test/emitted/tables"),
  ...tablesIn("generator/test/fixtures/good"),
];

/** Tables with at least one place for each operator; what none of them has is not tested. */
const MODELS = new Map(TABLES.map((path) => [path, tableOf(path)]));

function tablesIn(folder: string): readonly string[] {
  return readdirSync(new URL(`${folder}/`, ROOT))
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => `${folder}/${name}`);
}

function tableOf(path: string): Table {
  const { table } = compile(path, (file) =>
    readFileSync(new URL(file, ROOT), "utf8"),
  );
  if (table === undefined) throw new Error(`${path} has errors`);
  return table;
}

/** The package of a table with the fault in it. */
function mutated(table: Table, files: Files, { change }: Mutation): Files {
  if (change.by === "table") return emit(change.apply(table));
  return change.by === "patch" ? change.patch(files) : files;
}

/** The code that is run: no types, no comments, not the table as data. */
async function codeOf(
  path: string,
  text: string | undefined,
): Promise<string | undefined> {
  if (text === undefined) return undefined;
  const known = stripped.get(text);
  if (known !== undefined) return known;
  const { code } = await transform(text, {
    loader: "ts",
    minifyWhitespace: true,
    sourcefile: path,
  });
  stripped.set(text, code);
  return code;
}

const stripped = new Map<string, string>();

/** The modules whose code differs. */
async function differences(
  before: Files,
  after: Files,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const isCode = path.startsWith("src/") && path !== "src/table.ts";
    if (!isCode || before.get(path) === after.get(path)) continue;
    const old = await codeOf(path, before.get(path));
    if ((await codeOf(path, after.get(path))) !== old) found.push(path);
  }
  return found;
}

describe.each(TABLES)("the faults of %s", (path) => {
  const table = tableOf(path);
  const files = emit(table);
  // Of large tables, what a proof would take; of the others, all.
  const mutations = mutationsOf(table, { all: table.functions.length < 12 });

  it(
    "change the code that is run, and leave code",
    { timeout: 120_000 },
    async () => {
      const idle: string[] = [];
      for (const mutation of mutations) {
        if (mutation.change.by === "defect") continue;
        const changed = await differences(
          files,
          mutated(table, files, mutation),
        );
        if (changed.length === 0) idle.push(mutation.id);
      }
      expect(idle).toEqual([]);
    },
  );

  it("are told apart, and say who must notice", () => {
    const ids = mutations.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    for (const { family, what } of mutations) {
      expect(FAMILIES).toContain(family);
      expect(what).not.toBe("");
    }
  });

  it("leave the original alone", () => {
    expect([...emit(table)]).toEqual([...files]);
  });
});

/** Where a breach of roles has a status of its own. */
const wsk = MODELS.get(WSK) ?? tableOf(WSK);
const ofRoles: Table = {
  ...wsk,
  violations: { ...wsk.violations, role: "STATUS_ACCESS_DENIED" },
};

describe("a list of faults", () => {
  it("is the same every time", () => {
    const ids = mutationsOf(wsk).map(({ id }) => id);
    expect(mutationsOf(tableOf(WSK)).map(({ id }) => id)).toEqual(ids);
  });

  it("has a few of each operator and category, and all of them if all are asked for", () => {
    const few = mutationsOf(wsk);
    const all = mutationsOf(wsk, { all: true });
    const places = few.map(({ id, operator }) =>
      [operator, id.split("/").length > 2 ? id.split("/")[1] : ""].join("/"),
    );
    for (const place of new Set(places)) {
      const count = places.filter((one) => one === place).length;
      expect(count, place).toBeLessThanOrEqual(place.endsWith("/") ? 3 : 1);
    }
    const known = new Set(all.map(({ id }) => id));
    expect(few.filter(({ id }) => !known.has(id))).toEqual([]);
    expect(all.length).toBeGreaterThan(few.length * 4);
    console.log(`wsk: ${few.length} faults, ${all.length} in all`);
  });

  it("knows every operator from one of the tables", () => {
    const used = new Set(
      [...MODELS.values(), ofRoles].flatMap((table) =>
        mutationsOf(table).map(({ operator }) => operator),
      ),
    );
    const unused = operators.filter(({ name }) => !used.has(name));
    expect(unused.map(({ name }) => name)).toEqual([]);
  });

  it("has places in most families", () => {
    const families = new Set(mutationsOf(wsk).map(({ family }) => family));
    expect([...families].sort()).toEqual([
      "absence",
      "argument",
      "cancellation",
      "error",
      "event",
      "guard",
      "inheritance",
      "property",
      "role",
      "shape",
      "state",
    ]);
  });
});

describe("a change of a text", () => {
  it("refuses to change nothing", () => {
    const door = MODELS.get("generator/test/fixtures/good/door.yaml");
    if (door === undefined) throw new Error("there is no table");
    const patches = mutationsOf(door).filter(
      ({ change }) => change.by === "patch",
    );
    expect(patches.length).toBeGreaterThan(10);
    const emptied = new Map(
      [...emit(door)].map(([path]) => [path, "export {};\n"]),
    );
    for (const { change } of patches) {
      if (change.by !== "patch") continue;
      expect(() => change.patch(emptied)).toThrow();
      expect(() => change.patch(emit(door))).not.toThrow();
    }
  });
});
