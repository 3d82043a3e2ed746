/** Which functions, events and properties each category and service has. @module */
import { entryInHolder } from "../diagnostics/function-rules.ts";
import * as inheritanceRules from "../diagnostics/inheritance-rules.ts";
import * as nameRules from "../diagnostics/name-rules.ts";
import type {
  CategorySyntax,
  Entry,
  HolderSyntax,
  Name,
} from "../syntax/tree.ts";
import type { Ancestry } from "./inheritance.ts";
import type { Names, Scope } from "./scope.ts";

/** References by what they name, in the order of emission; each where it was given to the category. */
export type References = ReadonlyMap<string, Name>;

export interface Members {
  readonly functions: References;
  readonly events: References;
  /** Those that it gets from sets; what properties say themselves is added to that. */
  readonly setProperties: References;
}

/** The members of every category and service, by name. */
export function resolveMembers(
  scope: Scope,
  ancestry: Ancestry,
): ReadonlyMap<string, Members> {
  const members = new Map<string, Members>();
  for (const entry of ancestry.order) {
    const parents = ancestry.parents.get(entry.name) ?? [];
    members.set(entry.name, membersOfCategory(scope, entry, parents, members));
  }
  for (const service of scope.services.all()) {
    members.set(service.name, membersOfService(scope, service));
  }
  return members;
}

function membersOfService(scope: Scope, entry: Entry<HolderSyntax>): Members {
  const { functions, events } = entry.row;
  return {
    functions: collect(scope, scope.functions, new Inherited(), [functions]),
    events: collect(scope, scope.events, new Inherited(), [events]),
    setProperties: new Map(),
  };
}

function membersOfCategory(
  scope: Scope,
  entry: Entry<CategorySyntax>,
  parents: readonly string[],
  known: ReadonlyMap<string, Members>,
): Members {
  const { row } = entry;
  const sets = scope
    .findAll(scope.sets, row.includes)
    .flatMap(({ value }) => scope.sets.get(value)?.row ?? []);
  const roles = (row.roles ?? []).map((role) => role.row);
  const inherit = (of: (members: Members) => References): Inherited =>
    inheritFrom(parents, known, of);
  return {
    functions: collect(
      scope,
      scope.functions,
      inherit(({ functions }) => functions),
      [row.functions],
      sets.map(({ functions }) => functions),
      roles.flatMap(({ commit, functions }) => [commit, functions]),
    ),
    events: collect(
      scope,
      scope.events,
      inherit(({ events }) => events),
      [row.events],
      sets.map(({ events }) => events),
      roles.map(({ events }) => events),
    ),
    setProperties: collect(
      scope,
      scope.properties,
      inherit(({ setProperties }) => setProperties),
      [],
      sets.map(({ properties }) => properties),
    ),
  };
}

function inheritFrom(
  parents: readonly string[],
  known: ReadonlyMap<string, Members>,
  of: (members: Members) => References,
): Inherited {
  const inherited = new Inherited();
  for (const parent of parents) {
    const members = known.get(parent);
    if (members !== undefined) inherited.add(parent, of(members));
  }
  return inherited;
}

/** What comes from parents, and from which. */
class Inherited {
  readonly references: Map<string, Name> = new Map();
  readonly from: Map<string, string> = new Map();

  add(parent: string, references: References): void {
    for (const [name, reference] of references) {
      if (this.references.has(name)) continue;
      this.references.set(name, reference);
      this.from.set(name, parent);
    }
  }
}

type Lists = readonly (readonly Name[] | undefined)[];

/**
 * Puts references together: inherited ones, then those of sets, then its own, then those of roles.
 * What its own list names has its place there, so that the list can give the native order.
 */
function collect<T>(
  scope: Scope,
  names: Names<T>,
  inherited: Inherited,
  own: Lists,
  sets: Lists = [],
  roles: Lists = [],
): References {
  const result = new Map(inherited.references);
  const ownReferences = own.flatMap((list) => scope.findAll(names, list));
  const ownNames = new Set(ownReferences.map(({ value }) => value));
  for (const reference of sets.flatMap((list) => scope.findAll(names, list))) {
    const { value: name } = reference;
    if (!ownNames.has(name) && !result.has(name)) result.set(name, reference);
  }
  for (const reference of ownReferences) {
    const { value: name, span } = reference;
    const from = inherited.from.get(name);
    if (from !== undefined) {
      const about = { name, from };
      scope.reporter.report(inheritanceRules.alreadyInherited, span, about);
    } else result.set(name, reference);
  }
  for (const reference of roles.flatMap((list) => scope.findAll(names, list))) {
    if (!result.has(reference.value)) result.set(reference.value, reference);
  }
  return result;
}

/** Reports two functions of a category that would be the same member, and entry functions. */
export function checkMembers(
  scope: Scope,
  ancestry: Ancestry,
  members: ReadonlyMap<string, Members>,
): void {
  for (const holder of scope.holders.all()) {
    const own = members.get(holder.name);
    const parents = (ancestry.parents.get(holder.name) ?? []).map(
      (parent) => members.get(parent)?.functions ?? new Map<string, Name>(),
    );
    if (own !== undefined) checkMemberNames(scope, holder, own, parents);
  }
}

function checkMemberNames(
  scope: Scope,
  { name: category, span }: Entry<HolderSyntax>,
  { functions }: Members,
  parents: readonly References[],
): void {
  const byMember = new Map<string, string>();
  for (const [id, reference] of functions) {
    const row = scope.functions.get(id)?.row;
    if (row?.entry === true) {
      scope.reporter.report(entryInHolder, reference.span, {
        name: id,
      });
    }
    const member = row?.name?.value ?? id;
    const first = byMember.get(member);
    byMember.set(member, first ?? id);
    if (first === undefined) continue;
    // A parent that has both has been told so.
    if (parents.some((parent) => parent.has(first) && parent.has(id))) continue;
    const about = { category, member, ids: [first, id] as const };
    const inherited = parents.some(
      (parent) => parent.has(first) || parent.has(id),
    );
    const rule = inherited
      ? inheritanceRules.conflictingMember
      : nameRules.sameMember;
    const own = !parents.some((parent) => parent.has(id));
    const at = own ? reference.span : span;
    const other = functions.get(first)?.span ?? span;
    const related = [{ message: `here is ${first}`, span: other }];
    scope.reporter.report(rule, at, about, related);
  }
}
