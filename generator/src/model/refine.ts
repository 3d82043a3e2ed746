/** The functions of each category, refinements applied. @module */
import * as rules from "../diagnostics/inheritance-rules.ts";
import { suggest } from "../diagnostics/suggest.ts";
import type {
  CategorySyntax,
  Entry,
  Name,
  RefinementSyntax,
} from "../syntax/tree.ts";
import { checkRefinement } from "../validate/refinements.ts";
import { given } from "./given.ts";
import type { Ancestry } from "./inheritance.ts";
import type { Members } from "./members.ts";
import type { FunctionRow } from "./model.ts";
import { resolveResult } from "./resolve-functions.ts";
import { prose, resolveClause, resolveDeprecation } from "./resolve-row.ts";
import type { Scope } from "./scope.ts";

/** A function as a category has it, and the categories that have refined it on the way. */
interface Refined {
  readonly row: FunctionRow;
  readonly by: ReadonlySet<string>;
}

export type FunctionsOf = ReadonlyMap<string, ReadonlyMap<string, FunctionRow>>;

/** What applying refinements needs. */
interface RefineInput {
  readonly scope: Scope;
  readonly ancestry: Ancestry;
  readonly members: ReadonlyMap<string, Members>;
  readonly functions: ReadonlyMap<string, FunctionRow>;
}

/** The functions of every category and service, by its name and their ids. */
export function resolveRefinements(input: RefineInput): FunctionsOf {
  const refined = new Map<string, ReadonlyMap<string, Refined>>();
  const { scope, ancestry } = input;
  for (const entry of ancestry.order) {
    refined.set(entry.name, refineCategory(input, entry, refined));
  }
  const result = new Map<string, ReadonlyMap<string, FunctionRow>>();
  for (const [name, rows] of refined) {
    const plain = [...rows].map(([id, { row }]) => [id, row] as const);
    result.set(name, new Map(plain));
  }
  for (const { name } of scope.services.all()) {
    const ids = [...(input.members.get(name)?.functions.keys() ?? [])];
    const rows = ids.flatMap((id) => input.functions.get(id) ?? []);
    result.set(name, new Map(rows.map((row) => [row.id, row])));
  }
  return result;
}

function refineCategory(
  input: RefineInput,
  entry: Entry<CategorySyntax>,
  known: ReadonlyMap<string, ReadonlyMap<string, Refined>>,
): ReadonlyMap<string, Refined> {
  const result = new Map<string, Refined>();
  const { scope, ancestry, members } = input;
  const parents = ancestry.parents.get(entry.name) ?? [];
  const refinements = new Map(
    (entry.row.refine ?? []).map((refinement) => [refinement.name, refinement]),
  );
  for (const [id, reference] of members.get(entry.name)?.functions ?? []) {
    const base = input.functions.get(id);
    if (base === undefined) continue;
    const inherited = parents.flatMap((parent) => {
      const from = known.get(parent)?.get(id);
      return from === undefined ? [] : [{ parent, refined: from }];
    });
    const refinement = inherited.length > 0 ? refinements.get(id) : undefined;
    if (refinement !== undefined) {
      refinements.delete(id);
      const rows = inherited.map(({ refined }) => refined.row);
      const row = applyRefinement(scope, rows, refinement);
      result.set(id, { row, by: unite(inherited, entry.name) });
    } else
      result.set(id, mostRefined(scope, entry, reference, inherited, base));
  }
  for (const { name, span } of refinements.values()) {
    const inherited = parents.flatMap((parent) => [
      ...(known.get(parent)?.keys() ?? []),
    ]);
    const suggestion = suggest(name, inherited);
    const about = { category: entry.name, name, suggestion };
    scope.reporter.report(rules.refinesNothing, span, about);
  }
  return result;
}

interface From {
  readonly parent: string;
  readonly refined: Refined;
}

function unite(inherited: readonly From[], own: string): ReadonlySet<string> {
  return new Set([own, ...inherited.flatMap(({ refined }) => [...refined.by])]);
}

/** Of several parents' rows the one that has all the refinements of the others. */
function mostRefined(
  scope: Scope,
  entry: Entry<CategorySyntax>,
  { value: name }: Name,
  inherited: readonly From[],
  base: FunctionRow,
): Refined {
  let best = inherited[0];
  if (best === undefined) return { row: base, by: new Set() };
  for (const other of inherited.slice(1)) {
    if (includes(best.refined.by, other.refined.by)) continue;
    if (!includes(other.refined.by, best.refined.by)) {
      const parents = [best.parent, other.parent] as const;
      const about = { category: entry.name, name, parents };
      scope.reporter.report(rules.conflictingRefinements, entry.span, about);
    }
    best = other;
  }
  return best.refined;
}

function includes(
  all: ReadonlySet<string>,
  some: ReadonlySet<string>,
): boolean {
  return [...some].every((name) => all.has(name));
}

function applyRefinement(
  scope: Scope,
  inherited: readonly FunctionRow[],
  refinement: Entry<RefinementSyntax>,
): FunctionRow {
  const [first, ...others] = inherited;
  if (first === undefined) throw new Error("nothing to refine");
  const { row: syntax } = refinement;
  const result = syntax.result && resolveResult(scope, syntax.result);
  const row: FunctionRow = {
    ...first,
    ...given({
      doc: syntax.doc === undefined ? undefined : prose(syntax.doc),
      support: syntax.support?.value,
      result: result && {
        ...result,
        doc: result.doc || (first.result?.doc ?? ""),
      },
      since: syntax.since,
      clause: syntax.clause && resolveClause(scope, syntax.clause),
      deprecated:
        syntax.deprecated &&
        resolveDeprecation(scope, syntax.deprecated, scope.functions),
    }),
  };
  for (const parent of [first, ...others]) {
    checkRefinement(scope, parent, row, refinement);
  }
  return row;
}
