// Measures all groups, or those that are named, and writes down what came of it.
// npm run bench [-- GROUP …] [--quick] [--sizes 5,100]
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { readmeFigures } from "./figures/figures.ts";
import { type Group, GROUPS } from "./groups/groups.ts";
import { ROOT } from "./paths.ts";
import { keepSections, refreshPage } from "./report/keep.ts";

interface Options {
  readonly quick: boolean;
  readonly sizes: string;
}

/** Whether the group came to its end. */
function measure(group: Group, { quick, sizes }: Options): boolean {
  console.log(`── ${group.title}\n`);
  const options = [
    ...(quick ? group.quick : []),
    ...(sizes !== "" && group.name === "generator" ? ["--sizes", sizes] : []),
  ];
  const { status } = spawnSync(
    "npm",
    ["run", "-s", group.script, "--", ...options],
    {
      cwd: ROOT,
      stdio: "inherit",
      env: { ...process.env, ...(quick && { BENCH_QUICK: "1" }) },
    },
  );
  return status === 0;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    sizes: { type: "string", default: "" },
  },
});
const names =
  positionals.length > 0 ? positionals : GROUPS.map((it) => it.name);
const unknown = names.filter((it) => !GROUPS.some(({ name }) => name === it));
if (unknown.length > 0) {
  const known = GROUPS.map(({ name }) => name).join(", ");
  console.error(`there is no group ${unknown.join(", ")}; there is: ${known}`);
  process.exitCode = 2;
} else {
  const failed: string[] = [];
  for (const group of GROUPS.filter(({ name }) => names.includes(name))) {
    if (!measure(group, values)) failed.push(group.name);
    else if (!values.quick) await keepSections(group);
  }
  // A look is not kept.
  if (!values.quick)
    await refreshPage("README.md", "figures", await readmeFigures());
  if (failed.length > 0) {
    console.error(`failed: ${failed.join(", ")}`);
    process.exitCode = 1;
  }
}
