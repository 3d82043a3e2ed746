import { defineConfig } from "vitest/config";

/** What measures, or fills the machine: one at a time, after the others. */
const ALONE = ["conformance", "examples", "product", "mutants"].map(
  (folder) => `test/${folder}/**/*.ci.ts`,
);

/** What takes a browser, a load or many minutes, and is therefore left to CI. */
export default defineConfig({
  test: {
    maxWorkers: "100%",
    allowOnly: false,
    passWithNoTests: false,
    projects: [
      {
        test: {
          name: "side by side",
          include: ["generator/test/**/*.ci.ts", "test/**/*.ci.ts"],
          exclude: ALONE,
          testTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "alone",
          include: ALONE,
          testTimeout: 60_000,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
