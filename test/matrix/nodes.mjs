// Runs the tests of what users run on every Node that captable supports: the emitted package, the providers, the tool.
// The npm package `node` brings each binary. With --paths [MAJOR …] it only says where they are, after installing them.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const VERSIONS = ["20.20.2", "22.23.3", "24.21.0", "26.10.0"];
const SUITES = [
  "generated",
  "providers",
  "generator/test/cli",
  "test/package",
  "test/behaviour",
];
/** These start compilers and bundlers, which know no Node. */
const LEFT_OUT = ["test/package/typescript.test.ts"];

const root = fileURLToPath(new URL("../..", import.meta.url));

function install(version) {
  const folder = join(root, ".cache", "nodes", version);
  const binary = join(folder, "node_modules", ".bin", "node");
  if (existsSync(binary)) return binary;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  run("npm", ["install", "--no-audit", "--no-fund", `node@${version}`], folder);
  return binary;
}

function run(command, args, cwd) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: "inherit" });
  if (error !== undefined) throw error;
  return status ?? 1;
}

if (process.argv[2] === "--paths") {
  const majors = process.argv.slice(3);
  const wanted = VERSIONS.filter(
    (it) => majors.length === 0 || majors.includes(it.split(".")[0]),
  );
  console.log(JSON.stringify(wanted.map((it) => [it, install(it)])));
  process.exit();
}

const failed = [];
for (const version of VERSIONS) {
  // The tests have just been run on this one.
  if (process.env.CI !== undefined && version === process.versions.node) {
    console.log(`\n── Node ${version}: the one that all tests run on`);
    continue;
  }
  const binary = install(version);
  const { stdout } = spawnSync(binary, ["--version"], { encoding: "utf8" });
  if (stdout.trim() !== `v${version}`) {
    throw new Error(`expected Node ${version}, got ${stdout.trim()}`);
  }
  console.log(`\n── Node ${version}`);
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const excluded = LEFT_OUT.flatMap((path) => ["--exclude", path]);
  const args = [vitest, "run", ...excluded, ...SUITES];
  if (run(binary, args, root) !== 0) failed.push(version);
}

if (failed.length > 0) {
  console.error(`failed on Node ${failed.join(", ")}`);
  process.exitCode = 1;
} else {
  console.log(`\npassed on Node ${VERSIONS.join(", ")}`);
}
