// What takes long: every compiler, and the conformance tests of the packages that say most.
import { describe, expect, it } from "vitest";
import { emitted, LONG, PackageFolder, rich } from "./packages.ts";

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

// Of all the other tables, the proof of the kit's teeth shows that the model passes.
describe("its own conformance tests", () => {
  it.each(rich)(
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
