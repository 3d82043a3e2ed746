/** `guards.ts`. @module */
import type { Category, Table } from "../../model/model.ts";
import { categoryNames, roleTypeName } from "../names.ts";
import type { DocComment } from "../print/comments.ts";
import { interfaceDoc, unionMembers } from "../print/declarations.ts";
import { type Doc, list } from "../print/layout.ts";
import { identifier, stringLiteral } from "../print/literals.ts";
import { isEmitted } from "../print/signatures.ts";
import { Scope, type TableIndex } from "../scope.ts";
import { array, strings } from "../print/data.ts";
import { say } from "../print/prose.ts";

export interface GuardsView {
  readonly imports: Doc;
  readonly errorClass: string;
  /** Whether the table leaves any function to the provider. */
  readonly provided: boolean;
  readonly categories: readonly GuardView[];
  readonly supporting: Doc;
  readonly optional: Doc;
  readonly acting: readonly { readonly member: Doc }[];
}

interface GuardView {
  readonly guard: string;
  /** What it is told by, if that is no span of numbers. */
  readonly kinds: Doc | undefined;
  readonly test: Doc;
  readonly guardDoc: DocComment;
  readonly guardSignature: Doc;
  readonly assertDoc: DocComment;
  readonly assertSignature: Doc;
  readonly complaint: Doc;
}

export function guardsView(index: TableIndex): GuardsView {
  const { table } = index;
  const scope = new Scope(index, "guards.ts");
  scope.useValue("coreOf", "runtime/instance.ts");
  scope.useValue(table.errorClass, "errors.ts");
  scope.useValue("violations", "runtime/violations.ts");
  const optional = optionalNames(table);
  if (optional.length > 0) scope.use("provided", "runtime/instance.ts");
  const view = {
    errorClass: table.errorClass,
    provided: optional.length > 0,
    categories: table.categories.map((category) => guard(category, scope)),
    supporting: supporting(table, scope),
    optional: [
      "const optional: ReadonlySet<string> = /* @__PURE__ */ new Set<string>(",
      strings(optional),
      ");",
    ],
    acting: acting(table, scope),
  };
  return { ...view, imports: scope.imports() };
}

function guard(category: Category, scope: Scope): GuardView {
  const names = categoryNames(category);
  const type = scope.instance(category.name);
  const others = category.descendants.slice(1);
  const including = others.length === 0 ? "" : ` So are: ${others.join(", ")}.`;
  return {
    guard: names.guard,
    ...kindTest(category, scope),
    guardDoc: {
      text: say`Whether the value is a \`${category.className}\`.${including} Takes anything, never throws, and no imitation passes.`,
    },
    guardSignature: predicate(names.guard, `value is ${type}`),
    assertDoc: {
      text: say`Throws unless the value is a \`${category.className}\`.`,
    },
    assertSignature: predicate(names.assertion, `asserts value is ${type}`),
    complaint: list(
      "throw expected(",
      [stringLiteral(category.className)],
      ");",
    ),
  };
}

/** By the numbers of kinds: a comparison, or, where heirs have several parents and stand in several places, a list. */
function kindTest(
  category: Category,
  scope: Scope,
): Pick<GuardView, "kinds" | "test"> {
  const span = scope.index.numbers.spanOf(category);
  const { kinds } = categoryNames(category);
  if (span !== undefined) {
    const kindWithin = scope.useValue("kindWithin", "runtime/kind.ts");
    return {
      kinds: undefined,
      test: `${kindWithin}(value, ${span.first}, ${span.last})`,
    };
  }
  const numbers = category.descendants.map((name) =>
    String(scope.index.numbers.of(name)),
  );
  const kindsOf = scope.useValue("kindsOf", "runtime/kind.ts");
  const kindAmong = scope.useValue("kindAmong", "runtime/kind.ts");
  return {
    kinds: [
      `const ${kinds} = /* @__PURE__ */ ${kindsOf}(`,
      array(numbers),
      ");",
    ],
    test: `${kindAmong}(value, ${kinds})`,
  };
}

function predicate(name: string, result: string): Doc {
  return list(
    `export function ${identifier(name)}(`,
    ["value: unknown"],
    `): ${result} {`,
  );
}

/** For each function, the categories that have it without having it from another category. */
function supporting(table: Table, scope: Scope): Doc {
  const owners = new Map<string, string[]>();
  for (const category of table.categories) {
    const inherited = new Set(
      category.parents.flatMap((parent) =>
        scope.index.kind(parent).functions.map((row) => row.name),
      ),
    );
    for (const row of category.functions) {
      if (!isEmitted(row) || inherited.has(row.name)) continue;
      const known = owners.get(row.name) ?? [];
      const type = scope.instance(category.name);
      known.push(
        row.support === "optional"
          ? `(${type} & Provided<${stringLiteral(row.name)}>)`
          : type,
      );
      owners.set(row.name, known);
    }
  }
  const members = [...owners].map(([name, types]) => ({
    code: member(name, types),
  }));
  return interfaceDoc("Supporting", [], members);
}

function acting(
  table: Table,
  scope: Scope,
): readonly { readonly member: Doc }[] {
  const actors = new Map<string, string[]>();
  for (const category of table.categories) {
    for (const role of category.roles) {
      const own = table.categories.some((one) => one.name === role.name);
      const known =
        actors.get(role.name) ?? (own ? [scope.instance(role.name)] : []);
      known.push(scope.use(roleTypeName(category, role), "kinds.ts"));
      actors.set(role.name, known);
    }
  }
  return [...actors].map(([name, types]) => ({ member: member(name, types) }));
}

function member(name: string, types: readonly string[]): Doc {
  const [only = ""] = types;
  return types.length === 1
    ? `${identifier(name)}: ${only.replace(/^\((.*)\)$/, "$1")};`
    : [`${identifier(name)}:`, unionMembers(types), ";"];
}

function optionalNames(table: Table): readonly string[] {
  const names = table.categories.flatMap((category) =>
    category.functions
      .filter((row) => row.support === "optional")
      .map((row) => row.name),
  );
  return [...new Set(names)];
}
