// Bundles the modules of the program into a few files, so that it starts without looking for hundreds. What others have
// written stays outside: it is installed as package.json says, and can be audited and replaced there.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
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

const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: {
    main: join("dist", "cli", "main.js"),
    worker: join("dist", "cli", "workers", "worker.js"),
  },
  outdir: target,
  bundle: true,
  splitting: true,
  packages: "external",
  platform: "node",
  target: "node20.19",
  format: "esm",
  // Names stay: they stand in the trace of whoever reports a bug.
  minifyWhitespace: true,
  minifySyntax: true,
  plugins: [kitOutside],
  logLevel: "warning",
  write: false,
});

// What is as it was is left alone: somebody may be running the program, and finds all of it at any time.
mkdirSync(target, { recursive: true });
for (const { path, contents } of outputFiles)
  if (!existsSync(path) || !readFileSync(path).equals(contents))
    writeFileSync(path, contents);
const made = new Set(outputFiles.map(({ path }) => path));
for (const name of readdirSync(target))
  if (!made.has(join(target, name))) rmSync(join(target, name));
