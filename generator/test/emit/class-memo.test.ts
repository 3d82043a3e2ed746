import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { classFiles, ClassMemo } from "../../src/emit/class-files.ts";
import { emit } from "../../src/emit/emit.ts";
import { TableIndex } from "../../src/emit/scope.ts";
import type { Category, Table } from "../../src/model/model.ts";
import { named, tableOf } from "../support/tables.ts";

const SPEC = new URL("../../../spec/", import.meta.url);

function winsockKernel(): Table {
  const { table } = compile("wsk.yaml", (path) => {
    const url = new URL(path, SPEC);
    return existsSync(url) ? readFileSync(url, "utf8") : undefined;
  });
  if (table === undefined) throw new Error("the table has errors");
  return table;
}

const TABLES: ReadonlyMap<string, () => Table> = new Map([
  ["the Winsock Kernel's", winsockKernel],
  ...["door", "lifecycles", "parameters", "torture"].map(
    (name) => [name, () => tableOf(`good/${name}.yaml`)] as const,
  ),
]);

/** Changes one thing somewhere in a model, by numbers that lead there. Says whether it did. */
function editIn(value: unknown, way: number[]): boolean {
  const turn = way.shift() ?? 0;
  if (value instanceof Set) return editEntry([...value], turn, value);
  if (value instanceof Map) {
    if (turn % 4 === 0) return editEntry([...value.keys()], turn >> 2, value);
    const inner: unknown = [...value.values()].at(turn % (value.size || 1));
    return editIn(inner, way);
  }
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value) && turn % 4 === 0 && value.length > 0) {
    value.splice((turn >> 2) % value.length, 1);
    return true;
  }
  const keys = Object.keys(value);
  const key = keys[turn % (keys.length || 1)] ?? "";
  const member: unknown = Reflect.get(value, key);
  const other = otherThan(member);
  if (other === undefined) return editIn(member, way);
  return Reflect.set(value, key, other);
}

function editEntry(
  keys: readonly unknown[],
  turn: number,
  from: { delete(key: unknown): boolean },
): boolean {
  return keys.length > 0 && from.delete(keys[turn % keys.length]);
}

function otherThan(value: unknown): string | number | boolean | undefined {
  if (typeof value === "string") return `${value}x`;
  if (typeof value === "number") return value + 1;
  return typeof value === "boolean" ? !value : undefined;
}

/** The files, or what was thrown: a model that was changed by chance may be none. */
function outcome(
  render: () => ReadonlyMap<string, string>,
): ReadonlyMap<string, string> | undefined {
  try {
    return render();
  } catch {
    return undefined;
  }
}

describe("a memo of classes", () => {
  it.each([...TABLES])(
    "changes nothing, whatever is changed in %s table",
    { timeout: 120_000 },
    (_name, load) => {
      let [rendered, all] = [0, 0];
      const way = fc.array(fc.nat(), { minLength: 16, maxLength: 16 });
      const property = fc.property(
        fc.array(way, { minLength: 1, maxLength: 6 }),
        (ways) => {
          const memo = new ClassMemo(() => (rendered += 1));
          let table = load();
          memo.files(table);
          rendered -= table.categories.length + table.services.length;
          for (const steps of ways) {
            table = structuredClone(table);
            if (!editIn(table, [...steps])) continue;
            const cold = outcome(
              () => new Map(classFiles(new TableIndex(table))),
            );
            const warm = outcome(() => memo.files(table));
            // What only a broken model has, the memo need not find.
            if (cold === undefined) break;
            expect(warm).toEqual(cold);
            all += cold.size;
          }
        },
      );
      fc.assert(property, { numRuns: 25 });
      // How many edits by chance give a model is a matter of chance too.
      expect(all).toBeGreaterThan(0);
      expect(rendered).toBeLessThan(all);
    },
  );

  it("is for all files of a package", () => {
    const table = winsockKernel();
    const memo = new ClassMemo();
    expect(emit(table, memo)).toEqual(emit(table));
    expect(emit(table, memo)).toEqual(emit(table));
  });
});

/** The files that are rendered after a change of one category. */
function renderedAfter(
  change: (category: Category) => Category,
  name: string,
): readonly string[] {
  const table = winsockKernel();
  const rendered: string[] = [];
  const memo = new ClassMemo((path) => rendered.push(path));
  memo.files(table);
  expect(rendered).toHaveLength(7);
  rendered.length = 0;
  const categories = table.categories.map((it) =>
    it.name === name ? change(it) : it,
  );
  memo.files({ ...table, categories });
  return rendered;
}

describe("after a change of one category is rendered", () => {
  const STREAM = "src/categories/stream.ts";

  it("nothing if nothing has changed", () => {
    expect(renderedAfter((it) => ({ ...it }), "stream")).toEqual([]);
  });

  it("its class", () => {
    const change = (it: Category): Category => ({ ...it, doc: "Other words." });
    expect(renderedAfter(change, "stream")).toEqual([STREAM]);
    expect(renderedAfter(change, "basic")).toEqual(["src/categories/basic.ts"]);
  });

  it("and every class that looks at what has changed", () => {
    const change = (it: Category): Category => ({ ...it, className: "Raw" });
    // Those that extend it, and the service that makes one; not the other service.
    const names = ["basic", "listening", "datagram", "connection-oriented"];
    expect(renderedAfter(change, "basic")).toEqual([
      ...names.map((name) => `src/categories/${name}.ts`),
      STREAM,
      "src/services/client.ts",
    ]);
    expect(renderedAfter(change, "stream")).toEqual([STREAM]);
  });

  it("of a table whose class has gone, nothing", () => {
    const table = tableOf("good/door.yaml");
    const memo = new ClassMemo();
    memo.files(table);
    const gone = named(table.categories, "gate");
    const categories = table.categories
      .filter((it) => it !== gone)
      .map((it) => ({
        ...it,
        descendants: it.descendants.filter((name) => name !== gone.name),
      }));
    const left = memo.files({ ...table, categories });
    expect([...left.keys()]).not.toContain("src/categories/gate.ts");
  });
});
