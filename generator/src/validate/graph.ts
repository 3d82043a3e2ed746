/** The states of a lifecycle as a graph. @module */
import type { Lifecycle } from "../model/model.ts";

/** From each state the states that it can become. */
type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Where calls and reports lead. A pending call leads to its state of waiting, and from there on or back. */
export function stateGraph({ states, reports }: Lifecycle): Graph {
  const graph = new Map<string, Set<string>>();
  const connect = (from: string, to: string): void => {
    const known = graph.get(from);
    if (known === undefined) graph.set(from, new Set([to]));
    else known.add(to);
  };
  for (const { name, calls } of states) {
    for (const { to, via } of calls.values()) {
      if (via !== undefined) {
        connect(name, via);
        connect(via, name);
      }
      if (to !== undefined) connect(via ?? name, to);
    }
  }
  for (const { moves } of reports) {
    for (const [from, to] of moves) connect(from, to);
  }
  return graph;
}

/** The same edges the other way round. */
export function invertGraph(graph: Graph): Graph {
  const inverted = new Map<string, Set<string>>();
  for (const [from, targets] of graph) {
    for (const to of targets) {
      const known = inverted.get(to) ?? new Set();
      inverted.set(to, known.add(from));
    }
  }
  return inverted;
}

/** The states themselves and all that they can become. */
export function reachableFrom(
  graph: Graph,
  starts: readonly string[],
): ReadonlySet<string> {
  const reached = new Set(starts);
  // A set gives what is added while it is walked through.
  for (const state of reached) {
    for (const next of graph.get(state) ?? []) reached.add(next);
  }
  return reached;
}

/** The function, or the property, that a call key is about. */
export function functionOf(key: string): string {
  return key.split(".")[0] ?? key;
}

/** The states that a function can lead to, or in which it leaves the instance. */
export function targetsOf(
  { states }: Lifecycle,
  id: string,
): readonly string[] {
  return states.flatMap(({ name, calls }) =>
    [...calls]
      .filter(([key]) => functionOf(key) === id)
      .map(([, move]) => move.to ?? name),
  );
}
