/** The roles of categories, inherited ones included. @module */
import * as inheritanceRules from "../diagnostics/inheritance-rules.ts";
import * as rules from "../diagnostics/lifecycle-rules.ts";
import type { Entry, Name, RoleSyntax } from "../syntax/tree.ts";
import type { Ancestry } from "./inheritance.ts";
import type { Members, References } from "./members.ts";
import type { Role } from "./model.ts";
import { resolveRow } from "./resolve-row.ts";
import type { Scope } from "./scope.ts";

/** What resolving roles needs. */
interface RoleInput {
  readonly scope: Scope;
  readonly ancestry: Ancestry;
  readonly members: ReadonlyMap<string, Members>;
  /** The categories that may have more members than are known. */
  readonly incomplete: ReadonlySet<string>;
}

/** The roles of every category, by name. */
export function resolveRoles(
  input: RoleInput,
): ReadonlyMap<string, readonly Role[]> {
  const { scope, ancestry } = input;
  const result = new Map<string, readonly Role[]>();
  for (const entry of ancestry.order) {
    const roles = new Map<string, Role>();
    const from = new Map<string, string>();
    for (const parent of ancestry.parents.get(entry.name) ?? []) {
      for (const role of result.get(parent) ?? []) {
        const known = roles.get(role.name);
        roles.set(role.name, known ?? role);
        if (known !== undefined && known !== role) {
          const about = {
            role: role.name,
            from: from.get(role.name) ?? parent,
          };
          const { reporter } = scope;
          reporter.report(inheritanceRules.roleTwice, entry.span, about);
        }
        from.set(role.name, parent);
      }
    }
    for (const role of entry.row.roles ?? []) {
      const parent = from.get(role.name);
      if (parent === undefined) {
        const resolved = resolveRole(input, role);
        if (resolved !== undefined) roles.set(role.name, resolved);
      } else {
        const about = { role: role.name, from: parent };
        scope.reporter.report(inheritanceRules.roleTwice, role.span, about);
      }
    }
    result.set(entry.name, [...roles.values()]);
  }
  return result;
}

function resolveRole(
  { scope, members, incomplete }: RoleInput,
  { name, span, row }: Entry<RoleSyntax>,
): Role | undefined {
  const category = scope.find(scope.categories, { value: name, span });
  if (category === undefined) return undefined;
  const target = members.get(name);
  // Unknown names are reported where the members of the category are put together.
  const functions = known(row.functions, (id) => scope.functions.has(id));
  const events = known(row.events, (id) => scope.events.has(id));
  const commit = known(row.commit, (id) => scope.functions.has(id));
  // What is missing may be what was misspelt there.
  if (target !== undefined && !incomplete.has(name)) {
    checkMembership(scope, name, functions, target.functions);
    checkMembership(scope, name, events, target.events);
  }
  const ids = functions.map(({ value }) => value);
  for (const { value, span: at } of commit) {
    if (!ids.includes(value)) continue;
    const about = { name: value, role: name };
    scope.reporter.report(rules.commitInsideRole, at, about);
  }
  return {
    ...resolveRow(scope, name, row, scope.categories),
    commit: commit.map(({ value }) => value),
    functions: ids,
    events: events.map(({ value }) => value),
  };
}

function known(
  references: readonly Name[] | undefined,
  exists: (name: string) => boolean,
): readonly Name[] {
  return (references ?? []).filter(({ value }) => exists(value));
}

function checkMembership(
  scope: Scope,
  role: string,
  own: readonly Name[],
  target: References,
): void {
  for (const { value: name, span } of own) {
    if (target.has(name)) continue;
    scope.reporter.report(rules.foreignRoleMember, span, { name, role });
  }
}
