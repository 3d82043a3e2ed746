/** `conformance/types.check.ts`: what must compile, and what must not. @module */
import type { Category, Table } from "../../model/model.ts";
import { anyName, categoryNames, roleTypeName } from "../names.ts";
import {
  broken,
  type Doc,
  group,
  indent,
  line,
  list,
} from "../print/layout.ts";
import { literalUnionDoc, unionDoc } from "../print/declarations.ts";
import { identifier, stringLiteral } from "../print/literals.ts";
import { isBuiltIn, isEmitted } from "../print/signatures.ts";
import { Scope, type TableIndex } from "../scope.ts";
import { render } from "../templates.ts";
import { neverLegal } from "../views/kinds.ts";
import { RESERVED_WORDS } from "../../validate/words.ts";

export function typeTests(index: TableIndex): string {
  const scope = new Scope(index, "conformance/types.check.ts");
  const { table } = index;
  const concrete = table.categories.filter((category) => !category.abstract);
  const functions = new Set(
    table.categories.flatMap((one) => one.functions.map((row) => row.id)),
  );
  const pairs = table.categories.length * functions.size;
  const declarations = [
    ...(pairs > MOST_PAIRS ? [] : pairwise(table, concrete, scope)),
    ...table.categories.flatMap((category) => exactMembers(category, scope)),
    ...table.categories.flatMap((category) => roleTests(category, scope)),
    ...table.categories.flatMap((category) => optionTests(category, scope)),
    ...(concrete.length > 0 ? [exhaustive(table, concrete, scope)] : []),
  ];
  return render("conformance/types.check.ts", {
    declarations,
    imports: scope.imports(),
  });
}

/**
 * Tests of each category against each other one grow with the square of the table. Beyond this many pairs only the
 * tests are emitted that grow with the table itself; the exact members of each class say what is absent as well.
 */
const MOST_PAIRS = 20_000;

function pairwise(
  table: Table,
  concrete: readonly Category[],
  scope: Scope,
): readonly Doc[] {
  return [
    ...table.categories.map((category) => absence(table, category, scope)),
    ...table.categories.map((category) => nominal(table, category, scope)),
    ...concrete.flatMap((category) => narrowing(concrete, category, scope)),
  ];
}

/** The class has these members and no others. */
function exactMembers(category: Category, scope: Scope): readonly Doc[] {
  const members = [
    "category",
    "state",
    ...(hasRole(category, scope) ? ["role"] : []),
    ...category.functions.filter(isEmitted).map((row) => row.name),
  ];
  const expected = `MembersOf${category.className}`;
  return [
    literalUnionDoc(expected, members),
    testFunction(
      `members${category.className}`,
      [`_name: Names<${classOf(category, scope)}>`],
      [list(`same<typeof _name, ${expected}>(`, ["true"], ");")],
    ),
  ];
}

function hasRole(category: Category, scope: Scope): boolean {
  return category.ancestors.some(
    (name) => scope.index.kind(name).roles.length > 0,
  );
}

function source(path: string): string {
  return `src/${path}`;
}

function classOf(category: Category, scope: Scope): string {
  return scope.use(
    category.className,
    source(categoryNames(category).classFile),
  );
}

function testFunction(
  name: string,
  params: readonly Doc[],
  statements: readonly Doc[],
): Doc {
  const head = list(
    `export function ${identifier(name)}(`,
    params,
    "): void {",
  );
  if (statements.length === 0) return [head, "}"];
  return broken(head, indent(statements.map((one) => [line, one])), line, "}");
}

/** What other categories have and this one does not. */
function absence(table: Table, category: Category, scope: Scope): Doc {
  const own = new Set(category.functions.map((row) => row.name));
  const foreign = new Set(
    table.categories.flatMap((other) =>
      other.functions.filter(isEmitted).map((row) => row.name),
    ),
  );
  const reserved = category.functions
    .filter((row) => !isEmitted(row))
    .map((row) => row.name);
  const absent = [...foreign].filter(
    (name) => !own.has(name) && !isBuiltIn(name),
  );
  return testFunction(
    `absentFrom${category.className}`,
    [`value: ${classOf(category, scope)}`],
    [...absent, ...reserved].flatMap((name) => [
      `// @ts-expect-error ${category.name} has no ${identifier(name)}`,
      `void value.${identifier(name)};`,
    ]),
  );
}

