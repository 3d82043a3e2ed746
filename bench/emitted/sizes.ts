// What a page that uses a part of the package has to load, as esbuild bundles it.
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

export interface Size {
  readonly name: string;
  readonly minified: number;
  readonly gzipped: number;
}

const parts: Readonly<Record<string, string>> = {
  "one guard": `import { isListeningSocket } from "@captable/wsk"; console.log(isListeningSocket({}));`,
  "one class": `import { ListeningSocket } from "@captable/wsk"; console.log(ListeningSocket);`,
  everything: `import * as wsk from "@captable/wsk"; console.log(wsk);`,
};

export function sizes(): Promise<readonly Size[]> {
  return Promise.all(
    Object.entries(parts).map(async ([name, contents]) => {
      const { outputFiles } = await build({
        stdin: {
          contents,
          resolveDir: fileURLToPath(new URL("../..", import.meta.url)),
        },
        bundle: true,
        format: "esm",
        minify: true,
        write: false,
      });
      const code = outputFiles[0]?.contents ?? new Uint8Array();
      return {
        name,
        minified: code.byteLength,
        gzipped: gzipSync(code, { level: 9 }).byteLength,
      };
    }),
  );
}
