import { describe, expect, it } from "vitest";
import type { Target } from "../../../src/cli/targets.ts";
import { isLarge, threadsFor } from "../../../src/cli/workers/size.ts";
import { TemporaryFolder } from "../../temporary-folder.ts";

/** As many tables of a size. */
function tables(count: number, size: number): readonly (readonly Target[])[] {
  const folder = new TemporaryFolder();
  return Array.from({ length: count }, (_, at) => {
    folder.write(`${at}.yaml`, "#".repeat(size));
    const table = folder.path(`${at}.yaml`);
    return [
      {
        root: folder.root,
        table,
        output: `out/${at}`,
        cached: true,
        large: false,
      },
    ];
  });
}

describe("the number of threads", () => {
  it.each([
    [1, 64],
    [2, 64],
    [8, 3],
  ])("is 1 for little: %i tables on %i cores", (count, cores) => {
    expect(threadsFor(tables(count, 1_000), undefined, cores)).toBe(1);
    expect(threadsFor(tables(1, 900_000), undefined, cores)).toBe(1);
  });

  it.each([
    [8, 1, 1],
    [8, 2, 1],
    [8, 4, 2],
    [8, 64, 8],
    [3, 64, 3],
  ])("for %i tables on %i cores is %i", (count, cores, threads) => {
    expect(threadsFor(tables(count, 90_000), undefined, cores)).toBe(threads);
  });

  it("is what is wanted, but no more than there are tables", () => {
    expect(threadsFor(tables(3, 10), 2, 1)).toBe(2);
    expect(threadsFor(tables(3, 10), 9, 1)).toBe(3);
    expect(threadsFor(tables(3, 900_000), 1, 64)).toBe(1);
    expect(threadsFor([], 4, 64)).toBe(0);
  });

  it("counts what a table imports", () => {
    const folder = new TemporaryFolder();
    folder.write("parts/large.yaml", "#".repeat(200_000));
    const forms = [
      "imports: [parts/large.yaml, parts/none.yaml]\n",
      "name: x\nimports:\n  - parts/large.yaml\nother: 1\n",
    ];
    for (const text of forms) {
      const both = ["a", "b"].map((name) => {
        folder.write(`${name}.yaml`, text);
        const table = folder.path(`${name}.yaml`);
        return [
          {
            root: folder.root,
            table,
            output: name,
            cached: true,
            large: false,
          },
        ];
      });
      expect(threadsFor(both, undefined, 4)).toBe(2);
    }
  });
});

it("a table is large by its size, with what it imports", () => {
  const [small = []] = tables(1, 900_000);
  const [large = []] = tables(1, 1_100_000);
  expect([isLarge(small), isLarge(large), isLarge([])]).toEqual([
    false,
    true,
    false,
  ]);
});
