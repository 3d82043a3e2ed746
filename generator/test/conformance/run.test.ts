/** A run as a whole: what is asked for, what has to be right before, what comes out. */
import { rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { limitsFrom, measure } from "../../src/conformance/run/calibrate.ts";
import type { RunStart } from "../../src/conformance/report/reporter.ts";
import { seedOf } from "../../src/conformance/run/seed.ts";
import type { RunResult, Verdict } from "../../src/conformance/run/verdict.ts";
import { KitFolder, kinds, PROVIDER, verdictOf } from "./kit-folder.ts";

const SEVERAL = [
  { id: "shape/desk/light" },
  { id: "shape/desk/dim" },
  { id: "shape/desktop" },
  { id: "guard/desk", act: "fail" },
] as const;

describe("what is asked for", () => {
  it("is everything", async () => {
    const result = await new KitFolder(SEVERAL).run();
    expect(result.plan.map(({ id }) => id)).toEqual(
      SEVERAL.map(({ id }) => id),
    );
    expect(result.partial).toBeUndefined();
  });

  it.each([
    [{ families: ["guard"] }, ["fail guard/desk"]],
    [{ ids: ["shape/desk"] }, ["pass shape/desk/light", "pass shape/desk/dim"]],
    [
      { ids: ["shape/desk/dim", "shape/desktop"] },
      ["pass shape/desk/dim", "pass shape/desktop"],
    ],
    [
      { families: ["shape"], ids: ["shape/desktop", "guard/desk"] },
      ["pass shape/desktop"],
    ],
  ])("may be a part: %o", async (options, verdicts) => {
    const result = await new KitFolder(SEVERAL).run(options);
    expect(kinds(result)).toEqual(verdicts);
    expect(result.plan).toHaveLength(verdicts.length);
    expect(result.partial).toBe(true);
  });

  it.each([
    [{ families: ["shap"] }, "there is no family shap; did you mean shape?"],
    [
      { families: ["light"] },
      "there is no family light; there are: shape, guard",
    ],
    [
      { families: ["walk"] },
      "the plan has no test of the family walk; it has: shape, guard",
    ],
    [
      { ids: ["shape/desk/dam"] },
      "the plan has no test shape/desk/dam; did you mean shape/desk/dim?",
    ],
    [{ ids: ["shape/de"] }, "the plan has no test shape/de"],
  ])("must be there: %o", async (options, message) => {
    await expect(new KitFolder(SEVERAL).run(options)).rejects.toThrow(message);
  });

  it("must be something: no test is no success", async () => {
    const none = await new KitFolder([]).run();
    expect(kinds(none)).toEqual(["missing plan"]);
    expect(none.ok).toBe(false);
    const apart = { families: ["guard"], ids: ["shape/desktop"] };
    const result = await new KitFolder(SEVERAL).run(apart);
    expect(kinds(result)).toEqual(["missing plan"]);
  });
});

describe("before a run", () => {
  it("the plan must be what the table asks for", async () => {
    const folder = new KitFolder(SEVERAL);
    const plan = SEVERAL.map(({ id }) => ({ id, family: id.split("/")[0] }));
    folder.plan(plan);
    await expect(folder.run()).resolves.toBeDefined();
    folder.plan(plan.slice(1));
    await expect(folder.run()).rejects.toThrow(
      /^the kit of lamp is not of this captable: .*only the table has shape\/desk\/light\)\. Regenerate/,
    );
    folder.plan([
      ...plan,
      { id: "walk/a", family: "walk" },
      { id: "walk/b", family: "walk" },
    ]);
    await expect(folder.run()).rejects.toThrow(
      "only the plan has walk/a and 1 more",
    );
    folder.plan(plan.toReversed());
    await expect(folder.run()).rejects.toThrow(
      "the same tests, in another order",
    );
    folder.plan({ tests: plan });
    await expect(folder.run()).rejects.toThrow("is not a plan");
  });

  it("the package must have a kit, and be built", async () => {
    const folder = new KitFolder(SEVERAL);
    folder.remove("dist/index.js");
    await expect(folder.run()).rejects.toThrow("lamp is not built");
    folder.remove("conformance/conformance.plan.json");
    await expect(folder.run()).rejects.toThrow(
      "was generated without the conformance kit",
    );
    folder.write("conformance/table.json", "{");
    await expect(folder.run()).rejects.toThrow("table.json: ");
  });

  it.each([
    ["throw new Error('no power')", "no power"],
    ["process.exit(5)", "the process ended with code 5"],
    ["await new Promise(() => {})", "it takes longer than 3000 ms"],
    ["import './nowhere.mjs'", "nowhere.mjs"],
    ["export const lamp = 1", "exports no provider"],
    ["for (;;);", "it takes longer than 3000 ms"],
  ])("the provider must be loaded: %s", async (text, message) => {
    const folder = new KitFolder(SEVERAL);
    const provider = folder.provider(text);
    await expect(
      folder.run({ provider, limits: { load: 3_000 } }),
    ).rejects.toThrow(message);
  });

  it("a subject cannot be sent to another process", async () => {
    const provider = { open: () => ({ provider: {} }) };
    await expect(
      new KitFolder(SEVERAL).run({ provider, isolation: "process" }),
    ).rejects.toThrow("a subject lives in this process");
  });
});

