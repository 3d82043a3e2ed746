import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { TemporaryFolder } from "../../generator/test/temporary-folder.ts";

const BIN = fileURLToPath(
  new URL("../../generator/bin/captable.js", import.meta.url),
);

const TABLE = `captable: 1
name: lamp
title: Lamps
object: Lamp
errorClass: LampError
package: { name: lamp, version: 1.0.0, license: MIT }
errors:
  BAD: { code: 1, doc: Something was wrong. }
violations:
  { argument: BAD, state: BAD, role: BAD, closed: BAD, missing: BAD, cancelled: BAD, unsupported: BAD }
functions:
  light: { doc: Lights the lamp. }
categories:
  plain: { doc: A lamp., functions: [light] }
`;
const PACKAGES = { tables: [{ table: "table.yaml", output: "out" }] };
/** What leaves a trace if it is ever run. */
const TRAP = `require("node:fs").writeFileSync("trace", "");`;

interface Run {
  readonly code: number | null;
  readonly stderr: string;
  readonly wasRun: boolean;
}

function start(folder: TemporaryFolder, ...argv: readonly string[]): Run {
  const { status, stderr } = spawnSync(process.execPath, [BIN, ...argv], {
    cwd: folder.root,
    encoding: "utf8",
  });
  return { code: status, stderr, wasRun: folder.has("trace") };
}

/** A project of a stranger: whatever a tool might run by itself is there. */
function project(config: string, text: string): TemporaryFolder {
  const folder = new TemporaryFolder();
  folder.write("table.yaml", TABLE);
  folder.write(config, text);
  for (const path of [
    "index.js",
    "node_modules/yaml/index.js",
    "node_modules/captable/index.js",
    "node_modules/handlebars/runtime.js",
    "node_modules/handlebars/index.js",
    "node_modules/lilconfig/index.js",
    "node_modules/oxc-parser/index.js",
    "table.js",
    "captable.js",
    ".captablerc.js",
    "prettier.config.cjs",
  ])
    folder.write(path, TRAP);
  folder.write(".npmrc", "node-options=--require=./index.js\n");
  return folder;
}

describe("a configuration that is data", () => {
  it.each([
    ["captable.config.json", JSON.stringify(PACKAGES)],
    ["package.json", JSON.stringify({ captable: PACKAGES })],
  ])("%s is read, and nothing is run", (name, text) => {
    const folder = project(name, text);
    expect(start(folder, "generate")).toEqual({
      code: 0,
      stderr: "",
      wasRun: false,
    });
    expect(start(folder, "check").code).toBe(0);
    expect(folder.has("trace")).toBe(false);
  });

  it.each([
    ["a path to code", '"./index.js"'],
    ["code", JSON.stringify(`${TRAP}`)],
    ["a preset", '{ "extends": "./index.js", "tables": [] }'],
    ["plugins", JSON.stringify({ ...PACKAGES, plugins: ["./index.js"] })],
    ["a loader", JSON.stringify({ ...PACKAGES, require: ["./index.js"] })],
    [
      "a prototype",
      '{ "__proto__": { "tables": [{ "table": "table.yaml", "output": "out" }] } }',
    ],
    [
      "code for a table",
      '{ "tables": [{ "table": "index.js", "output": "o" }] }',
    ],
  ])('package.json with %s in "captable" is refused', (_what, value) => {
    const folder = project("package.json", `{ "captable": ${value} }`);
    for (const command of ["check", "generate"]) {
      const run = start(folder, command);
      expect(run.stderr).not.toBe("");
      expect([1, 2]).toContain(run.code);
      expect(run.wasRun).toBe(false);
    }
    expect(folder.has("out")).toBe(false);
    expect(folder.has("o")).toBe(false);
  });

  it.each(["captable.config.yaml", ".captablerc", ".captablerc.js"])(
    "%s is no configuration",
    (name) => {
      const folder = project(name, `${TRAP}\n`);
      const run = start(folder, "check");
      expect(run.code).toBe(2);
      expect(run.stderr).toContain("there is no configuration");
      expect(run.wasRun).toBe(false);
    },
  );
});

describe("a configuration that is code", () => {
  it("is run: it is the user's own", () => {
    const code = `import { writeFileSync } from "node:fs";\nwriteFileSync("trace", "");\nexport default ${JSON.stringify(PACKAGES)};\n`;
    const folder = new TemporaryFolder();
    folder.write("table.yaml", TABLE);
    folder.write("captable.config.mjs", code);
    expect(start(folder, "generate").wasRun).toBe(true);
  });

  it("is not looked for if a table and its output are named", () => {
    const folder = project("captable.config.cjs", TRAP);
    const places = ["table.yaml", "--output", "out"];
    expect(start(folder, "generate", ...places)).toEqual({
      code: 0,
      stderr: "",
      wasRun: false,
    });
    expect(start(folder, "check", ...places).code).toBe(0);
    expect(folder.has("trace")).toBe(false);
  });
});

describe("a table", () => {
  it.each([
    [
      "a function",
      `!!js/function "function () { ${TRAP.replaceAll('"', "'")} }"`,
    ],
    ["an expression", `!!js/eval "${TRAP.replaceAll('"', "'")}"`],
    ["a regular expression", "!!js/regexp /(a+)+$/"],
    ["an object of Python", '!!python/object/apply:os.system ["touch trace"]'],
    ["an object of Ruby", "!ruby/object:Gem::Installer {}"],
    ["a file", "!include index.js"],
    ["bytes", "!!binary aGk="],
    ["a time", "!!timestamp 2001-01-01"],
    ["a map in order", "!!omap [a: b]"],
    ["a type of its own", "!<tag:example.org,2000:x> a"],
  ])("with %s as a value is refused", (_what, value) => {
    const folder = project("captable.config.json", JSON.stringify(PACKAGES));
    folder.write("table.yaml", `${TABLE}x-y: 1\ndoc: ${value}\n`);
    for (const command of ["check", "generate"]) {
      const run = start(folder, command);
      expect(run.stderr).toContain("table.yaml:16:6: error CT104: the tag ");
      expect(run.code).toBe(1);
      expect(run.wasRun).toBe(false);
    }
    expect(folder.has("out")).toBe(false);
  });

  it("that imports code is refused", () => {
    const folder = project("captable.config.json", JSON.stringify(PACKAGES));
    folder.write("table.yaml", `${TABLE}imports: [index.js]\n`);
    const run = start(folder, "check");
    expect(run.stderr).toContain("index.js:1:1: error CT107");
    expect(run.wasRun).toBe(false);
  });

  it("without any of this is generated", () => {
    const folder = project("captable.config.json", JSON.stringify(PACKAGES));
    folder.write("table.yaml", `${TABLE}x-y: 1\ndoc: Lamps.\n`);
    expect(start(folder, "generate").code).toBe(0);
    expect(folder.has("out/package.json")).toBe(true);
  });
});
