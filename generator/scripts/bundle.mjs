// Bundles the program into a few files, so that it starts without looking for hundreds of modules.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const target = join(root, "dist", "bundle");

const PROGRAM = join(root, "dist", "cli", "conformance") + sep;
const KIT = join(root, "dist", "conformance") + sep;

/**
 * The command that runs a kit takes it from where it is: its modules look for files beside them, and a provider's own
 * program loads the same ones.
 */
const kitOutside = {
  name: "kit-outside",
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ importer, path, resolveDir }) => {
      const file = resolve(resolveDir, path);
      if (!importer.startsWith(PROGRAM) || !file.startsWith(KIT)) return;
      const from = relative(target, file).split(sep).join("/");
      return { path: from, external: true };
    });
  },
};

rmSync(target, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: [join("dist", "cli", "main.js")],
  outdir: target,
  bundle: true,
  splitting: true,
  platform: "node",
  target: "node20.19",
  format: "esm",
  // Names stay: they stand in the trace of whoever reports a bug.
  minifyWhitespace: true,
  minifySyntax: true,
  // A parser in machine code, and what only a kit wants.
  external: ["oxc-parser", "ajv", "fast-check", "fast-xml-builder"],
  // Packages in the older format ask for modules of Node by `require`.
  banner: {
    js: 'import{createRequire as createRequireOfNode}from"node:module";const require=createRequireOfNode(import.meta.url);',
  },
  legalComments: "none",
  plugins: [kitOutside],
  metafile: true,
  logLevel: "warning",
});
writeFileSync(
  join(target, "LICENSES.txt"),
  licences(Object.keys(metafile.inputs)),
);

/** The licences of all packages of which there is a part in the bundle: they ask to be passed on. */
function licences(inputs) {
  const folders = new Set(
    inputs.flatMap((path) => {
      const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path);
      return found === null ? [] : [resolve(root, found[1])];
    }),
  );
  const texts = [...folders].sort().map((folder) => {
    const name = readdirSync(folder).find((it) => /^licen[cs]e/i.test(it));
    if (name === undefined) throw new Error(`${folder} has no licence`);
    const { name: title } = JSON.parse(
      readFileSync(join(folder, "package.json"), "utf8"),
    );
    const text = readFileSync(join(folder, name), "utf8");
    return `${title}\n${"-".repeat(title.length)}\n\n${text.trim()}\n`;
  });
  return texts.join("\n");
}
