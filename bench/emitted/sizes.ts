// What a page that uses a part of the package has to load, as bundlers make it.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { CACHE } from "../paths.ts";
import { BUNDLERS, type Bundler } from "./bundlers.ts";

export interface Size {
  readonly bundler: string;
  readonly name: string;
  readonly minified: number;
  readonly gzipped: number;
  /** What is left of each module, not minified, in bytes. */
  readonly modules: Readonly<Record<string, number>>;
  /** How many modules there are of which nothing is left. */
  readonly dropped: number;
}

const PARTS: Readonly<Record<string, string>> = {
  "one guard": `import { isListeningSocket } from "@captable/wsk"; console.log(isListeningSocket({}));`,
  "one class": `import { ListeningSocket } from "@captable/wsk"; console.log(ListeningSocket);`,
  everything: `import * as wsk from "@captable/wsk"; console.log(wsk);`,
};

export async function sizes(): Promise<readonly Size[]> {
  const found: Size[] = [];
  for (const bundler of BUNDLERS)
    for (const [name, text] of Object.entries(PARTS))
      found.push(await sizeOf(bundler, name, text));
  return found;
}

async function sizeOf(
  { name: bundler, bundle }: Bundler,
  name: string,
  text: string,
): Promise<Size> {
  // Inside the workspace, so that the package is found.
  const folder = join(CACHE, "parts");
  mkdirSync(folder, { recursive: true });
  const entry = join(folder, `${name.replaceAll(" ", "-")}.mjs`);
  writeFileSync(entry, text);
  const { code, modules } = await bundle(entry);
  const ours = [...modules].flatMap(([path, bytes]) => {
    const [, module] = /generated\/wsk\/dist\/(.*)$/.exec(path) ?? [];
    return module === undefined ? [] : [[module, bytes] as const];
  });
  const left = ours.filter(([, bytes]) => bytes > 0);
  return {
    bundler,
    name,
    minified: Buffer.byteLength(code),
    gzipped: gzipSync(code, { level: 9 }).byteLength,
    modules: Object.fromEntries(left),
    dropped: ours.length - left.length,
  };
}