/** No category can be taken for one that it is not, however alike they look. */
function nominal(table: Table, category: Category, scope: Scope): Doc {
  const target = classOf(category, scope);
  const others = table.categories.filter((other) => other !== category);
  return testFunction(
    `takenFor${category.className}`,
    others.map((other) => `${bindable(other.name)}: ${classOf(other, scope)}`),
    others.flatMap((other) => {
      const statement: Doc = group(
        `void (${bindable(other.name)} satisfies ${target});`,
      );
      return category.descendants.includes(other.name)
        ? [statement]
        : [
            `// @ts-expect-error ${other.name} is not ${category.name}`,
            statement,
          ];
    }),
  );
}

/** Both branches of a guard, against the categories that are inside and outside. */
function narrowing(
  concrete: readonly Category[],
  category: Category,
  scope: Scope,
): readonly Doc[] {
  const { table } = scope.index;
  const guard = scope.useValue(
    categoryNames(category).guard,
    source("guards.ts"),
  );
  const any = scope.use(anyName(table), source("kinds.ts"));
  const inside = `Inside${category.className}`;
  const outside = `Outside${category.className}`;
  const isInside = (one: Category): boolean =>
    category.descendants.includes(one.name);
  return [
    unionDoc(inside, exactTypes(concrete.filter(isInside), scope)),
    unionDoc(
      outside,
      exactTypes(
        concrete.filter((one) => !isInside(one)),
        scope,
      ),
    ),
    testFunction(
      `narrowsTo${category.className}`,
      [`value: ${any}`],
      [
        broken(
          `if (${guard}(value)) {`,
          indent(line, same(inside)),
          line,
          "} else {",
          indent(line, same(outside)),
          line,
          "}",
        ),
      ],
    ),
  ];
}

function exactTypes(categories: readonly Category[], scope: Scope): string[] {
  return categories.map((category) => {
    const { exact, classFile } = categoryNames(category);
    const module = exact === category.className ? classFile : "kinds.ts";
    return scope.use(exact, source(module));
  });
}

function same(type: string): Doc {
  return list(`same<typeof value, ${type}>(`, ["true"], ");");
}

function roleTests(category: Category, scope: Scope): readonly Doc[] {
  return category.roles.map((role) => {
    const type = scope.use(roleTypeName(category, role), source("kinds.ts"));
    const actsAs = scope.useValue("actsAs", source("guards.ts"));
    const statements = neverLegal(category, role).map(
      (name) => `void (value.${identifier(name)} satisfies never);`,
    );
    return testFunction(
      `actingAs${type}`,
      [`value: ${classOf(category, scope)}`],
      [
        `if (!${actsAs}(value, ${stringLiteral(role.name)})) return;`,
        `void (value satisfies ${type});`,
        `void (value.role satisfies ${stringLiteral(role.name)});`,
        ...statements,
      ],
    );
  });
}

/** What the provider may lack narrows in one branch, and leaves the other as it was. */
function optionTests(category: Category, scope: Scope): readonly Doc[] {
  const type = classOf(category, scope);
  return category.functions
    .filter(
      (row) => row.support === "optional" && category.ownFunctions.has(row.id),
    )
    .map((row) => {
      const supports = scope.useValue("supports", source("guards.ts"));
      const condition = `${supports}(value, ${stringLiteral(row.name)})`;
      return testFunction(
        `${identifier(row.name)}Of${type}`,
        [`value: ${type}`],
        [
          list("if (", [condition], ") return;"),
          list(`same<typeof value, ${type}>(`, ["true"], ");"),
        ],
      );
    });
}

function exhaustive(
  table: Table,
  concrete: readonly Category[],
  scope: Scope,
): Doc {
  const any = scope.use(anyName(table), source("kinds.ts"));
  return broken(
    list("export function exhaustive(", [`value: ${any}`], "): string {"),
    indent(
      line,
      "switch (value.category) {",
      indent(
        concrete.map((category) => [
          line,
          `case ${stringLiteral(category.name)}:`,
          indent(line, "return value.category;"),
        ]),
      ),
      line,
      "}",
    ),
    line,
    "}",
  );
}

/** The name of a parameter: a category may be called by a word that cannot be one, but not with this sign. */
function bindable(name: string): string {
  return identifier(RESERVED_WORDS.has(name) ? `${name}$` : name);
}