describe("a provider's module", () => {
  const ACT = "act(name) { if (name === 'fail') throw new Error('as told'); }";
  it.each([
    ["a provider", `export const provider = { ${ACT} };`],
    ["a provider as default", `export default { ${ACT} };`],
    [
      "a function that makes one",
      `export const provider = async () => ({ ${ACT} });`,
    ],
    ["a function as default", `export default () => ({ ${ACT} });`],
    [
      "a subject by names",
      `export function open() { return { provider: { ${ACT} } }; }`,
    ],
    [
      "a subject as default",
      `export default { name: "bulb", open: () => ({ provider: { ${ACT} } }) };`,
    ],
    [
      "a provider with a function open",
      `export default { open() {}, ${ACT} };`,
    ],
  ])("exports %s", async (_what, text) => {
    const folder = new KitFolder(SEVERAL);
    const result = await folder.run({ provider: folder.provider(text) });
    expect(kinds(result)).toEqual([
      "pass shape/desk/light",
      "pass shape/desk/dim",
      "pass shape/desktop",
      "fail guard/desk",
    ]);
    expect(result.provider).toBe(
      text.includes("bulb") ? "bulb" : "provider.mjs",
    );
  });

  it("exports no class, and nothing but an object", async () => {
    const folder = new KitFolder([{ id: "shape/a" }]);
    const cls = folder.provider("export default class Lamp {}");
    expect(
      verdictOf(await folder.run({ provider: cls }), "shape/a").message,
    ).toContain("exports a class: export an instance");
    const number = folder.provider("export default () => 3");
    expect(
      verdictOf(await folder.run({ provider: number }), "shape/a").message,
    ).toContain("a provider is an object, this is 3");
  });
});

describe("a seed", () => {
  it("makes the same run again", async () => {
    const folder = new KitFolder([
      { id: "walk/a", act: "seed" },
      { id: "walk/b", act: "seed" },
    ]);
    const result = await folder.run();
    const messages = result.verdicts.map(({ message }) => message);
    expect(messages).toEqual(
      ["walk/a", "walk/b"].map((id) => `seed ${seedOf(result.seed, id)}`),
    );
    expect(new Set(messages).size).toBe(2);
    const again = await folder.run({ seed: result.seed, ids: ["walk/b"] });
    expect(again.verdicts[0]?.message).toBe(messages[1]);
    expect(again.verdicts[0]?.seed).toBe(result.seed);
    const other = await folder.run({ seed: result.seed + 1 });
    expect(other.verdicts[1]?.message).not.toBe(messages[1]);
  });
});

