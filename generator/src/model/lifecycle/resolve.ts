/** The lifecycle of every category and service. @module */
import type { Span } from "../../syntax/source.ts";
import type {
  CategorySyntax,
  Entry,
  FragmentSyntax,
  HolderSyntax,
  LifecycleSyntax,
} from "../../syntax/tree.ts";
import type { Ancestry } from "../inheritance.ts";
import type { Lifecycle, Move } from "../model.ts";
import type { StepResolver } from "../resolve-steps.ts";
import type { Scope } from "../scope.ts";
import { addFragments } from "./add.ts";
import type { Callable } from "./calls.ts";
import { inheritPlan } from "./combine.ts";
import { finishLifecycle } from "./finish.ts";
import { checkInherited } from "./legal.ts";
import type { Plan } from "./plan.ts";
import { emptyPlan } from "./plan.ts";

/** A lifecycle, and where its states are declared. */
export interface LocatedLifecycle {
  readonly lifecycle: Lifecycle;
  readonly states: ReadonlyMap<string, Span>;
  /** Whether nothing has been reported about it: whether it is worth a closer look. */
  readonly sound: boolean;
  /** Whether it says nothing, so that everything is legal. */
  readonly implicit: boolean;
}

interface LifecycleInput {
  readonly scope: Scope;
  readonly ancestry: Ancestry;
  readonly steps: StepResolver;
  /** What each category and service has, by name. */
  readonly callables: ReadonlyMap<string, Callable>;
}

/** The lifecycles of all categories and services, by name. */
export function resolveLifecycles(
  input: LifecycleInput,
): ReadonlyMap<string, LocatedLifecycle> {
  const { scope, ancestry } = input;
  const plans = new Map<string, Plan>();
  const result = new Map<string, LocatedLifecycle>();
  for (const entry of ancestry.order) {
    const parents = (ancestry.parents.get(entry.name) ?? []).flatMap(
      (parent) => plans.get(parent) ?? [],
    );
    const isAbstract = entry.row.abstract === true;
    const found = resolveOne(input, entry, parents, isAbstract);
    if (found.plan !== undefined) plans.set(entry.name, found.plan);
    const unsound = (ancestry.parents.get(entry.name) ?? []).some(
      (parent) => result.get(parent)?.sound === false,
    );
    result.set(entry.name, unsound ? { ...found, sound: false } : found);
  }
  for (const entry of scope.services.all()) {
    result.set(entry.name, resolveOne(input, entry, [], false));
  }
  return result;
}

function resolveOne(
  { scope, steps, callables }: LifecycleInput,
  entry: Entry<HolderSyntax | CategorySyntax>,
  parents: readonly Plan[],
  isAbstract: boolean,
): LocatedLifecycle & { readonly plan?: Plan } {
  const { name, span, row } = entry;
  const callable = callables.get(name) ?? {
    name,
    functions: new Set<string>(),
    events: new Set<string>(),
    properties: new Set<string>(),
    incomplete: true,
  };
  if (row.lifecycle === undefined && parents.length === 0) {
    return implicitLifecycle(scope, callable);
  }
  const before = scope.reporter.errors;
  const plan = emptyPlan();
  for (const parent of parents) inheritPlan(scope, plan, parent, span);
  const { use, ...own } = row.lifecycle ?? {};
  const fragments = fragmentsOf(scope, use);
  addFragments(scope, callable, plan, [...fragments, own]);
  checkInherited(scope, plan, parents, span);
  const lifecycle = finishLifecycle(
    scope,
    steps,
    entry,
    callable,
    plan,
    // What an unknown fragment or function would have added is not missed as well.
    !isAbstract && !callable.incomplete && scope.reporter.errors === before,
  );
  const states = [...plan.states].map(
    ([key, state]) => [key, state.span] as const,
  );
  return {
    lifecycle,
    plan,
    states: new Map(states),
    sound: scope.reporter.errors === before,
    implicit: false,
  };
}

function fragmentsOf(
  scope: Scope,
  use: LifecycleSyntax["use"],
): readonly FragmentSyntax[] {
  return scope.findAll(scope.lifecycles, use).flatMap(({ value }) => {
    const fragment = scope.lifecycles.get(value);
    return fragment === undefined ? [] : [fragment.row];
  });
}

/** Without a lifecycle everything is legal, always. */
function implicitLifecycle(scope: Scope, callable: Callable): LocatedLifecycle {
  const calls = new Map<string, Move>();
  for (const id of callable.functions) {
    if (scope.functions.get(id)?.row.support === "reserved") continue;
    calls.set(id, { at: "success" });
  }
  const state = {
    name: "open",
    doc: "",
    terminal: false,
    calls,
    refuse: new Map<string, string>(),
    illegal: scope.table.sections.violations.value.state.value,
    events: callable.events,
    reach: [],
    fails: new Map(),
  };
  return {
    lifecycle: { initial: "open", states: [state], reports: [] },
    states: new Map(),
    sound: true,
    implicit: true,
  };
}
