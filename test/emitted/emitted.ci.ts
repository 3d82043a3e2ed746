// What takes long: every compiler, and the conformance tests of every package.
import { describe, expect, it } from "vitest";
import { emitted, LONG, PackageFolder, rich, tables } from "./packages.ts";

// The newest compiler's turn comes with every run of the tests.
describe.each(["typescript-5.9", "typescript"])("with %s", (compiler) => {
  it.each(rich)(
    "the package of %s compiles, and what must not compile does not",
    async (path) => {
      const folder = await PackageFolder.of(emitted(path));
      try {
        expect(await folder.complaintsOf(compiler)).toBe("");
      } finally {
        await folder.remove();
      }
    },
    LONG,
  );
});

describe("its own conformance tests", () => {
  it.each(tables)(
    "are passed by the package of %s",
    async (path) => {
      const folder = await PackageFolder.of(emitted(path));
      try {
        expect(await folder.failures()).toBe("");
      } finally {
        await folder.remove();
      }
    },
    LONG,
  );
});
