/** Functions, resolved. @module */
import type {
  Entry,
  FunctionErrorSyntax,
  FunctionSyntax,
  ResultSyntax,
} from "../syntax/tree.ts";
import { given } from "./given.ts";
import type {
  Access,
  Field,
  FunctionError,
  FunctionRow,
  Result,
  Trait,
  Variant,
} from "./model.ts";
import { resolveCondition } from "./resolve-conditions.ts";
import type { FieldResolver } from "./resolve-fields.ts";
import { resolvePath } from "./resolve-path.ts";
import { prose, resolveRow, siblingsOf } from "./resolve-row.ts";
import type { StepResolver } from "./resolve-steps.ts";
import { resolveType } from "./resolve-types.ts";
import type { Scope } from "./scope.ts";

/** Resolves one function. */
export function resolveFunction(
  scope: Scope,
  fields: FieldResolver,
  steps: StepResolver,
  { name: id, row }: Entry<FunctionSyntax>,
): FunctionRow {
  const params = fields.all(row.params);
  const entry = row.entry === true;
  return {
    ...resolveRow(scope, id, row, scope.functions),
    id,
    name: row.name?.value ?? id,
    params,
    ...given({
      result: resolveFunctionResult(scope, row),
      produces: splitPair(row.produces?.value),
      creates: resolveCreates(scope, row),
      undo: row.undo?.value,
    }),
    sync: row.sync === true,
    support: row.support ?? "mandatory",
    errors: resolveFunctionErrors(scope, steps, row.errors),
    traits: resolveTraits(scope, row),
    entry,
    fulfil: steps.all(row.fulfil),
    variants: resolveVariants(scope, row, params),
    conditions: (row.conditions ?? []).flatMap(
      (condition) => resolveCondition(scope, condition, params) ?? [],
    ),
    accesses: resolveAccesses(scope, row),
  };
}

/** What a function gives back; what it produces, if nothing else is said. */
function resolveFunctionResult(
  scope: Scope,
  row: FunctionSyntax,
): Result | undefined {
  if (row.result !== undefined) return resolveResult(scope, row.result);
  const of = splitPair(row.produces?.value)?.category;
  // Whether there is such a category is looked at together with its state.
  if (of === undefined || !scope.holders.has(of)) return undefined;
  return { type: { kind: "instance", of }, doc: "" };
}

/** What a call gives back; nothing if its type is not known. */
export function resolveResult(
  scope: Scope,
  { type: expression, doc, unit, native }: ResultSyntax,
): Result | undefined {
  const type = resolveType(scope, expression.value);
  return type && { type, doc: prose(doc), ...given({ unit, native }) };
}

function resolveCreates(
  scope: Scope,
  { creates }: FunctionSyntax,
): { category: string } | undefined {
  const found = creates && scope.find(scope.categories, creates.category);
  return found && { category: found.name };
}

/** The statuses that a call can fail with. */
export function resolveFunctionErrors(
  scope: Scope,
  steps: StepResolver,
  errors: readonly FunctionErrorSyntax[] | undefined,
): readonly FunctionError[] {
  const once = new Set(scope.unique(errors?.map(({ status }) => status)));
  return (errors ?? [])
    .filter(({ status }) => once.has(status))
    .map(({ status, when, provoke }) => ({
      status: scope.thrown(status),
      when: prose(when),
      provoke: steps.all(provoke),
    }));
}

/** How calls behave. */
export function resolveTraits(
  scope: Scope,
  { traits }: Pick<FunctionSyntax, "traits">,
): ReadonlySet<Trait> {
  scope.unique(traits);
  return new Set((traits ?? []).map(({ value }) => value));
}

function resolveVariants(
  scope: Scope,
  { variants = [] }: FunctionSyntax,
  params: readonly Field[],
): readonly Variant[] {
  const siblings = siblingsOf("variant", variants);
  return variants.map(({ name, row }) => ({
    ...resolveRow(scope, name, row, siblings),
    when: resolvePath(scope, row.when, params),
  }));
}

function resolveAccesses(
  scope: Scope,
  { accesses = [] }: FunctionSyntax,
): readonly Access[] {
  const siblings = siblingsOf("access", accesses);
  return accesses.map(({ name, row }) => ({
    ...resolveRow(scope, name, row, siblings),
    kind: row.kind.value,
    access: row.access,
  }));
}

/** The two names of `category.state`. */
export function splitPair(
  pair: string | undefined,
): { category: string; state: string } | undefined {
  const [category, state] = pair?.split(".") ?? [];
  if (category === undefined || state === undefined) return undefined;
  return { category, state };
}
