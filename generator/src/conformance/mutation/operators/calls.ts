/** Faults of lifecycles: which call is legal where, and what becomes of the state. @module */
import type { Category, Move, State, Table } from "../../../model/model.ts";
import { moveChange, stateChange } from "../change.ts";
import { type Candidate, concreteKinds, type Operator } from "../mutation.ts";

/** One cell of a lifecycle that has a move. */
interface Cell {
  readonly kind: Category;
  readonly state: State;
  readonly call: string;
  readonly move: Move;
}

/** Every legal call of every kind with instances, by state. */
export function* cellsOf(table: Table): Iterable<Cell> {
  for (const kind of concreteKinds(table)) {
    for (const state of kind.lifecycle.states) {
      for (const [call, move] of state.calls) yield { kind, state, call, move };
    }
  }
}

/** The function that a call key is a form of; nothing for a command. */
export function functionOf(
  kind: Category,
  call: string,
): Category["functions"][number] | undefined {
  const [id] = call.split(".");
  return kind.functions.find((row) => row.id === id);
}

/** Every call of a kind that is legal in any of its states. */
export function callsOfKind(kind: Category): ReadonlySet<string> {
  return new Set(
    kind.lifecycle.states.flatMap((state) => [...state.calls.keys()]),
  );
}

function candidate(
  cell: Cell,
  what: string,
  change: (move: Move | undefined) => Move | undefined,
  detail = "",
): Candidate {
  const { kind, state, call } = cell;
  return {
    at: `${state.name}:${call}${detail}`,
    kind: kind.name,
    clause: functionOf(kind, call)?.clause?.id,
    what: `${call} of ${kind.name} in state ${state.name}: ${what}`,
    change: moveChange(kind.name, state.name, call, change),
  };
}

/**
 * A call that the table refuses in a state reaches the provider. Only forms that are legal elsewhere: they are the keys that
 * a method looks for. A call that has ended an instance is another operator's.
 */
function* allowed(table: Table): Iterable<Candidate> {
  for (const kind of concreteKinds(table)) {
    for (const state of kind.lifecycle.states) {
      if (state.terminal) continue;
      for (const call of callsOfKind(kind)) {
        if (state.calls.has(call)) continue;
        const cell = { kind, state, call, move: { at: "success" } as const };
        yield candidate(cell, "legal, and must not be", () => cell.move);
      }
    }
  }
}

/**
 * A legal call is refused. Not where it may fail anyway: the statuses could be the same. Not commands: whether a property's
 * command is one is told from the lifecycle, and more than this one cell would change.
 */
function* forbidden(table: Table): Iterable<Candidate> {
  for (const cell of cellsOf(table)) {
    if (cell.state.fails.has(cell.call)) continue;
    if (functionOf(cell.kind, cell.call) === undefined) continue;
    yield candidate(cell, "refused, and must be legal", () => undefined);
  }
}

/** The state stays as it is. A move to the same state is none. */
function* stays(table: Table): Iterable<Candidate> {
  for (const cell of cellsOf(table)) {
    const { to } = cell.move;
    if (to === undefined || to === cell.state.name) continue;
    yield candidate(cell, `leaves the state, which must become ${to}`, () => ({
      at: "success",
    }));
  }
}

/** The state becomes another one than it should, and not the one that it was either. */
function* elsewhere(table: Table): Iterable<Candidate> {
  for (const cell of cellsOf(table)) {
    const { move, kind, state } = cell;
    if (move.to === undefined) continue;
    const other = kind.lifecycle.states.find(
      ({ name }) => name !== move.to && name !== state.name,
    );
    if (other === undefined) continue;
    yield candidate(
      cell,
      `leads to ${other.name}, and must lead to ${move.to}`,
      () => ({ ...move, to: other.name }),
    );
  }
}

/** A call that must leave the state changes it. */
function* moves(table: Table): Iterable<Candidate> {
  for (const cell of cellsOf(table)) {
    if (cell.move.to !== undefined || cell.state.terminal) continue;
    const other = cell.kind.lifecycle.states.find(
      ({ name }) => name !== cell.state.name,
    );
    if (other === undefined) continue;
    if (functionOf(cell.kind, cell.call) === undefined) continue;
    yield candidate(
      cell,
      `leads to ${other.name}, and must leave the state`,
      () => ({ to: other.name, at: "success" }),
    );
  }
}

/**
 * The state changes as soon as the call is made, so that a failed one has changed it. Not with a state for the time being:
 * there the difference would lie in that state, which has an operator of its own.
 */
function* atOnce(table: Table): Iterable<Candidate> {
  for (const cell of cellsOf(table)) {
    const { move, state } = cell;
    if (move.to === undefined || move.to === state.name) continue;
    if (move.at === "call" || move.via !== undefined) continue;
    yield candidate(
      cell,
      "changes the state at once, and must do so on success",
      () => ({ ...move, at: "call" }),
    );
  }
}

/**
 * The state changes only when the call has succeeded, and must change at once. A call that returns at once shows no
 * difference unless it fails, which a call that ends something has no reason to.
 */
function* atLast(table: Table): Iterable<Candidate> {
  for (const cell of cellsOf(table)) {
    const { move, state, kind, call } = cell;
    if (move.to === undefined || move.to === state.name) continue;
    if (move.at !== "call" || functionOf(kind, call)?.sync !== false) continue;
    yield candidate(
      cell,
      "changes the state when it has succeeded, and must do so at once",
      () => ({ ...move, at: "success" }),
    );
  }
}

/** While the call is pending the state is still the old one. Every asynchronous call is pending for a turn at least. */
function* noVia(table: Table): Iterable<Candidate> {
  for (const cell of cellsOf(table)) {
    const { via } = cell.move;
    if (via === undefined || via === cell.state.name) continue;
    yield candidate(
      cell,
      `is not in state ${via} while it is pending`,
      (move) => {
        if (move === undefined) return undefined;
        const { via: _dropped, ...rest } = move;
        return rest;
      },
    );
  }
}

/** What is over goes on: every call that was legal in the beginning is legal at the end. */
function* undead(table: Table): Iterable<Candidate> {
  for (const kind of concreteKinds(table)) {
    const { states, initial } = kind.lifecycle;
    const first = states.find(({ name }) => name === initial);
    if (first === undefined || first.terminal || first.calls.size === 0) {
      continue;
    }
    for (const state of states.filter(({ terminal }) => terminal)) {
      // The calls leave the state, so that the fault is that it goes on, and nothing else.
      const calls = [...first.calls.keys()].map(
        (call) => [call, { at: "success" } as const] as const,
      );
      yield {
        at: state.name,
        kind: kind.name,
        clause: state.clause?.id,
        what: `${kind.name} goes on in state ${state.name}, and must have ended`,
        change: stateChange(kind.name, state.name, (old) => ({
          ...old,
          terminal: false,
          calls: new Map(calls),
        })),
      };
    }
  }
}

/** Faults of single cells of a lifecycle. */
export const callOperators: readonly Operator[] = [
  { name: "forbidden-allowed", family: "state", candidates: allowed },
  { name: "legal-forbidden", family: "state", candidates: forbidden },
  { name: "move-dropped", family: "state", candidates: stays },
  { name: "move-elsewhere", family: "state", candidates: elsewhere },
  { name: "move-added", family: "state", candidates: moves },
  { name: "move-at-once", family: "state", candidates: atOnce },
  { name: "move-late", family: "state", candidates: atLast },
  { name: "via-dropped", family: "state", candidates: noVia },
  { name: "terminal-goes-on", family: "state", candidates: undead },
];
