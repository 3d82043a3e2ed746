import { fileURLToPath } from "node:url";

const runner = fileURLToPath(
  new URL("dist/stryker/runner.js", import.meta.url),
);

/**
 * Stryker on the classes of `@captable/wsk`: it makes the faults, the conformance kit has to notice them.
 *
 *     npm run stryker
 *
 * @type {import("@stryker-mutator/api/core").PartialStrykerOptions}
 */
export default {
  // What enforces the table, and what tells instances apart. The rest of the package is declarations and checks of values.
  mutate: [
    "generated/wsk/src/guards.ts",
    "generated/wsk/src/invoke.ts",
    ...["access", "call", "core", "host", "instance", "refusal", "rules"].map(
      (name) => `generated/wsk/src/runtime/${name}.ts`,
    ),
  ],
  // Only the package goes into the sandbox. It lies within the workspace, whose node_modules are found from there.
  ignorePatterns: [
    "/*",
    "!/generated",
    "/generated/*",
    "!/generated/wsk",
    "dist",
  ],
  tempDirName: ".cache/stryker/sandbox",
  symlinkNodeModules: false,
  disableTypeChecks: false,
  // The faults are all in one build; the runner says which is on.
  buildCommand: "node ../../../../test/mutants/dist/stryker/build.js",
  testRunner: "kit",
  plugins: [runner],
  coverageAnalysis: "all",
  concurrency: 2,
  // For what never ends. Generous: on a busy machine, a fault that survives must not look like one that hangs.
  timeoutMS: 60_000,
  reporters: ["json", "html", "progress-append-only"],
  jsonReporter: { fileName: ".cache/stryker/report/mutation.json" },
  htmlReporter: { fileName: ".cache/stryker/report/mutation.html" },
  allowConsoleColors: false,
};
