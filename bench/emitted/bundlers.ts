/** Bundlers: the one that the workspace has, and one that is installed for the measurement. @module */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build, type BuildOptions } from "esbuild";
import { install } from "../rivals/install.ts";
import { ROOT } from "../paths.ts";

interface Bundle {
  /** Minified. */
  readonly code: string;
  /** The bytes that are left of each module before minifying, by path. */
  readonly modules: ReadonlyMap<string, number>;
}

export interface Bundler {
  readonly name: string;
  bundle(entry: string): Promise<Bundle>;
}

const DRIVER = `import { rolldown } from "rolldown";
const bundle = await rolldown({ input: process.argv[2], platform: "neutral" });
const output = async (minify) => (await bundle.generate({ format: "esm", minify })).output[0];
const { modules } = await output(false);
const lengths = Object.entries(modules).map(([path, { code }]) => [path, code?.length ?? 0]);
console.log(JSON.stringify({ code: (await output(true)).code, modules: lengths }));
`;

const ROLLDOWN = {
  name: "rolldown 1.3.2",
  packages: { rolldown: "1.3.2" },
  driver: DRIVER,
};

export const BUNDLERS: readonly Bundler[] = [
  { name: "esbuild", bundle: byEsbuild },
  { name: ROLLDOWN.name, bundle: byRolldown },
];

async function byEsbuild(entry: string): Promise<Bundle> {
  const common = {
    entryPoints: [entry],
    absWorkingDir: ROOT,
    bundle: true,
    format: "esm",
    outfile: "out.mjs",
  } satisfies BuildOptions;
  const told = { ...common, write: false, metafile: true } as const;
  const { metafile } = await build(told);
  const { outputFiles } = await build({ ...told, minify: true });
  const modules = Object.keys(metafile.inputs).map((path) => {
    const left = metafile.outputs["out.mjs"]?.inputs[path]?.bytesInOutput;
    return [path, left ?? 0] as const;
  });
  return { code: outputFiles[0]?.text ?? "", modules: new Map(modules) };
}

function byRolldown(entry: string): Promise<Bundle> {
  const folder = install(ROLLDOWN);
  if (folder === undefined) throw new Error("rolldown cannot be installed");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(folder, "driver.mjs"), entry],
    { cwd: ROOT, encoding: "utf8", maxBuffer: 2 ** 26 },
  );
  if (status !== 0) throw new Error(`rolldown on ${entry}:\n${stderr}`);
  const told: {
    readonly code: string;
    readonly modules: readonly (readonly [string, number])[];
  } = JSON.parse(stdout);
  return Promise.resolve({ ...told, modules: new Map(told.modules) });
}
