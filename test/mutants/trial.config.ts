/** Runs the product's own tests with one deliberate fault in the sources, which stay as they are: `MUTANT=id`. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vitest/config";
import { mutated } from "./apply.ts";
import { mutants } from "./mutants.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const sources = (path: string): string => `${root}${path}/src/index.ts`;

/** Gives the file the fault when it is loaded. */
function fault(id: string): Plugin {
  const mutant = mutants.find((one) => one.id === id);
  if (mutant === undefined) throw new Error(`there is no mutant ${id}`);
  const path = `${root}${mutant.file}`;
  return {
    name: "fault",
    enforce: "pre",
    load: (file) =>
      file === path ? mutated(readFileSync(path, "utf8"), mutant) : undefined,
  };
}

const id = process.env["MUTANT"];

export default defineConfig({
  root,
  plugins: id === undefined ? [] : [fault(id)],
  resolve: {
    // The sources, not what was built of them.
    alias: {
      "@captable/wsk-memory": sources("providers/wsk-memory"),
      "@captable/wsk-node": sources("providers/wsk-node"),
      "@captable/wsk-sockets": sources("providers/wsk-sockets"),
      "@captable/wsk": sources("generated/wsk"),
    },
  },
  test: {
    include: [
      "generated/wsk/conformance/**/*.test.ts",
      "providers/*/test/**/*.test.ts",
      "test/**/*.test.ts",
    ],
    // That is about the package as it is built.
    testNamePattern: /^(?!two copies of the package)/,
    maxWorkers: 1,
    testTimeout: 5_000,
    // One is enough.
    bail: 1,
  },
});
