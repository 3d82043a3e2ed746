/** `kinds.ts`: the types that tell the categories apart, and the unions over all of them. @module */
import type { Category, Role, Table } from "../../model/model.ts";
import {
  anyName,
  CATEGORY_NAME,
  categoryNames,
  hasDescendants,
  roleTypeName,
} from "../names.ts";
import {
  documented,
  interfaceDoc,
  literalUnionDoc,
  type Member,
  unionDoc,
} from "../print/declarations.ts";
import type { Doc } from "../print/layout.ts";
import { identifier, stringLiteral } from "../print/literals.ts";
import { isEmitted } from "../print/signatures.ts";
import { say } from "../print/prose.ts";
import type { Scope } from "../scope.ts";

export function kindDeclarations(table: Table, scope: Scope): readonly Doc[] {
  const kinds = [...table.categories, ...table.services];
  return [
    ...unions(table, scope),
    ...kinds.flatMap((kind) => perKind(kind, scope)),
  ];
}

function unions(table: Table, scope: Scope): readonly Doc[] {
  const concrete = table.categories.filter((category) => !category.abstract);
  const entry = (value: (category: Category) => string): readonly Member[] =>
    concrete.map((category) => ({
      code: `${identifier(category.name)}: ${value(category)};`,
    }));
  const exact = (category: Category): string => scope.exact(category);
  const handlers = (category: Category): string =>
    scope.use(categoryNames(category).handlers, "events.ts");
  return [
    documented(
      { text: "The categories of which there are instances." },
      literalUnionDoc(
        CATEGORY_NAME,
        concrete.map((category) => category.name),
      ),
    ),
    documented(
      { text: "The type of an instance of each category." },
      interfaceDoc("Instances", [], entry(exact)),
    ),
    documented(
      { text: "The event handlers of each category." },
      interfaceDoc("HandlersOf", [], entry(handlers)),
    ),
    documented(
      { text: "An instance of any category; `category` tells which." },
      unionDoc(anyName(table), concrete.map(exact)),
    ),
  ];
}

/** Its class is named and not linked: a compiler takes comments with links apart, and there are many of these. */
function perKind(kind: Category, scope: Scope): readonly Doc[] {
  const names = categoryNames(kind);
  const parents = kind.parents.map((name) =>
    categoryNames(scope.index.kind(name)),
  );
  const brand = documented(
    { text: say`Tells \`${kind.className}\` apart for the type checker.` },
    interfaceDoc(
      names.brand,
      parents.map((parent) => parent.brand),
      [{ code: `readonly ${identifier(kind.name)}: true;` }],
    ),
  );
  return [
    brand,
    ...(kind.kind === "category" ? [categoryUnion(kind)] : []),
    documented(
      { text: say`The states of \`${kind.className}\`.` },
      literalUnionDoc(names.state, statesOf(kind, scope)),
    ),
    documented(
      {
        text: say`The transitions that a provider reports of \`${kind.className}\`.`,
      },
      literalUnionDoc(names.report, reportsOf(kind, scope)),
    ),
    ...(kind.roles.length === 0 ? [] : roleTypes(kind, scope)),
    ...(hasDescendants(kind) && !kind.abstract
      ? [exactInterface(kind, scope)]
      : []),
  ];
}

function categoryUnion(kind: Category): Doc {
  return documented(
    { text: say`The categories that are \`${kind.className}\`.` },
    literalUnionDoc(categoryNames(kind).category, kind.descendants),
  );
}

/** Its own states and those of its descendants: what an instance that the class describes may be in. */
function statesOf(kind: Category, scope: Scope): readonly string[] {
  return unite(kind, scope, (one) => one.lifecycle.states);
}

/** Its own reports and those of its descendants. */
export function reportsOf(kind: Category, scope: Scope): readonly string[] {
  return unite(kind, scope, (one) => one.lifecycle.reports);
}

function unite(
  kind: Category,
  scope: Scope,
  rows: (kind: Category) => readonly { readonly name: string }[],
): readonly string[] {
  const found = new Set<string>();
  for (const name of kind.descendants) {
    for (const row of rows(scope.index.kind(name))) found.add(row.name);
  }
  return [...found];
}

function exactInterface(kind: Category, scope: Scope): Doc {
  const base = scope.instance(kind.name);
  return documented(
    { text: say`A \`${kind.className}\` that is no more than that.` },
    interfaceDoc(
      categoryNames(kind).exact,
      [base],
      [{ code: `readonly category: ${stringLiteral(kind.name)};` }],
    ),
  );
}

function roleTypes(kind: Category, scope: Scope): readonly Doc[] {
  const base = scope.instance(kind.name);
  return [
    documented(
      { text: say`The roles that a \`${kind.className}\` may take.` },
      literalUnionDoc(
        categoryNames(kind).role,
        kind.roles.map((role) => role.name),
      ),
    ),
    ...kind.roles.map((role) =>
      documented(
        {
          text: say`A \`${kind.className}\` that has taken the role \`${role.name}\`: what is never legal in it cannot be called.`,
        },
        interfaceDoc(
          roleTypeName(kind, role),
          [base],
          [
            { code: `readonly role: ${stringLiteral(role.name)};` },
            ...neverLegal(kind, role).map((name) => ({
              code: `readonly ${identifier(name)}: never;`,
            })),
          ],
        ),
      ),
    ),
  ];
}

/** The functions that are legal in no state that can follow the commitment. */
export function neverLegal(kind: Category, role: Role): readonly string[] {
  const reachable = statesOfRole(kind, role);
  const legal = new Set<string>();
  for (const state of kind.lifecycle.states) {
    if (!reachable.has(state.name)) continue;
    for (const call of state.calls.keys()) legal.add(call.split(".")[0] ?? "");
  }
  return kind.functions
    .filter((row) => isEmitted(row) && !legal.has(row.id))
    .map((row) => row.name);
}

/** Every state that can follow a successful commitment. */
export function statesOfRole(kind: Category, role: Role): ReadonlySet<string> {
  const { states, reports } = kind.lifecycle;
  const byName = new Map(states.map((state) => [state.name, state]));
  const reached = new Set<string>();
  const queue = states.flatMap((state) =>
    role.commit.flatMap((id) => state.calls.get(id)?.to ?? []),
  );
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    for (const move of byName.get(name)?.calls.values() ?? []) {
      if (move.to !== undefined) queue.push(move.to);
      if (move.via !== undefined) queue.push(move.via);
    }
    for (const report of reports) {
      const target = report.moves.get(name);
      if (target !== undefined) queue.push(target);
    }
  }
  return reached;
}
