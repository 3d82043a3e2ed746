/** How a test gets an instance into each state: the shortest way through the lifecycle. @module */
import type { Category, State, Step } from "../../model/model.ts";
import { lookupOf, type Lookup, stateOf } from "../lookup.ts";
import type { Table } from "../../model/model.ts";
import { formOf } from "./forms.ts";

/** One step of a way; `pending` leaves the call under way. */
export interface WayStep {
  readonly call?: string;
  readonly report?: string;
  readonly pending?: true;
}

export interface Way {
  /** The state whose `reach` steps come first. */
  readonly base?: State;
  readonly steps: readonly WayStep[];
  /** The role that the way has committed the instance to. */
  readonly role?: string;
  /** A call is under way whose success will change the state. */
  readonly unfinished: boolean;
}

const known = new WeakMap<Category, ReadonlyMap<string, Way>>();

/** A way to every state that can be reached, from a new instance. */
export function waysOf(table: Table, kind: Category): ReadonlyMap<string, Way> {
  const found = known.get(kind);
  if (found !== undefined) return found;
  const lookup = lookupOf(table);
  const ways = new Map<string, Way>([
    [kind.lifecycle.initial, { steps: [], unfinished: false }],
  ]);
  for (const state of kind.lifecycle.states) {
    if (state.reach.length > 0) ways.set(state.name, baseWay(kind, state));
  }
  search(kind, lookup, ways);
  known.set(kind, ways);
  return ways;
}

/** The shortest way from one state to another, by calls and reports alone. */
export function wayBetween(
  table: Table,
  kind: Category,
  from: string,
  to: string,
): Way | undefined {
  const starts = knownBetween.get(kind) ?? new Map<string, Map<string, Way>>();
  knownBetween.set(kind, starts);
  const found = starts.get(from);
  if (found !== undefined) return found.get(to);
  const ways = new Map<string, Way>([[from, { steps: [], unfinished: false }]]);
  search(kind, lookupOf(table), ways);
  starts.set(from, ways);
  return ways.get(to);
}

const knownBetween = new WeakMap<Category, Map<string, Map<string, Way>>>();

function search(kind: Category, lookup: Lookup, ways: Map<string, Way>): void {
  const queue = [...ways.keys()];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const from = ways.get(name);
    const state = stateOf(kind, name);
    if (from === undefined || state === undefined) continue;
    for (const edge of edges(kind, state, from.unfinished, lookup)) {
      if (ways.has(edge.to)) continue;
      const role = from.role ?? edge.role;
      ways.set(edge.to, {
        ...(from.base && { base: from.base }),
        steps: [...from.steps, edge.step],
        ...(role !== undefined && { role }),
        unfinished: edge.step.pending === true,
      });
      queue.push(edge.to);
    }
  }
}

function baseWay(kind: Category, state: State): Way {
  const role = roleOf(kind, state.reach);
  return {
    base: state,
    steps: [],
    ...(role !== undefined && { role }),
    unfinished: isUnderWay(kind, state),
  };
}

/** Whether the only thing that leads to the state is a call that is still under way then. */
function isUnderWay(kind: Category, { name }: State): boolean {
  const moves = kind.lifecycle.states.flatMap((one) => [...one.calls.values()]);
  const reports = kind.lifecycle.reports.flatMap((one) => [
    ...one.moves.values(),
  ]);
  return (
    moves.some((move) => move.via === name) &&
    !moves.some((move) => move.to === name) &&
    !reports.includes(name)
  );
}

/** The role that an instance has taken after steps of its own. */
function roleOf(kind: Category, steps: readonly Step[]): string | undefined {
  for (const { call, party, reach, begin } of steps) {
    if (party !== undefined && party !== "self") continue;
    const [id] = call?.split(".") ?? [];
    if (id !== undefined && begin === undefined) {
      const role = kind.roles.find((one) => one.commit.includes(id));
      if (role) return role.name;
    }
    const state = reach === undefined ? undefined : stateOf(kind, reach);
    const inner = state && roleOf(kind, state.reach);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

interface Edge {
  readonly step: WayStep;
  readonly to: string;
  readonly role?: string | undefined;
}

function edges(
  kind: Category,
  state: State,
  unfinished: boolean,
  lookup: Lookup,
): readonly Edge[] {
  const found: Edge[] = [];
  for (const [call, { to, via, at }] of state.calls) {
    const form = formOf(kind, call, lookup);
    if (form === undefined || to === undefined) continue;
    if (unfinished && at === "success") continue;
    const { row } = form;
    const role = kind.roles.find((one) => one.commit.includes(row.id))?.name;
    found.push({ step: { call }, to, role });
    if (via !== undefined && !row.sync) {
      found.push({ step: { call, pending: true }, to: via });
    }
  }
  for (const report of kind.lifecycle.reports) {
    const to = report.moves.get(state.name);
    if (to !== undefined) found.push({ step: { report: report.name }, to });
  }
  return found;
}
