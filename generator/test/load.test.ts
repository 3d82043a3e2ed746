import { describe, expect, it } from "vitest";
import { compile } from "../src/compile.ts";
import { resolveImport } from "../src/syntax/import-path.ts";
import { compileText, HEAD } from "./support/tables.ts";

const codes = (body: string, files?: Record<string, string>): string[] =>
  compileText(body, files).diagnostics.map(({ code }) => code);

describe("imports", () => {
  it("are resolved against the file that has them", () => {
    expect(resolveImport("a/b/c.yaml", "../d.yaml")).toEqual({
      path: "a/d.yaml",
    });
    expect(resolveImport("c.yaml", "./x/./y.yaml")).toEqual({
      path: "x/y.yaml",
    });
    expect(resolveImport("/abs/c.yaml", "../x.yaml")).toEqual({
      path: "/x.yaml",
    });
  });

  it.each(["../x.yaml", "a/../../x.yaml"])("may not leave by %s", (path) => {
    expect(resolveImport("c.yaml", path)).toEqual({ problem: "outside" });
  });

  it("may not leave an absolute root either", () => {
    expect(resolveImport("/c.yaml", "../x.yaml")).toEqual({
      problem: "outside",
    });
  });

  it.each(["/x.yaml", "C:\\x.yaml", "https://x/y.yaml", "a//b.yaml", "a/"])(
    "may not be %s",
    (path) => {
      expect(resolveImport("c.yaml", path)).toEqual({ problem: "malformed" });
    },
  );

  it("are read once each", () => {
    const reads: string[] = [];
    const files: Record<string, string> = {
      "root.yaml": HEAD.replace("[statuses.yaml]", "[a.yaml, b.yaml, a.yaml]"),
      "a.yaml": "captable: 1\nimports: [b.yaml]\n",
      "b.yaml": "captable: 1\nimports: []\n",
    };
    const { sources } = compile("root.yaml", (path) => {
      reads.push(path);
      return files[path];
    });
    expect(reads).toEqual(["root.yaml", "a.yaml", "b.yaml"]);
    expect([...sources.keys()]).toEqual(reads);
  });

  it("come before what imports them", () => {
    const { table } = compileText(
      "types: { B: { opaque: true } }\nfunctions: { f: { params: { a: A, b: B } } }\ncategories: { c: { functions: [f] } }\n",
      {
        "statuses.yaml":
          "captable: 1\nimports: [fixtures.yaml]\ntypes: { A: { opaque: true } }\n",
        "fixtures.yaml":
          "captable: 1\nerrors: { E: { code: 1 } }\nviolations: { argument: E, state: E, role: E, closed: E, missing: E, cancelled: E, unsupported: E }\n",
      },
    );
    expect(table?.types.map(({ name }) => name)).toEqual(["A", "B"]);
  });
});

describe("the stages", () => {
  it("tell all errors of the text at once, and none of the names", () => {
    const body = "functions: { f: { doc: 1, errors: [NO] }, g: { sync: 2 } }\n";
    expect(codes(body)).toEqual(["CT107", "CT107"]);
  });

  it("tell all errors of the names at once", () => {
    const body =
      "functions: { f: { errors: [NO], params: { a: No } } }\ncategories: { c: { functions: [g] } }\n";
    expect(codes(body)).toEqual(["CT201", "CT201", "CT201"]);
  });

  it("give a model in spite of warnings", () => {
    const { table, diagnostics } = compileText(
      "types: { T: { opaque: true } }\ncategories: { c: }\n",
    );
    expect(diagnostics.map(({ severity }) => severity)).toEqual(["warning"]);
    expect(table).toBeDefined();
  });
});

describe("text", () => {
  const body =
    "functions:\n  f:\n    doc: |\n      One.\n\n      Two.\ncategories: { c: { functions: [f] } }\n";

  it("may have any line ends", () => {
    const unix = compileText(body);
    const windows = compile("table.yaml", (path) =>
      path === "table.yaml"
        ? (HEAD + body).replaceAll("\n", "\r\n")
        : "captable: 1\r\nerrors: { E: { code: 1 } }\r\nviolations: { argument: E, state: E, role: E, closed: E, missing: E, cancelled: E, unsupported: E }\r\n",
    );
    expect(windows.diagnostics).toEqual([]);
    expect(windows.table?.functions).toEqual(unix.table?.functions);
  });

  it("may start with a byte order mark, and only start", () => {
    const head = HEAD + body;
    const read = (text: string) => (path: string) =>
      path === "table.yaml" ? text : compileStatuses;
    const start = compile("table.yaml", read(`\ufeff${head}`));
    expect(start.diagnostics).toEqual([]);
    const middle = compile("table.yaml", read(`${head}# \ufeff\n`));
    expect(middle.diagnostics.map(({ code }) => code)).toEqual(["CT106"]);
  });
});

const compileStatuses =
  "captable: 1\nerrors: { E: { code: 1 } }\nviolations: { argument: E, state: E, role: E, closed: E, missing: E, cancelled: E, unsupported: E }\n";
