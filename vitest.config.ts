import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "generator/test/**/*.test.ts",
      "generated/*/conformance/**/*.test.ts",
      "providers/*/test/**/*.test.ts",
      "test/**/*.test.ts",
    ],
    testTimeout: 30_000,
    // By default one core is left idle, which on a small machine is half of it.
    maxWorkers: "100%",
    // A test that does not run is not a test that passes.
    allowOnly: false,
    passWithNoTests: false,
  },
});
