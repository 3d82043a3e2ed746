/** The conformance tests of the emitted package. @module */
import type { TableIndex } from "../scope.ts";
import { render } from "../templates.ts";
import { kitFiles } from "./kit-files.ts";
import { typeTests } from "./type-tests.ts";

/** What compiles and what must not, and all that the kit is given. */
export function conformanceFiles(
  index: TableIndex,
): ReadonlyMap<string, string> {
  return new Map([
    // What has to be parsed comes first: somebody may be doing that meanwhile.
    ["conformance/types.check.ts", typeTests(index)],
    ["conformance/tsconfig.json", render("conformance/tsconfig.json", {})],
    ...kitFiles(index.table),
  ]);
}
