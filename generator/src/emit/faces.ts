/** What the file of a class may know of the rest of its table. @module */
import type { Category, Lifecycle, Move, Table } from "../model/model.ts";

/** Of another category: its names, whether it can be made, has roles and descendants, and which calls move it. */
export function faceOf(kind: Category): Category {
  const { name, className, abstract, descendants } = kind;
  return {
    ...bare(kind),
    ...{ name, className, abstract },
    // Whether there are any, and not which.
    descendants: descendants.slice(0, 2),
    roles: kind.roles.slice(0, 1).map(() => ROLE),
    lifecycle: movesOf(kind.lifecycle),
  };
}

/** Of the table: what does not belong to a category, and which categories can be made. */
export function frameOf(table: Table): Table {
  return {
    ...table,
    ...{ title: "", doc: "", source: NO_SOURCE, package: NO_PACKAGE },
    ...{ functions: [], events: [], properties: [], sets: [] },
    categories: table.categories.map(bare),
    services: table.services.map(bare),
    ...{ observers: [], scenarios: [] },
  };
}

const NO_SOURCE = { title: "", url: "" };
const NO_PACKAGE = { name: "", version: "", license: "" };
const ROLE = { name: "", doc: "", commit: [], functions: [], events: [] };

function bare({ kind, name, abstract }: Category): Category {
  return {
    ...{ kind, name, doc: "", className: "", abstract },
    ...{ parents: [], ancestors: [], descendants: [], includes: [] },
    ...{ functions: [], ownFunctions: new Set(), refined: new Set() },
    ...{ events: [], properties: [], roles: [] },
    lifecycle: { initial: "", states: [], reports: [] },
  };
}

/** One state in which every call moves that does so in any. */
function movesOf({ states }: Lifecycle): Lifecycle {
  const moves = states.flatMap(({ calls }) =>
    [...calls].filter(([, { to }]) => to !== undefined).map(([key]) => key),
  );
  const move: Move = { to: "", at: "call" };
  const state = {
    ...{ name: "", doc: "", terminal: false, illegal: "" },
    calls: new Map([...new Set(moves)].map((key) => [key, move])),
    ...{ refuse: new Map(), events: new Set<string>(), reach: [] },
    fails: new Map(),
  };
  return { initial: "", states: [state], reports: [] };
}
