/** Faults of statuses: a breach of the table is noticed, and gets the wrong answer. @module */
import type { Category, State, Table } from "../../../model/model.ts";
import { changeNamed, stateChange } from "../change.ts";
import {
  type Candidate,
  concreteKinds,
  isTestable,
  type Operator,
} from "../mutation.ts";
import { callsOfKind } from "./calls.ts";

/** A thrown status other than these. */
export function otherStatus(
  table: Table,
  ...than: readonly string[]
): string | undefined {
  return table.errors.find(
    ({ success, name }) => !success && !than.includes(name),
  )?.name;
}

/** The calls that get the state's own status for what is illegal. */
function illegalCalls(kind: Category, state: State): readonly string[] {
  if (state.terminal) return [...callsOfKind(kind)];
  return [...callsOfKind(kind)].filter(
    (call) => !state.calls.has(call) && !state.refuse.has(call),
  );
}

/**
 * All that is illegal in a state gets another status. Not where nothing is: nobody would see it. Not the status of a breach
 * of roles, which some of those calls get as it is.
 */
function* illegalSwapped(table: Table): Iterable<Candidate> {
  const { role } = table.violations;
  for (const kind of concreteKinds(table)) {
    for (const state of kind.lifecycle.states) {
      const status = otherStatus(table, state.illegal, role);
      if (status === undefined) continue;
      if (illegalCalls(kind, state).length === 0) continue;
      yield {
        at: state.name,
        kind: kind.name,
        clause: state.clause?.id,
        what: `illegal calls of ${kind.name} in state ${state.name} fail with ${status}, not ${state.illegal}`,
        change: stateChange(kind.name, state.name, (old) => ({
          ...old,
          illegal: status,
        })),
      };
    }
  }
}

/** A single illegal call gets another status. At the end of a life there are no single ones: all get the same. */
function* refusalSwapped(table: Table): Iterable<Candidate> {
  for (const kind of concreteKinds(table)) {
    for (const state of kind.lifecycle.states) {
      if (state.terminal) continue;
      for (const [call, old] of state.refuse) {
        const status = otherStatus(table, old, table.violations.role);
        if (status === undefined || state.calls.has(call)) continue;
        yield {
          at: `${state.name}:${call}`,
          kind: kind.name,
          clause: state.clause?.id,
          what: `${call} of ${kind.name} in state ${state.name} fails with ${status}, not ${old}`,
          change: stateChange(kind.name, state.name, (whole) => ({
            ...whole,
            refuse: new Map(whole.refuse).set(call, status),
          })),
        };
      }
    }
  }
}

/** A status has another number. Statuses that are never thrown carry theirs nowhere. */
function* codeSwapped(table: Table): Iterable<Candidate> {
  for (const status of table.errors.filter(({ success }) => !success)) {
    const code = Math.max(...table.errors.map((one) => one.code)) - 1;
    const free = table.errors.some((one) => one.code === code)
      ? Math.max(...table.errors.map((one) => one.code)) + 1
      : code;
    yield {
      at: status.name,
      clause: status.clause?.id,
      what: `${status.name} has the code ${free}, not ${status.code}`,
      change: {
        by: "table",
        apply: (whole) => ({
          ...whole,
          errors: changeNamed(whole.errors, status.name, (row) => ({
            ...row,
            code: free,
          })),
        }),
      },
    };
  }
}

/**
 * A kind of breach gets another status everywhere. That of calls in a wrong state and of closed instances stand in the
 * states; that of roles is another operator's, since it may be the same as theirs.
 */
function* violationSwapped(table: Table): Iterable<Candidate> {
  for (const breach of ["argument", "missing", "cancelled"] as const) {
    const old = table.violations[breach];
    const status = otherStatus(table, old);
    if (status === undefined || !canBreach(table, breach)) continue;
    yield {
      at: breach,
      what: `a breach of the kind "${breach}" fails with ${status}, not ${old}`,
      change: {
        by: "table",
        apply: (whole) => ({
          ...whole,
          violations: { ...whole.violations, [breach]: status },
        }),
      },
    };
  }
}

/** Whether the classes have an occasion to answer with the status of the breach. */
function canBreach(
  table: Table,
  breach: "argument" | "missing" | "cancelled",
): boolean {
  const rows = concreteKinds(table).flatMap((kind) => kind.functions);
  if (breach === "missing") return concreteKinds(table).length > 0;
  if (breach === "cancelled") {
    return rows.some((row) => isTestable(row) && row.traits.has("cancellable"));
  }
  return rows.some(({ params }) =>
    params.some(
      ({ type }) => type.kind === "primitive" && type.name !== "unknown",
    ),
  );
}

const FAMILY_OF_BREACH = {
  argument: "argument",
  missing: "absence",
  cancelled: "cancellation",
} as const;

/** Wrong statuses. */
export const refusalOperators: readonly Operator[] = [
  { name: "illegal-status", family: "state", candidates: illegalSwapped },
  { name: "refusal-status", family: "state", candidates: refusalSwapped },
  { name: "status-code", family: "error", candidates: codeSwapped },
  ...(["argument", "missing", "cancelled"] as const).map(
    (breach): Operator => ({
      name: `${breach}-status`,
      family: FAMILY_OF_BREACH[breach],
      candidates: (table) =>
        [...violationSwapped(table)].filter(({ at }) => at === breach),
    }),
  ),
];
