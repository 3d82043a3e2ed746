import { expect, it } from "vitest";
import { figuresOf } from "../../bench/figures/figures.ts";

function program(name: string, node: string, cpu: readonly number[]): object {
  const rival = !["generate", "check"].includes(name);
  return { name, node, rival, runs: { milliseconds: [1], cpu, bytes: 2.5e6 } };
}

const generator = {
  machine: "a machine",
  data: {
    sizes: [
      {
        categories: 5,
        programs: [
          program("generate", "20", [10, 20, 10]),
          program("generate", "24", [5, 5, 5]),
          program("check", "20", [1, 1, 1]),
          program("old", "20", [20, 60, 20]),
          program("new", "24", [20, 20, 20]),
        ],
      },
      {
        categories: 5000,
        programs: [program("new", "24", [20])],
        failed: [
          { name: "generate", rival: false, why: "ended with 1: CT123" },
          { name: "old", rival: true, why: "not done after 9 s" },
        ],
      },
    ],
    missing: [{ name: "gone", why: "it cannot be installed" }],
  },
};

it("compares each rival with captable on the same Node, and leaves none out", async () => {
  const text = await figuresOf({ generator });
  expect(text).toMatch(/\| +\| 5 +\| 5,000 +\| MB written \|/);
  expect(text).toMatch(/\| `captable generate` +\| 1\.00 +\| failed +\| 2\.50/);
  expect(text).toMatch(/\| old +\| 2\.00 +\| not done after 9 s +\| 2\.50 +\|/);
  expect(text).toMatch(/\| new +\| 4\.00 +\| – +\| 2\.50 +\|/);
  expect(text).toMatch(/\| gone +\| – +\| – +\| – +\|/);
  expect(text).not.toContain("| check");
  expect(text).toContain(
    "On a machine. There is no figure of captable itself for 5,000 categories (failed).",
  );
});

it("shows the sizes of what is bundled, by which bundler ever", async () => {
  const bundles = [
    { name: "one guard", minified: 349, gzipped: 260 },
    { name: "one class", minified: 6472, gzipped: 2593, bundler: "rolldown" },
    { name: "of another shape", minified: "?" },
  ];
  const text = await figuresOf({ emitted: { bundles } });
  expect(text).toMatch(/\| one guard +\| 349 +\| 260 +\|/);
  expect(text).toMatch(/\| one class, by rolldown \| 6,472 +\| 2,593 +\|/);
  expect(text).not.toContain("of another shape");
});

it("shows the guards and type checking beside what is written by hand", async () => {
  const oneKind = [
    { name: "`WeakSet.has`", ratio: { median: 1 } },
    { name: "guard, depth 10, 1,000 categories", ratio: { median: 1.234 } },
    { name: "guard, depth 1, of another shape", ratio: 1 },
  ];
  const rows = [
    { compiler: "TypeScript 6", subject: "generated", cpu: { median: 1 } },
    { compiler: "TypeScript 6", subject: "by hand", cpu: { median: 0.98 } },
  ];
  const text = await figuresOf({
    emitted: { guards: { oneKind } },
    types: { rows },
  });
  expect(text).toMatch(/\| guard, depth 10, 1,000 categories \| 1\.23 +\|/);
  expect(text).toMatch(/\| TypeScript 6 \| 0\.980 +\|/);
  expect(text).not.toMatch(/1\.00|another shape/);
});

it("shows the sockets beside Node, as far as they were measured", async () => {
  const name = "bulk, 64 KiB writes, one at a time";
  const standings = [
    { contender: "node:net", ratio: 1 },
    { contender: "captable", ratio: 0.984 },
  ];
  const outcomes = [{ name, standings }, { name: "round trips of none" }];
  const text = await figuresOf({ sockets: { machine: "it", outcomes } });
  expect(text).toMatch(/\| bulk, 64 KiB writes, one at a time \| 0\.98 +\|/);
  expect(text).not.toContain("round trips");
});

it("says nothing of what is not there", async () => {
  expect(await figuresOf({})).toBe("");
  const odd = { generator: null, emitted: [1], sockets: { outcomes: "none" } };
  expect(await figuresOf(odd)).toBe("");
});
