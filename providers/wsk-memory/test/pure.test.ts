import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, it } from "vitest";

const source = new URL("../src/", import.meta.url);

it("nothing depends on the time of day, or on chance without a seed", async () => {
  const all = await readdir(source, { recursive: true });
  const files = all.filter((file) => file.endsWith(".ts"));
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) {
    const text = await readFile(new URL(file, source), "utf8");
    expect(text, file).not.toMatch(
      /\bDate\b|\bperformance\b|Math\.random|\bcrypto\b|setInterval|node:/,
    );
  }
});

it("runs in a browser: a bundle needs nothing of Node", async () => {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: `
        import { register } from "@captable/wsk";
        import { memoryProvider } from "./index.ts";
        globalThis.registration = register(memoryProvider());
      `,
      resolveDir: fileURLToPath(source),
    },
    bundle: true,
    format: "esm",
    platform: "browser",
    metafile: true,
    write: false,
  });
  const [file] = outputFiles;
  expect(file?.text).not.toMatch(/["']node:/);
  const imports = Object.values(metafile.inputs).flatMap((input) =>
    input.imports.filter(({ external }) => external),
  );
  expect(imports).toEqual([]);
});
