// The core in a real browser: the same bytes as on disk.
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { run } from "../examples/processes.ts";
import { find } from "../examples/tools.ts";
import { digestsIn } from "./copies.ts";
import { ROOT, sha256 } from "./tables.ts";

const FLAGS = [
  ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"],
  ...["--no-first-run", "--disable-background-networking"],
  ...["--disable-component-update", "--disable-sync"],
];

/** Compiles the table in the page, and leaves the texts where they can be read. */
const SCRIPT = `
  import { compile, emit } from "./generator/src/index.ts";
  const texts = new Map(Object.entries(globalThis.TEXTS));
  const { table, diagnostics } = compile("spec/wsk.yaml", (path) => texts.get(path));
  const result = table === undefined ? diagnostics : Object.fromEntries(emit(table));
  const bytes = new TextEncoder().encode(JSON.stringify(result));
  document.body.dataset.result = bytes.toHex?.() ??
    Array.from(bytes, (it) => it.toString(16).padStart(2, "0")).join("");
`;

/** The files of the Winsock Kernel's table, by path. */
async function texts(): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(join(ROOT, "spec"), { recursive: true });
  const paths = entries
    .map((entry) => `spec/${entry.replaceAll(sep, "/")}`)
    .filter((path) => path.endsWith(".yaml"));
  return Object.fromEntries(
    await Promise.all(
      paths.map(async (path) => [
        path,
        await readFile(join(ROOT, path), "utf8"),
      ]),
    ),
  );
}

/** One page that holds the core, the script and the table. */
async function page(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: SCRIPT, resolveDir: ROOT, loader: "js" },
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
    target: "es2023",
    // A script in a page ends at the first of these.
    charset: "ascii",
  });
  const safe = (code: string): string => code.replaceAll("</", String.raw`<\/`);
  const data = `globalThis.TEXTS = ${JSON.stringify(await texts())};`;
  const code = outputFiles[0]?.text ?? "";
  return `<!doctype html><meta charset="utf-8"><body><script>${safe(data)}</script><script>${safe(code)}</script>`;
}

it("emits the same bytes in a browser", async (context) => {
  const chromium = find(context, "chromium");
  const top = await mkdtemp(join(tmpdir(), "captable-browser-"));
  const file = join(top, "page.html");
  await writeFile(file, await page());
  const profile = `--user-data-dir=${join(top, "profile")}`;
  const url = pathToFileURL(file).href;
  const { stdout } = await run(chromium, [
    ...[...FLAGS, profile],
    ...["--dump-dom", url],
  ]);
  const hex = /data-result="([0-9a-f]*)"/.exec(stdout.toString())?.[1] ?? "";
  const result: Readonly<Record<string, string>> = JSON.parse(
    Buffer.from(hex, "hex").toString("utf8"),
  );
  const digests = Object.fromEntries(
    Object.entries(result).map(([path, text]) => [path, sha256(text)]),
  );
  const { "captable.manifest.json": _manifest, ...onDisk } = digestsIn(ROOT);
  expect(digests).toEqual(onDisk);
  console.log(
    `a browser: ${Object.keys(digests).length} files of the same bytes`,
  );
  await rm(top, { recursive: true, maxRetries: 5 });
});
