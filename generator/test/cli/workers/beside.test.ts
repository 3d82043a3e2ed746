/** A thread for one large table. */
import { describe, expect, it } from "vitest";
import { EmissionError } from "../../../src/cli/compile-table.ts";
import type { Target } from "../../../src/cli/targets.ts";
import { receive } from "../../../src/cli/workers/beside.ts";
import type * as Beside from "../../../src/cli/workers/beside.ts";
import type { Relayed } from "../../../src/cli/workers/task.ts";
import type { EmittedFile } from "../../../src/emit/emit.ts";
import {
  code,
  exported,
  type FileOutline,
  type Outline,
  TEXT,
} from "../../../src/outline/outline.ts";
import { LAMP } from "../lamp.ts";
import { TemporaryFolder } from "../../temporary-folder.ts";

function targetsIn(
  { root }: TemporaryFolder,
  ...outputs: readonly string[]
): readonly Target[] {
  return outputs.map((output) => ({
    root,
    table: `${root}/table.yaml`,
    output: `${root}/${output}`,
    cached: true,
    large: false,
  }));
}

const OUTLINE: Outline = new Map<string, FileOutline>([
  ["a.ts", code(exported("const", "a"))],
  ["b.ts", code(exported("const", "b"))],
  ["README.md", TEXT],
]);
const A: EmittedFile = ["a.ts", "export const a = 1;\n"];
const B: EmittedFile = ["b.ts", "export const b = 1;\n"];
const README: EmittedFile = ["README.md", "text\n"];

async function* relayed(
  ...files: readonly EmittedFile[]
): AsyncGenerator<Relayed, void> {
  yield { kind: "outline", outline: OUTLINE };
  for (const file of files) yield { kind: "file", file };
}

describe("files that a thread hands on", () => {
  it("are verified, and given as they are", async () => {
    const targets = targetsIn(new TemporaryFolder(), "out");
    const verified = new Set<string>();
    const emission = await receive(relayed(A, B, README), targets, verified);
    expect(emission?.files).toEqual(new Map([A, B, README]));
    expect([...verified]).toEqual(["a.ts", "b.ts", "README.md"]);
  });

  it.each<readonly [string, RegExp, readonly EmittedFile[]]>([
    [
      "has another name",
      /a\.ts: .*c/,
      [["a.ts", "export const c = 1;\n"], B, README],
    ],
    ["does not parse", /b\.ts/, [A, ["b.ts", "export const"], README]],
    ["is missing", /README\.md: is planned and missing/, [A, B]],
    ["is not planned", /c\.ts: is not planned/, [A, B, README, ["c.ts", ""]]],
  ])("are refused if one of them %s", async (_what, message, files) => {
    const targets = targetsIn(new TemporaryFolder(), "out");
    const received = receive(relayed(...files), targets, new Set());
    await expect(received).rejects.toThrow(EmissionError);
    await expect(
      receive(relayed(...files), targets, new Set()),
    ).rejects.toThrow(message);
  });

  it("are not verified where they are on disk, in all outputs", async () => {
    const folder = new TemporaryFolder();
    folder.write("one/a.ts", A[1]);
    folder.write("one/b.ts", B[1]);
    folder.write("two/a.ts", A[1]);
    folder.write("two/b.ts", "export const b = 2;\n");
    const verified = new Set<string>();
    const targets = targetsIn(folder, "one", "two");
    await receive(relayed(A, B, README), targets, verified);
    expect([...verified]).toEqual(["b.ts", "README.md"]);
  });

  it("are none of a table with an error", async () => {
    const nothing = (async function* (): AsyncGenerator<Relayed, void> {})();
    const targets = targetsIn(new TemporaryFolder(), "out");
    expect(await receive(nothing, targets, new Set())).toBeUndefined();
  });
});

describe("a thread beside", () => {
  it("does what it is asked, and leaves what it cannot do", async () => {
    const url = new URL("../../../dist/cli/workers/beside.js", import.meta.url);
    const { compileBeside }: typeof Beside = await import(url.href);
    const folder = new TemporaryFolder();
    const targets = targetsIn(folder, "out");
    folder.write("table.yaml", LAMP);
    const good = await compileBeside(targets, folder.root);
    expect(good?.compiled.found.diagnostics).toEqual([]);
    expect(good?.compiled.files?.size).toBe(good?.verified.size);
    expect(good?.compiled.files?.size).toBeGreaterThan(20);
    folder.write("table.yaml", LAMP.replace("[light]", "[lihgt]"));
    const wrong = await compileBeside(targets, folder.root);
    expect(wrong?.compiled.found.diagnostics).toHaveLength(1);
    expect(wrong?.compiled.files).toBeUndefined();
    folder.write("table.yaml", `imports: [.]\n${LAMP}`);
    expect(await compileBeside(targets, folder.root)).toBeUndefined();
  });
});
