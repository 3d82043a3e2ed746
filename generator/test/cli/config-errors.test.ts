import { describe, expect, it } from "vitest";
import { bareProject, PLACES } from "./workspace.ts";

describe("a wrong configuration", () => {
  it.each([
    [[], 'expected an object with "tables", got a list'],
    [{}, "tables: expected a list, got nothing"],
    [{ tables: {} }, "tables: expected a list, got an object"],
    [{ tables: [] }, "tables: the list is empty"],
    [{ table: [PLACES] }, 'unknown key "table"; did you mean "tables"?'],
    [
      { tables: [PLACES], colour: 1 },
      'unknown key "colour"; known keys: tables',
    ],
    [{ tables: ["x"] }, "tables[0]: expected an object, got a string"],
    [
      { tables: [{ table: "a", output: "b", large: 1 }] },
      "tables[0].large: expected true or false, got a number",
    ],
    [
      { tables: [PLACES, { table: 1, output: "" }] },
      "tables[1].table: expected a path, got a number",
    ],
    [
      { tables: [{ table: "spec/a.yaml", output: "" }] },
      "tables[0].output: expected a path, got an empty text",
    ],
    [
      { tables: [{ table: "spec/a.yaml", ouput: "out" }] },
      'tables[0]: unknown key "ouput"; did you mean "output"?',
    ],
    [
      { tables: [PLACES, PLACES] },
      "error: two tables have the same output: out/a",
    ],
    [
      { tables: [PLACES, { ...PLACES, output: "./out/b/../a/" }] },
      "error: two tables have the same output: out/a",
    ],
    [
      { tables: [PLACES, { ...PLACES, output: "out" }] },
      "error: one output lies in another: out/a and out",
    ],
    [
      { tables: [PLACES, { ...PLACES, output: "Out/A" }] },
      "error: two outputs differ only in case: out/a and Out/A",
    ],
    [
      { tables: [PLACES, { ...PLACES, output: "Out" }] },
      "error: one output lies in another: out/a and Out",
    ],
  ])("%j", async (config, message) => {
    const project = bareProject();
    project.write("captable.config.json", JSON.stringify(config));
    const { code, stderr } = await project.run(["generate"]);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
    expect(project.has("out")).toBe(false);
  });

  it("accepts outputs that only look nested", async () => {
    const project = bareProject();
    project.config([PLACES, { ...PLACES, output: "out/ab" }]);
    expect((await project.run(["generate"])).code).toBe(0);
  });

  it("is told with every fault at once and its file", async () => {
    const project = bareProject();
    project.write("captable.config.json", '{ "tables": [1, 2], "x": 3 }');
    const { stderr } = await project.run(["generate"], { cwd: "spec" });
    expect(stderr.match(/\.\.\/captable\.config\.json: /g)).toHaveLength(3);
  });

  it.each([
    ["captable.config.json", "{", "captable.config.json: "],
    ["captable.config.json", "", "captable.config.json: expected an object"],
    ["captable.config.mjs", "export const a = 1;", "got nothing"],
    ["captable.config.mjs", "throw new Error('oh')", "cannot be loaded: oh"],
    ["package.json", '{ "captable": [] }', 'package.json, key "captable": '],
  ])("%s holding %j is a clear error", async (name, content, message) => {
    const project = bareProject();
    project.write(name, content);
    const { code, stderr } = await project.run(["generate"]);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});
