import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { format } from "prettier";
import ts from "typescript";
import { afterAll, describe, expect, it } from "vitest";
import { blocksOf } from "../../../test/docs/page.ts";
import { fidelity } from "../src/index.ts";

const readme = new URL("../README.md", import.meta.url);
const text = await readFile(readme, "utf8");

function rows(): string {
  return [
    "| | For | | |",
    "| --- | --- | --- | --- |",
    ...fidelity.map(
      ({ name, categories, fidelity: how, reason }) =>
        `| \`${name}\` | ${categories.join(", ")} | ${how} | ${reason} |`,
    ),
  ].join("\n");
}

// `vitest --update` writes the table anew.
it("the README shows the fidelity table", async () => {
  const updated = text.replace(
    /(<!-- fidelity -->)[^]*(<!-- \/fidelity -->)/,
    (_all, start: string, end: string) => `${start}\n\n${rows()}\n\n${end}`,
  );
  expect(updated).toContain(rows());
  await expect(
    await format(updated, { parser: "markdown" }),
  ).toMatchFileSnapshot("../README.md");
});

interface Example {
  readonly line: number;
  readonly program: string;
}

/** Each program, with the one before it that it continues. */
function examples(): readonly Example[] {
  const beginnings = new Map<string, string>();
  const found: Example[] = [];
  for (const { language, claims, text: code, line } of blocksOf(text)) {
    if (language !== "ts") continue;
    const [, name] = /^name=(\w+)$/.exec(claims[0] ?? "") ?? [];
    const [, after = ""] = /^after=(\w+)$/.exec(claims[0] ?? "") ?? [];
    if (name !== undefined) beginnings.set(name, code);
    const program = (beginnings.get(after) ?? "") + code;
    found.push({ line, program });
  }
  return found;
}

/** Where the packages of the workspace are found. */
const folder = await mkdtemp(
  fileURLToPath(new URL("../../../node_modules/.readme-", import.meta.url)),
);
afterAll(() => rm(folder, { recursive: true }));

const programs = await Promise.all(
  examples().map(async ({ line, program }) => {
    const path = join(folder, `line-${line}.mts`);
    await writeFile(path, program);
    return { line, program, path };
  }),
);

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts", "lib.dom.d.ts"],
  module: ts.ModuleKind.NodeNext,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  skipLibCheck: true,
  strict: true,
  types: ["node"],
};

it("the examples are typed as they should be", () => {
  expect(programs.length).toBeGreaterThan(10);
  const files = programs.map(({ path }) => path);
  const found = ts.getPreEmitDiagnostics(ts.createProgram(files, options));
  expect(
    found.map(({ file, messageText }) => [
      file?.fileName,
      ts.flattenDiagnosticMessageText(messageText, "\n"),
    ]),
  ).toEqual([]);
});

describe("the example", () => {
  it.each(programs)(
    "in line $line says the truth",
    async ({ program, path }) => {
      const { outputText } = ts.transpileModule(program, {
        compilerOptions: options,
        fileName: path,
      });
      const runnable = path.replace(/\.mts$/, ".mjs");
      await writeFile(runnable, outputText);
      await import(/* @vite-ignore */ pathToFileURL(runnable).href);
    },
  );
});
