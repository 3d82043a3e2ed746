/** How much of a table a provider claims. Reports show it beside what has passed: silence is no conformance. @module */
import type { Category, FunctionRow, Table } from "../../model/model.ts";
import type { Need } from "../plan/planned.ts";
import type { Claims, Deviation } from "./claims.ts";

/** The claims of one kind, counted. */
export interface ClaimCount {
  readonly kind: Need["kind"];
  readonly claimed: number;
  readonly total: number;
  /** What is not claimed, as a verdict names it: `property SO_SNDBUF of listening`. */
  readonly unclaimed: readonly string[];
}

/** What can be claimed, and whether it is. */
interface Claimable {
  readonly name: string;
  readonly claimed: boolean;
}

/**
 * Counts what is claimed of all that the table offers, kind by kind. What only categories have that are not claimed
 * counts as not claimed either, so that nothing is gained by leaving them out.
 */
export function claimCounts(
  table: Table,
  claims: Claims,
): readonly ClaimCount[] {
  const holders = holdersOf(table, claims);
  const observers = new Set(claims.observers);
  return [
    count("category", categories(table, claims)),
    count("function", optionalFunctions(table, holders, claims)),
    count("property", properties(table, claims)),
    count("event", events(table, holders, claims)),
    count("report", reports(table, holders, claims)),
    count("error", errors(table, holders, claims)),
    count(
      "observer",
      table.observers.map(({ name }) => ({
        name: `observer ${name}`,
        claimed: observers.has(name),
      })),
    ),
    count("data", [
      { name: "data in calls", claimed: claims.behaviour === "full" },
    ]),
  ];
}

function count(
  kind: ClaimCount["kind"],
  claimable: readonly Claimable[],
): ClaimCount {
  const unclaimed = claimable.filter(({ claimed }) => !claimed);
  return {
    kind,
    claimed: claimable.length - unclaimed.length,
    total: claimable.length,
    unclaimed: unclaimed.map(({ name }) => name),
  };
}

function concrete(table: Table): readonly Category[] {
  return table.categories.filter(({ abstract }) => !abstract);
}

/** What there are instances of: services, and the categories that are claimed. */
function holdersOf(table: Table, claims: Claims): readonly Category[] {
  const claimed = new Set(claims.categories);
  return [
    ...concrete(table).filter(({ name }) => claimed.has(name)),
    ...table.services,
  ];
}

function categories(table: Table, claims: Claims): readonly Claimable[] {
  const claimed = new Set(claims.categories);
  return concrete(table).map(({ name }) => ({
    name: `category ${name}`,
    claimed: claimed.has(name),
  }));
}

/** All functions of these holders, and those of the table that no holder has. */
function functionsOf(
  table: Table,
  holders: readonly Category[],
): readonly FunctionRow[] {
  return [
    ...holders.flatMap(({ functions }) => functions),
    ...table.functions.filter(({ entry }) => entry),
  ];
}

function optionalFunctions(
  table: Table,
  holders: readonly Category[],
  claims: Claims,
): readonly Claimable[] {
  const claimed = new Set(claims.functions);
  const optional = (kinds: readonly Category[]): ReadonlySet<string> =>
    new Set(
      functionsOf(table, kinds)
        .filter(({ support }) => support === "optional")
        .map(({ id }) => id),
    );
  const reachable = optional(holders);
  return [...optional([...concrete(table), ...table.services])].map((id) => ({
    name: `function ${id}`,
    claimed: claimed.has(id) && reachable.has(id),
  }));
}

function properties(table: Table, claims: Claims): readonly Claimable[] {
  const claimed = new Set(claims.categories);
  return concrete(table).flatMap((category) =>
    category.properties.map(({ name }) => {
      const fidelity = fidelityOf(claims, name, category.name);
      return {
        name: `property ${name} of ${category.name}`,
        claimed: claimed.has(category.name) && fidelity !== "unsupported",
      };
    }),
  );
}

/** Nothing said is nothing claimed. */
function fidelityOf(claims: Claims, name: string, category: string): string {
  if (!Object.hasOwn(claims.properties, name)) return "unsupported";
  const said = claims.properties[name];
  if (typeof said !== "object") return said ?? "unsupported";
  return Object.hasOwn(said, category)
    ? (said[category] ?? "unsupported")
    : "unsupported";
}

/** The names of what the provider cannot bring about for any category. */
function deviating(
  claims: Claims,
  kind: Deviation["kind"],
): ReadonlySet<string> {
  return new Set(
    claims.deviations
      .filter((it) => it.kind === kind && it.categories === undefined)
      .map(({ name }) => name),
  );
}

function events(
  table: Table,
  holders: readonly Category[],
  claims: Claims,
): readonly Claimable[] {
  const missing = deviating(claims, "event");
  const reachable = new Set(
    holders.flatMap((holder) => holder.events.map(({ name }) => name)),
  );
  return table.events.map(({ name }) => ({
    name: `event ${name}`,
    claimed: reachable.has(name) && !missing.has(name),
  }));
}

function reports(
  table: Table,
  holders: readonly Category[],
  claims: Claims,
): readonly Claimable[] {
  const missing = deviating(claims, "report");
  const of = (kinds: readonly Category[]): ReadonlySet<string> =>
    new Set(
      kinds.flatMap(({ lifecycle }) =>
        lifecycle.reports.map(({ name }) => name),
      ),
    );
  const reachable = of(holders);
  return [...of([...concrete(table), ...table.services])].map((name) => ({
    name: `report ${name}`,
    claimed: reachable.has(name) && !missing.has(name),
  }));
}

function errors(
  table: Table,
  holders: readonly Category[],
  claims: Claims,
): readonly Claimable[] {
  const missing = deviating(claims, "error");
  const of = (kinds: readonly Category[]): ReadonlySet<string> =>
    new Set(
      functionsOf(table, kinds).flatMap(({ id, errors: listed }) =>
        listed.map(({ status }) => `${id}.${status}`),
      ),
    );
  const reachable = of(holders);
  return [...of([...concrete(table), ...table.services])].map((name) => ({
    name: `error ${name}`,
    claimed: reachable.has(name) && !missing.has(name),
  }));
}
