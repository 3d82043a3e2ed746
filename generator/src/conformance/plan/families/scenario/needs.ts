/** What a provider must claim for steps to be acted out as they stand. @module */
import type { Category, Step } from "../../../../model/model.ts";
import type { Lookup } from "../../../lookup.ts";
import type { Need } from "../../planned.ts";
import { functionOf } from "../../../session/steps-calls.ts";
import { wayBetween } from "../../../session/ways.ts";
import { needsOfWay } from "../support/kinds.ts";
import type { Cast } from "./cast.ts";

/** The needs of steps, those whose absence says most first: whoever lacks a category lacks its events too. */
export function needsOf(
  steps: readonly Step[],
  cast: Cast,
  named: readonly string[],
  lookup: Lookup,
): readonly Need[] {
  const needs = [
    ...categoryNeeds(cast),
    ...named.flatMap((name) => namedNeeds(name, cast, lookup)),
    ...steps.flatMap((step) => stepNeeds(step, steps, cast, lookup)),
    ...(steps.some(carriesData) ? [{ kind: "data" } as const] : []),
  ];
  const order = ORDER.flatMap((kind) =>
    needs.filter((need) => need.kind === kind),
  );
  return [
    ...new Map(order.map((need) => [JSON.stringify(need), need])).values(),
  ];
}

const ORDER: readonly Need["kind"][] = [
  "category",
  "function",
  "property",
  "event",
  "report",
  "error",
  "observer",
  "data",
];

function categoryNeeds(cast: Cast): readonly Need[] {
  return [...cast.values()]
    .filter(({ kind }) => kind === "category")
    .map(({ name }) => ({ kind: "category", name }));
}

/** What stands under `needs`: a property, an event, a report, an optional function or an observer. */
function namedNeeds(
  name: string,
  cast: Cast,
  { table }: Lookup,
): readonly Need[] {
  const has = (rows: readonly { readonly name: string }[]): boolean =>
    rows.some((row) => row.name === name);
  if (has(table.properties)) return propertyNeeds(name, cast.values());
  if (has(table.events)) return [{ kind: "event", name }];
  if (table.functions.some(({ id }) => id === name)) {
    return [{ kind: "function", name }];
  }
  if (has(table.observers)) return [{ kind: "observer", name }];
  return [{ kind: "report", name }];
}

function propertyNeeds(
  name: string,
  kinds: Iterable<Category>,
): readonly Need[] {
  return [...kinds]
    .filter(({ properties }) => properties.some((one) => one.name === name))
    .map((kind) => ({ kind: "property", name, category: kind.name }));
}

function stepNeeds(
  step: Step,
  steps: readonly Step[],
  cast: Cast,
  lookup: Lookup,
): readonly Need[] {
  const made =
    step.await === undefined
      ? step
      : steps.find(({ begin }) => begin === step.await);
  const kind = cast.get(made?.party ?? "");
  const { event, report, observe } = step;
  const reporter = cast.get(step.party ?? "")?.name;
  return [
    ...(event === undefined ? [] : [{ kind: "event", name: event } as const]),
    ...(report === undefined
      ? []
      : [
          {
            kind: "report",
            name: report,
            ...(reporter !== undefined && { category: reporter }),
          } as const,
        ]),
    ...(observe === undefined
      ? []
      : [{ kind: "observer", name: observe } as const]),
    ...(kind === undefined || made === undefined
      ? []
      : callNeeds(made, step, kind, lookup)),
    ...(kind === undefined || step.reach === undefined
      ? []
      : wayNeeds(kind, step.reach, lookup)),
  ];
}

/** What it takes to get into a state from the beginning: where the party is by then, the plan does not know. */
function wayNeeds(
  kind: Category,
  state: string,
  { table }: Lookup,
): readonly Need[] {
  const way = wayBetween(table, kind, kind.lifecycle.initial, state);
  return way === undefined ? [] : needsOfWay(table, kind, way);
}

/** Optional functions, properties that are accessed, and errors that the provider is to bring about. */
function callNeeds(
  { call, args }: Step,
  { expect }: Step,
  kind: Category,
  lookup: Lookup,
): readonly Need[] {
  const row = call === undefined ? undefined : functionOf(kind, call, lookup);
  if (row === undefined) return [];
  const needs: Need[] = [];
  if (row.support === "optional")
    needs.push({ kind: "function", name: row.id });
  const { name } = args;
  if (row.accesses.length > 0 && typeof name === "string") {
    needs.push(...propertyNeeds(name, [kind]));
  }
  const status = expect?.error;
  if (row.errors.some((one) => one.status === status)) {
    needs.push({ kind: "error", function: row.id, status: status ?? "" });
  }
  return needs;
}

/** Whether the step compares what calls and events carry. */
function carriesData({ expect }: Step): boolean {
  return (
    expect?.result !== undefined ||
    expect?.filled !== undefined ||
    expect?.payload !== undefined
  );
}
