import { mkdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createTableReader } from "../../src/cli/read-text.ts";
import { catalog } from "../../src/diagnostics/catalog.ts";
import { notUtf8 } from "../../src/diagnostics/syntax-rules.ts";
import { TemporaryFolder } from "../temporary-folder.ts";
import { FILES, Workspace } from "./workspace.ts";

describe("createTableReader", () => {
  it.each([
    ["LF", "a: ä\nb\n"],
    ["CRLF", "a: ä\r\nb\r\n"],
    ["a byte order mark", "\uFEFFa: ä\nb\n"],
    ["both", "\uFEFFa: ä\r\nb\r\n"],
  ])("gives the same text for %s", (_form, content) => {
    const folder = new TemporaryFolder();
    folder.write("a.yaml", content);
    const { read, problems } = createTableReader(folder.root, false);
    expect(read("a.yaml")).toBe("a: ä\nb\n");
    expect(problems).toEqual([]);
  });

  it("reads out of its folder", () => {
    const folder = new TemporaryFolder();
    folder.write("a.yaml", "text");
    mkdirSync(folder.path("sub"));
    expect(createTableReader(folder.path("sub"), false).read("../a.yaml")).toBe(
      "text",
    );
  });

  it("gives nothing for a file that is not there, and throws for one that cannot be read", () => {
    const folder = new TemporaryFolder();
    folder.write("sub/a.yaml", "text");
    const { read } = createTableReader(folder.root, false);
    expect(read("none.yaml")).toBeUndefined();
    expect(read("sub/a.yaml/none.yaml")).toBeUndefined();
    expect(() => read("sub")).toThrow("EISDIR");
  });

  it.each([
    ["a stray byte", [0x61, 0x0d, 0x0a, 0xc3, 0xa4, 0xff, 0x62], 2, 2],
    ["a cut character", [0x61, 0xc3], 1, 2],
    ["one behind a real replacement character", [0xef, 0xbf, 0xbd, 0x80], 1, 2],
    ["UTF-16", [0xff, 0xfe, 0x61, 0x00], 1, 1],
  ])("points at %s", (_what, bytes, line, column) => {
    const folder = new TemporaryFolder();
    folder.write("a.yaml", Uint8Array.from(bytes));
    const { read, problems } = createTableReader(folder.root, false);
    read("a.yaml");
    expect(problems).toEqual([
      {
        code: "CT100",
        severity: "error",
        message: notUtf8.message({}),
        reason: notUtf8.reason,
        help: notUtf8.help({}),
        at: {
          path: "a.yaml",
          line,
          column,
          endLine: line,
          endColumn: column + 1,
        },
        related: [],
      },
    ]);
  });

  it("takes what it says from the catalog", () => {
    expect(catalog.get(notUtf8.code)?.name).toBe("notUtf8");
  });

  it("takes a real replacement character for what it is", () => {
    const folder = new TemporaryFolder();
    folder.write("a.yaml", "a\uFFFDb");
    const { read, problems } = createTableReader(folder.root, false);
    expect(read("a.yaml")).toBe("a\uFFFDb");
    expect(problems).toEqual([]);
  });
});

describe("a table's bytes", () => {
  it("are a finding if they are not UTF-8, and nothing is written", async () => {
    const project = new Workspace({ a: { files: FILES } });
    const text = project.read("spec/a.yaml");
    project.write(
      "spec/a.yaml",
      Buffer.from(text.replace("fake", "f\u00e4ke"), "latin1"),
    );
    const { code, stderr } = await project.run(["generate"]);
    expect(stderr).toContain("error: the file is not UTF-8");
    expect(code).toBe(1);
    expect(project.has("out")).toBe(false);
  });

  it("give the same package, manifest included, with CRLF", async () => {
    const project = new Workspace({ a: { files: FILES } });
    project.write("spec/a.yaml", '{\n"files": {}\n}\n');
    await project.run(["generate"]);
    project.write("spec/a.yaml", '\uFEFF{\r\n"files": {}\r\n}\r\n');
    expect((await project.run(["check"])).code).toBe(0);
  });
});