describe("limits", () => {
  it("are measured once, and the same for all tests", async () => {
    const folder = new KitFolder([
      { id: "shape/a", act: "limits" },
      { id: "guard/a", act: "limits" },
    ]);
    const { verdicts, limits } = await folder.run();
    const text = `must ${limits.must}, must not ${limits.mustNot}`;
    expect(verdicts.map(({ message }) => message)).toEqual([text, text]);
  });

  it("are what they are told to be", async () => {
    const folder = new KitFolder([{ id: "shape/a", act: "limits" }]);
    const { limits } = await folder.run({
      limits: { must: 9_000, mustNot: 7 },
    });
    expect(limits).toEqual({ must: 9_000, mustNot: 7 });
  });

  it("have a floor, grow with what is slow, and end somewhere", () => {
    const idle = { spawn: 40, timer: 1, turn: 0.1, load: 0.2 };
    const floor = limitsFrom(idle);
    expect(limitsFrom({ spawn: 0, timer: 0, turn: 0, load: 0 })).toEqual(floor);
    for (const slow of [
      { spawn: 900 },
      { timer: 12 },
      { turn: 6 },
      { load: 3 },
    ]) {
      const limits = limitsFrom({ ...idle, ...slow });
      expect(limits.must).toBe(floor.must * 3);
      expect(limits.mustNot).toBe(floor.mustNot * 3);
    }
    expect(limitsFrom({ ...idle, load: 1e9 }).must).toBe(floor.must * 5);
  });

  it("come of what is measured here", async () => {
    const measured = await measure(100);
    expect(Object.values(measured).every(Number.isFinite)).toBe(true);
  });
});

describe("a run", () => {
  it("tells what it was made of", async () => {
    const folder = new KitFolder([
      { id: "shape/a" },
      { id: "shape/b", untestable: "nobody can see it" },
    ]);
    const result = await folder.run({ command: "captable conformance" });
    expect(result).toMatchObject({
      table: { name: "lamp", title: "Lamps" },
      provider: "provider.mjs",
      mode: "raw",
      command: "captable conformance",
      versions: { lamp: "1.2.3", node: process.versions.node },
      ok: true,
    });
    expect(kinds(result)).toEqual(["pass shape/a", "untestable shape/b"]);
    expect(verdictOf(result, "shape/b").message).toBe("nobody can see it");
  });

  it("is told of while it goes on", async () => {
    const folder = new KitFolder([{ id: "shape/a" }, { id: "shape/b" }]);
    const told: (RunStart | Verdict | RunResult)[] = [];
    const seen: Verdict[] = [];
    const result = await folder.run({
      onProgress: (verdict) => seen.push(verdict),
      reporter: {
        start: (run) => told.push(run),
        verdict: (verdict) => told.push(verdict),
        end: (run) => told.push(run),
      },
    });
    expect(told).toEqual([
      expect.objectContaining({ provider: "provider.mjs", plan: result.plan }),
      ...result.verdicts,
      result,
    ]);
    expect(seen).toEqual(result.verdicts);
  });

  it("may go through the wrapper that checks a provider", async () => {
    const folder = new KitFolder([{ id: "shape/a" }]);
    const result = await folder.run({ mode: "checked" });
    expect(result.mode).toBe("checked");
    expect(verdictOf(result, "shape/a").message).toBe("checked");
  });

  it("may be of the model", async () => {
    const folder = new KitFolder([{ id: "shape/a" }]);
    const result = await folder.run({ provider: "model" });
    expect(result.provider).toBe("model");
    expect(kinds(result)).toEqual(["pass shape/a"]);
  });

  it("does not need the folder that it was started in", async () => {
    const folder = new KitFolder([{ id: "shape/a" }]);
    rmSync(folder.path("dist/conformance.js"), { force: true });
    expect((await folder.run({ provider: PROVIDER.href })).ok).toBe(true);
  });
});
