/** What the parties of tests can do and get. @module */
import type { Resolution } from "../../model/resolve.ts";

/** What a party can do and get; the union of all, if anybody may be meant. */
export interface Capabilities {
  /** ` of door`; nothing if anybody may be meant. */
  readonly suffix: string;
  readonly functions: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
  readonly properties: ReadonlySet<string>;
  readonly reports: ReadonlySet<string>;
  /** Of whoever may play the part. */
  readonly states: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
}

/** The categories that can play a part: it, what inherits from it, and what can take its role; none is abstract. */
export function playersOf(
  { scope, ancestry, roles }: Resolution,
  plays: string,
  exact: boolean,
): readonly string[] {
  const isPlayer = (name: string): boolean =>
    name === plays ||
    (!exact &&
      (ancestry.ancestors.get(name)?.includes(plays) === true ||
        roles.get(name)?.some((role) => role.name === plays) === true));
  return [...scope.holders.keys()].filter(
    (name) =>
      isPlayer(name) && scope.categories.get(name)?.row.abstract !== true,
  );
}

const known = new WeakMap<Resolution, Map<string, Capabilities>>();

/** What whoever plays a part can do, whether it is one or another. */
export function capabilitiesOf(
  resolution: Resolution,
  plays: string,
  exact: boolean,
): Capabilities {
  const parts = known.get(resolution) ?? new Map<string, Capabilities>();
  known.set(resolution, parts);
  const part = exact ? `only ${plays}` : plays;
  const found = parts.get(part) ?? findCapabilities(resolution, plays, exact);
  parts.set(part, found);
  return found;
}

function findCapabilities(
  resolution: Resolution,
  plays: string,
  exact: boolean,
): Capabilities {
  const { scope, members, holders, lifecycles, roles } = resolution;
  const own = members.get(plays);
  const lifecycle = lifecycles.get(plays)?.lifecycle;
  const players = new Set([plays, ...playersOf(resolution, plays, exact)]);
  const entries = [...scope.functions.all()].filter(
    ({ row }) => row.entry === true,
  );
  return {
    suffix: ` of ${plays}`,
    functions: new Set([
      ...(own?.functions.keys() ?? []),
      ...entries.map(({ name }) => name),
    ]),
    events: new Set(own?.events.keys()),
    properties: holders.properties.get(plays) ?? new Set(),
    reports: new Set(lifecycle?.reports.map(({ name }) => name)),
    states: new Set([...players].flatMap((name) => statesOf(lifecycles, name))),
    roles: new Set(
      [...players].flatMap((name) => roles.get(name) ?? []).map(nameOf),
    ),
  };
}

/** What anybody can do. */
export function anybody(resolution: Resolution): Capabilities {
  const { scope, lifecycles, roles } = resolution;
  const reports = [...lifecycles.values()].flatMap(
    ({ lifecycle }) => lifecycle.reports,
  );
  const states = [...lifecycles.keys()].flatMap((name) =>
    statesOf(lifecycles, name),
  );
  return {
    suffix: "",
    functions: new Set(scope.functions.keys()),
    events: new Set(scope.events.keys()),
    properties: new Set(scope.properties.keys()),
    reports: new Set(reports.map(nameOf)),
    states: new Set(states),
    roles: new Set([...roles.values()].flat().map(nameOf)),
  };
}

function statesOf(
  lifecycles: Resolution["lifecycles"],
  holder: string,
): readonly string[] {
  return lifecycles.get(holder)?.lifecycle.states.map(nameOf) ?? [];
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}
