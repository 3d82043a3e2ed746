/** What a provider does to the process that it runs in is the verdict of the test that ran. */
import { describe, expect, it } from "vitest";
import { KitFolder, kinds, verdictOf, type FakeTest } from "./kit-folder.ts";

/** A test that does something, between two that pass: the one after it must come to its verdict all the same. */
function between(act: string, more: Partial<FakeTest> = {}): KitFolder {
  return new KitFolder([
    { id: "shape/before" },
    { id: "shape/it", act, ...more },
    { id: "shape/after" },
  ]);
}

describe("a test in a process", () => {
  it("passes by returning", async () => {
    const result = await between("pass").run();
    expect(kinds(result)).toEqual([
      "pass shape/before",
      "pass shape/it",
      "pass shape/after",
    ]);
    expect(result.ok).toBe(true);
    expect(result.isolation).toBe("process");
  });

  it.each([
    ["fail", "fail", "the lamp stays dark [clause Lamp.Light]"],
    [
      "cause",
      "fail",
      "the lamp stays dark (caused by Error: no power) [clause Lamp.Light]",
    ],
    ["failUnlisted", "fail", "UNLISTED is not listed [clause Lamp.Light]"],
    ["text", "fail", "thrown: only a text [clause Lamp.Light]"],
    ["exit", "crash", "the process ended with code 0 [clause Lamp.Light]"],
    ["abort", "crash", "the process ended by SIGABRT"],
    [
      "later",
      "crash",
      "an error that nobody catches: TypeError: thrown in a later turn [clause Lamp.Light]",
    ],
    [
      "neverAndLater",
      "crash",
      "an error that nobody catches: TypeError: thrown in a later turn",
    ],
    [
      "unhandled",
      "crash",
      "a rejection that nobody handles: RangeError: rejected and forgotten",
    ],
  ])("%s: the verdict is %s", async (act, kind, message) => {
    const result = await between(act, { clause: "Lamp.Light" }).run({
      seed: 7,
    });
    expect(kinds(result)).toEqual([
      "pass shape/before",
      `${kind} shape/it`,
      "pass shape/after",
    ]);
    expect(result.ok).toBe(false);
    const verdict = verdictOf(result, "shape/it");
    expect(verdict.message).toContain(message);
    expect(verdict.seed).toBe(7);
  });

  it.each(["spin", "never"])("%s: the verdict is timeout", async (act) => {
    const folder = between(act, { clause: "Lamp.Light" });
    const result = await folder.run({ limits: { test: 1_500 } });
    expect(kinds(result)).toEqual([
      "pass shape/before",
      "timeout shape/it",
      "pass shape/after",
    ]);
    expect(verdictOf(result, "shape/it").message).toBe(
      "nothing came of it within 1500 ms [clause Lamp.Light]",
    );
  });

  it("has the stack of what was thrown", async () => {
    const result = await between("typeError").run();
    const { message, stack } = verdictOf(result, "shape/it");
    expect(message).toMatch(/^TypeError: .*lamp/);
    expect(stack).toContain("provider.mjs");
    const later = verdictOf(await between("later").run(), "shape/it");
    expect(later.stack).toContain("provider.mjs");
  });

  it("ends with what its process has printed", async () => {
    const result = await between("exitLoudly").run();
    expect(verdictOf(result, "shape/it").message).toBe(
      "the process ended with code 3; it has printed:\nthe fuse has blown",
    );
  });

  it("prints as it likes, and sends as it likes", async () => {
    expect((await between("print").run()).ok).toBe(true);
    expect((await between("forge").run()).ok).toBe(true);
  });

  it("takes several that end their process, also the last one", async () => {
    const folder = new KitFolder([
      { id: "shape/a", act: "exit" },
      { id: "shape/b", act: "later" },
      { id: "shape/c", act: "abort" },
    ]);
    expect(kinds(await folder.run())).toEqual([
      "crash shape/a",
      "crash shape/b",
      "crash shape/c",
    ]);
  });

  it("is told apart from the tests of other families", async () => {
    const folder = new KitFolder([
      { id: "shape/a", act: "exit" },
      { id: "guard/a" },
      { id: "walk/a", act: "spin" },
      { id: "walk/b" },
    ]);
    expect(kinds(await folder.run({ limits: { test: 1_500 } }))).toEqual([
      "crash shape/a",
      "pass guard/a",
      "timeout walk/a",
      "pass walk/b",
    ]);
  });
});

describe("the end of a process", () => {
  const exit: FakeTest = { id: "leak/exit" };

  it("comes by itself", async () => {
    const folder = new KitFolder([{ id: "shape/a" }, exit]);
    const result = await folder.run();
    expect(kinds(result)).toEqual(["pass shape/a", "pass leak/exit"]);
  });

  it.each([
    [
      "hold",
      "shape: the process did not end by itself within 1500 ms; held by Timeout",
    ],
    [
      "serve",
      "shape: the process did not end by itself within 1500 ms; held by TCPServerWrap",
    ],
    [
      "spinAtTheEnd",
      "shape: the process did not end by itself within 1500 ms, and does not answer",
    ],
    ["exitCode", "shape: the process ended with code 4"],
  ])("%s: is a failure that says what is wrong", async (act, message) => {
    const folder = new KitFolder([
      { id: "shape/a", act },
      { id: "guard/a" },
      exit,
    ]);
    const result = await folder.run({ limits: { must: 1_500 } });
    expect(kinds(result)).toEqual([
      "pass shape/a",
      "pass guard/a",
      "fail leak/exit",
    ]);
    expect(verdictOf(result, "leak/exit").message).toBe(message);
  });

  it("is looked at also if the test of it is not asked for", async () => {
    const folder = new KitFolder([{ id: "shape/a", act: "hold" }, exit]);
    const result = await folder.run({
      families: ["shape"],
      limits: { must: 1_500 },
    });
    expect(kinds(result)).toEqual(["pass shape/a", "fail leak/exit"]);
    expect(result.ok).toBe(false);
  });

  it("can be asked for alone", async () => {
    const folder = new KitFolder([{ id: "shape/a", act: "hold" }, exit]);
    const result = await folder.run({ ids: ["leak/exit"] });
    expect(kinds(result)).toEqual(["pass leak/exit"]);
    expect(result.partial).toBe(true);
  });

  it("is looked at also if the test of it has failed otherwise", async () => {
    const folder = new KitFolder([
      { id: "shape/a", act: "hold" },
      { id: "leak/exit", act: "fail" },
    ]);
    const result = await folder.run({ limits: { must: 1_500 } });
    expect(result.verdicts.map(({ message }) => message)).toEqual([
      undefined,
      "the lamp stays dark",
      "shape: the process did not end by itself within 1500 ms; held by Timeout",
    ]);
  });
});
