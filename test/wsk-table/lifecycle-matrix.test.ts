import { describe, expect, test } from "vitest";
import type { Category, Role, State } from "captable";
import type { LifecycleMatrix } from "./lifecycle-matrix.ts";
import {
  LIFECYCLES,
  NOT_CONNECTION,
  SHORT,
  STREAM,
} from "./lifecycle-matrix.ts";
import { holder, loadTable } from "./table.ts";

const table = loadTable();

const longer = (cell: string): string => SHORT[cell] ?? cell;

/** What the compiled table says of a call in a state. */
function cell(state: State | undefined, call: string): string {
  if (state === undefined) return "no such state";
  const move = state.calls.get(call);
  if (move === undefined) return state.refuse.get(call) ?? state.illegal;
  if (move.to === undefined) return "✔";
  const arrow = move.at === "call" ? "⇒" : "→";
  const meanwhile = move.via === undefined ? "" : ` via ${move.via}`;
  return `${arrow} ${move.to}${meanwhile}`;
}

/** The same for a stream socket that has taken a role, or none. */
function cellInRole(
  category: Category,
  role: Role | undefined,
  state: State | undefined,
  call: string,
): string {
  const id = call.split(".")[0] ?? call;
  const owner = category.roles.find(({ functions }) => functions.includes(id));
  const refused = owner !== undefined && owner.name !== role?.name;
  return refused ? table.violations.role : cell(state, call);
}

function stateOf(category: Category, name: string): State | undefined {
  return category.lifecycle.states.find((state) => state.name === name);
}

/** Every call and property that moves, by the key that the model uses. */
function callsOf(category: Category): string[] {
  const variants = category.functions
    .filter((row) => row.support !== "reserved")
    .flatMap(({ id, variants }) => [
      id,
      ...variants.map((variant) => `${id}.${variant.name}`),
    ]);
  const moving = category.lifecycle.states.flatMap((state) =>
    [...state.calls].filter(([, move]) => move.to !== undefined),
  );
  return [...new Set([...variants, ...moving.map(([key]) => key)])].sort();
}

describe.each(Object.entries(LIFECYCLES))("%s", (name, matrix) => {
  const category = holder(table, name);
  const { lifecycle } = category;

  test("has exactly these states, and begins with the first", () => {
    const states = lifecycle.states.map((state) => state.name);
    expect(states.sort()).toEqual([...matrix.states].sort());
    expect(lifecycle.initial).toBe(matrix.states[0]);
  });

  test("has only its last state to end in", () => {
    const ends = lifecycle.states.filter((state) => state.terminal);
    expect(ends.map((state) => state.name)).toEqual([matrix.states.at(-1)]);
  });

  test("is complete in this matrix", () => {
    expect(callsOf(category)).toEqual(Object.keys(matrix.calls).sort());
  });

  eachCell(matrix, (call, stateName) =>
    cell(stateOf(category, stateName), call),
  );

  test("reports exactly these transitions", () => {
    const found = lifecycle.reports.map(({ name, moves }) => [
      name,
      Object.fromEntries(moves),
    ]);
    expect(Object.fromEntries(found)).toEqual(matrix.reports);
  });
});

describe.each(Object.entries(STREAM))("stream, %s", (roleName, matrix) => {
  const stream = holder(table, "stream");
  const role = stream.roles.find((role) => role.name === roleName);
  const roleIn = (state: string): Role | undefined =>
    ["created", "bound"].includes(state) ? undefined : role;

  // What is true of these is in the other half.
  const uncommitted =
    roleName === "connectionOriented" ? ["created", "bound"] : [];
  const states = matrix.states.filter((state) => !uncommitted.includes(state));

  eachCell(
    matrix,
    (call, name) =>
      cellInRole(stream, roleIn(name), stateOf(stream, name), call),
    states,
  );
});

describe("stream", () => {
  const stream = holder(table, "stream");

  test("has the states of both roles and no others", () => {
    const both = Object.values(STREAM).flatMap((matrix) => matrix.states);
    const states = stream.lifecycle.states.map((state) => state.name);
    expect(states.sort()).toEqual([...new Set(both)].sort());
  });

  test("is complete in these matrices", () => {
    const both = Object.values(STREAM).flatMap(({ calls }) =>
      Object.keys(calls),
    );
    expect(callsOf(stream)).toEqual([...new Set(both)].sort());
  });

  test.each(NOT_CONNECTION)("cannot %s as a connection", (call) => {
    const role = stream.roles.find(
      (role) => role.name === "connectionOriented",
    );
    const states = STREAM["connectionOriented"]?.states.slice(3, -2) ?? [];
    const cells = states.map((name) =>
      cellInRole(stream, role, stateOf(stream, name), call),
    );
    expect(new Set(cells)).toEqual(new Set([SHORT["IDS"]]));
  });

  test("commits to a role by these calls", () => {
    const found = stream.roles.map(({ name, commit }) => [name, commit]);
    expect(Object.fromEntries(found)).toEqual({
      listening: ["listen"],
      connectionOriented: ["connect", "connectEx"],
    });
  });

  test("fails and resets like a connection", () => {
    const { peerReset, peerDisconnected } =
      LIFECYCLES["connectionOriented"]?.reports ?? {};
    const found = stream.lifecycle.reports.map(({ name, moves }) => [
      name,
      Object.fromEntries(moves),
    ]);
    expect(Object.fromEntries(found)).toMatchObject({
      peerReset,
      peerDisconnected,
    });
  });
});

/** One test for each call of a matrix; a failure shows the cells that differ. */
function eachCell(
  matrix: LifecycleMatrix,
  found: (call: string, state: string) => string,
  states: readonly string[] = matrix.states,
): void {
  test.each(Object.entries(matrix.calls))("%s", (call, cells) => {
    const wanted = matrix.states.map((state, column) => [
      state,
      longer(cells[column] ?? "missing in the matrix"),
    ]);
    const expected = wanted.filter(([state = ""]) => states.includes(state));
    const actual = states.map((state) => [state, found(call, state)]);
    expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(expected));
  });
}
