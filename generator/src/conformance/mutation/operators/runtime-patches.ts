/** Faults of the run time that enforces lifecycles and roles. @module */
import type { Category, Table } from "../../../model/model.ts";
import type { FamilyName } from "../../plan/planned.ts";
import {
  type Change,
  concreteKinds,
  isTestable,
  type Operator,
} from "../mutation.ts";
import { edits } from "../patch.ts";
import { callsOfKind, cellsOf, functionOf } from "./calls.ts";

const CORE = "src/runtime/core.ts";
const COMMIT = "this.#role ??= this.rules.commits.get(call);";

/** A fault of the package as a whole. */
interface Fault {
  readonly name: string;
  readonly family: FamilyName;
  readonly what: string;
  /** Whether instances of the table could show it. */
  readonly shows: (table: Table) => boolean;
  readonly change: Change;
}

function hasRoles(table: Table): boolean {
  return concreteKinds(table).some(({ roles }) =>
    roles.some(({ commit }) => commit.length > 0),
  );
}

/** Whether a call moves the state once it has succeeded, so that its failure must not. */
function movesOnSuccess(table: Table): boolean {
  return [...cellsOf(table)].some(
    ({ move, state }) =>
      move.at === "success" && move.to !== undefined && move.to !== state.name,
  );
}

/** Whether an instance that has taken a role can make another call that moves. */
function movesAfterCommit(table: Table): boolean {
  return concreteKinds(table).some((kind) =>
    kind.roles.some(({ commit }) =>
      statesFrom(kind, commit).some((state) =>
        [...state.calls.values()].some(({ to }) => to !== undefined),
      ),
    ),
  );
}

/** The states that a kind is in after one of the calls, at once or by further moves. */
function statesFrom(
  kind: Category,
  calls: readonly string[],
): Category["lifecycle"]["states"] {
  const { states } = kind.lifecycle;
  const found = new Set(
    states.flatMap((state) =>
      calls.flatMap((call) => state.calls.get(call)?.to ?? []),
    ),
  );
  // A set that grows while it is walked: what is added is walked too.
  for (const name of found) {
    const state = states.find((one) => one.name === name);
    for (const { to } of state?.calls.values() ?? []) {
      if (to !== undefined) found.add(to);
    }
  }
  return states.filter(({ name }) => found.has(name));
}

/** Whether there is an illegal call in a state that is not the last one, which the fault would change to. */
function hasIllegalCall(table: Table): boolean {
  return concreteKinds(table).some((kind) =>
    kind.lifecycle.states
      .slice(0, -1)
      .some((state) =>
        [...callsOfKind(kind)].some((call) => !state.calls.has(call)),
      ),
  );
}

/** Whether a state has two calls that move on success, so that one can be made while the other is pending. */
function hasRivals(table: Table): boolean {
  return concreteKinds(table).some((kind) =>
    kind.lifecycle.states.some(
      (state) =>
        [...state.calls].filter(([call, { to, at, via }]) => {
          const row = functionOf(kind, call);
          const moves =
            to !== undefined && at === "success" && !state.fails.has(call);
          return (
            moves && via === undefined && row?.sync === false && isTestable(row)
          );
        }).length > 1,
    ),
  );
}

function isCancellable(table: Table): boolean {
  return concreteKinds(table).some(({ functions }) =>
    functions.some(
      (row) => isTestable(row) && !row.sync && row.traits.has("cancellable"),
    ),
  );
}

const always = (table: Table): boolean => concreteKinds(table).length > 0;

const LAST = "[...this.rules.states.keys()].at(-1) ?? this.#state.name";
const ARRIVE = `(error: unknown) => {
        this.#takeBack(move);`;

