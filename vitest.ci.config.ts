import { defineConfig } from "vitest/config";

/** What takes a browser, a load or many minutes, and is therefore left to CI. */
export default defineConfig({
  test: {
    include: ["generator/test/**/*.ci.ts", "test/**/*.ci.ts"],
    testTimeout: 60_000,
    // These measure, or fill the machine.
    fileParallelism: false,
    allowOnly: false,
    passWithNoTests: false,
  },
});
