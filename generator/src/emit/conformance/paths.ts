/** How a test gets an instance into each state: the shortest way through the lifecycle. @module */
import type { Category, State } from "../../model/model.ts";
import { isEmitted } from "../print/signatures.ts";

/** One step of a way; `pending` leaves the call under way. */
export interface PathStep {
  readonly call?: string;
  readonly report?: string;
  readonly pending?: true;
}

export interface Path {
  readonly steps: readonly PathStep[];
  /** The role that the way has committed the instance to. */
  readonly role?: string | undefined;
}

/** A way to every state that can be reached. */
export function pathsTo(kind: Category): ReadonlyMap<string, Path> {
  const states = new Map(kind.lifecycle.states.map((one) => [one.name, one]));
  const paths = new Map<string, Path>([
    [kind.lifecycle.initial, { steps: [] }],
  ]);
  const queue = [kind.lifecycle.initial];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const from = paths.get(name);
    const state = states.get(name);
    if (from === undefined || state === undefined) continue;
    const unfinished = from.steps.at(-1)?.pending === true;
    for (const edge of edges(kind, state, unfinished)) {
      if (paths.has(edge.to)) continue;
      paths.set(edge.to, {
        steps: [...from.steps, edge.step],
        role: from.role ?? edge.role,
      });
      queue.push(edge.to);
    }
  }
  return paths;
}

interface Edge {
  readonly step: PathStep;
  readonly to: string;
  readonly role?: string | undefined;
}

function edges(
  kind: Category,
  state: State,
  unfinished: boolean,
): readonly Edge[] {
  const found: Edge[] = [];
  const rows = new Map(kind.functions.map((row) => [row.id, row]));
  for (const [call, move] of state.calls) {
    const row = rows.get(call.split(".")[0] ?? call);
    if (row === undefined || !isEmitted(row) || row.accesses.length > 0)
      continue;
    const { to, via, at } = move;
    if (to === undefined || (unfinished && at === "success")) continue;
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