const FAULTS: readonly Fault[] = [
  {
    name: "illegal-call-moves",
    family: "state",
    what: "a call that is refused for its state changes the state",
    shows: hasIllegalCall,
    change: edits({
      path: CORE,
      find: `if (move === undefined) throw refusal(this, call`,
      replace: `if (move === undefined) queueMicrotask(() => { this.#become(${LAST}); });
    if (move === undefined) throw refusal(this, call`,
      times: 2,
    }),
  },
  {
    name: "failure-moves",
    family: "state",
    what: "a call that fails changes the state as if it had succeeded",
    shows: movesOnSuccess,
    change: edits({
      path: CORE,
      find: ARRIVE,
      replace: ARRIVE.replace("takeBack(move)", "arrive(call, move)"),
    }),
  },
  {
    name: "via-not-taken-back",
    family: "state",
    what: "a call that fails leaves the state that it was pending in",
    shows: (table) =>
      [...cellsOf(table)].some(
        ({ move, state }) => (move.via ?? state.name) !== state.name,
      ),
    change: edits({
      path: CORE,
      find: "if (undisturbed && move.from !== undefined) this.#become(move.from);",
      replace: "void undisturbed;",
    }),
  },
  {
    name: "second-move",
    family: "concurrency",
    what: "a call begins while another one that changes the state is pending",
    shows: hasRivals,
    change: edits({
      path: CORE,
      find: "if (this.#moving !== undefined) {",
      replace: 'if (this.#moving !== undefined && call === "") {',
    }),
  },
  {
    name: "commit-early",
    family: "role",
    what: "an instance takes its role when the call is made, not when it has succeeded",
    shows: hasRoles,
    change: edits({
      path: CORE,
      find: "this.#moving = { call, to: move.to };",
      replace: `this.#moving = { call, to: move.to };\n    ${COMMIT}`,
    }),
  },
  {
    name: "commit-on-failure",
    family: "role",
    what: "a call that fails commits to its role",
    shows: hasRoles,
    change: edits({
      path: CORE,
      find: ARRIVE,
      replace: `${ARRIVE}\n        ${COMMIT}`,
    }),
  },
  {
    name: "role-revoked",
    family: "role",
    what: "an instance loses its role with its next move",
    shows: (table) => hasRoles(table) && movesAfterCommit(table),
    change: edits(
      // A move on success …
      { path: CORE, find: COMMIT, replace: COMMIT.replace("??=", "=") },
      // … and one at once, or reported.
      {
        path: CORE,
        find: "#become(state: string): void {",
        replace: `#become(state: string): void {
    if (this.#moving === undefined) this.#role = undefined;`,
      },
    ),
  },
  {
    name: "aborted-before",
    family: "cancellation",
    what: "a call is made although its signal is aborted already",
    shows: isCancellable,
    change: edits({
      path: CORE,
      find: "if (signal?.aborted) throw",
      replace: 'if (signal?.aborted && call === "") throw',
      times: 2,
    }),
  },
  {
    name: "abort-without-cause",
    family: "cancellation",
    what: "the error of a call whose signal is aborted already does not carry the reason",
    shows: isCancellable,
    change: edits({
      path: CORE,
      find: "cause: signal.reason,",
      replace: "",
    }),
  },
  ...(["functionName", "category", "state"] as const).map((field): Fault => ({
    name: `error-without-${field}`,
    family: "error",
    what: `errors do not carry the ${field}`,
    shows: always,
    change: edits({
      path: "src/errors.ts",
      find: `this.${field} = detail.${field};`,
      replace: `this.${field} = undefined;`,
    }),
  })),
  {
    name: "error-without-cause",
    family: "error",
    what: "errors do not carry their cause",
    shows: always,
    change: edits({
      path: "src/errors.ts",
      find: `"cause" in detail ? { cause: detail.cause } : undefined`,
      replace: "undefined",
    }),
  },
  {
    name: "options-unchecked",
    family: "argument",
    what: "options of a call may be anything",
    shows: isCancellable,
    change: edits({
      path: "src/runtime/check.ts",
      find: `expectObject(value, "options");`,
      replace: 'if (typeof value !== "object" || value === null) return;',
    }),
  },
];

/** One operator for each fault. */
export const runtimeOperators: readonly Operator[] = FAULTS.map(
  ({ name, family, what, shows, change }) => ({
    name,
    family,
    candidates: (table) =>
      shows(table) ? [{ at: "runtime", what, change }] : [],
  }),
);
