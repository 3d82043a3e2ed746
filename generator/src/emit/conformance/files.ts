/** The conformance tests of the emitted package, first form: what the table alone says. @module */
import type { Category, Table } from "../../model/model.ts";
import { categoryNames } from "../names.ts";
import { type Doc, print } from "../print/layout.ts";
import { isEmitted } from "../print/signatures.ts";
import { Scope, type TableIndex } from "../scope.ts";
import { render } from "../templates.ts";
import { array, object } from "../print/data.ts";
import { caseDocs } from "./cases.ts";
import { typeTests } from "./type-tests.ts";

const STATIC = ["guards.test.ts", "lifecycle.test.ts", "shape.test.ts"];

export function conformanceFiles(
  index: TableIndex,
): ReadonlyMap<string, string> {
  const { table } = index;
  const files = new Map<string, string>();
  for (const name of [...STATIC, "recording-provider.ts"]) {
    files.set(
      `conformance/${name}`,
      render(`conformance/${name}`, view(table)),
    );
  }
  files.set("conformance/cases.ts", cases(index));
  files.set("conformance/types.check.ts", typeTests(index));
  files.set(
    "conformance/tsconfig.json",
    render("conformance/tsconfig.json", {}),
  );
  return files;
}

function view(table: Table): object {
  return {
    errorClass: table.errorClass,
    violations: table.violations,
    roles: table.categories.some((category) => category.roles.length > 0),
    functions: table.categories.some((one) => one.functions.some(isEmitted)),
  };
}

function cases(index: TableIndex): string {
  const { table } = index;
  const scope = new Scope(index, "conformance/cases.ts");
  scope.use("Case", "conformance/recording-provider.ts");
  const rows = caseDocs(table, scope);
  const guards = guardMap(table.categories, scope);
  for (const helper of ["instance", "emptyStream"]) {
    if (mentions(rows, `${helper}(`)) {
      scope.useValue(helper, "conformance/recording-provider.ts");
    }
  }
  return render("conformance/cases.ts", {
    rows: array(rows),
    guards,
    imports: scope.imports(),
  });
}

function mentions(docs: readonly Doc[], text: string): boolean {
  // What stands in a string of the table is no code.
  const strings = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;
  return docs.some((doc) => print(doc).replace(strings, "").includes(text));
}

function guardMap(categories: readonly Category[], scope: Scope): Doc {
  return object(
    categories.map((category) => {
      const names = categoryNames(category);
      const guard = scope.useValue(names.guard, "src/guards.ts");
      const assertion = scope.useValue(names.assertion, "src/guards.ts");
      return [
        category.name,
        object([
          ["guard", guard],
          ["assertion", `${assertion} as (value: unknown) => void`],
        ]),
      ];
    }),
  );
}
