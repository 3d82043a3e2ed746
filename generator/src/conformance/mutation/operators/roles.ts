/** Faults of roles and of what providers report. @module */
import type { Table } from "../../../model/model.ts";
import { changeNamed, kindChange, without } from "../change.ts";
import { type Candidate, concreteKinds, type Operator } from "../mutation.ts";

/** Success commits to nothing. The instance's role tells. */
function* uncommitted(table: Table): Iterable<Candidate> {
  for (const kind of concreteKinds(table)) {
    for (const role of kind.roles) {
      for (const id of role.commit) {
        yield {
          at: `${role.name}:${id}`,
          kind: kind.name,
          clause: role.clause?.id,
          what: `${id} does not commit ${kind.name} to the role ${role.name}`,
          change: kindChange(kind.name, (old) => ({
            ...old,
            roles: changeNamed(old.roles, role.name, (row) => ({
              ...row,
              commit: row.commit.filter((one) => one !== id),
            })),
          })),
        };
      }
    }
  }
}

/** Success commits to another role than it should. */
function* miscommitted(table: Table): Iterable<Candidate> {
  for (const kind of concreteKinds(table)) {
    for (const [index, role] of kind.roles.entries()) {
      const other = kind.roles[(index + 1) % kind.roles.length];
      const [id] = role.commit;
      if (id === undefined || other === undefined || other === role) continue;
      yield {
        at: `${role.name}:${id}`,
        kind: kind.name,
        clause: role.clause?.id,
        what: `${id} commits ${kind.name} to the role ${other.name}, not ${role.name}`,
        change: kindChange(kind.name, (old) => ({
          ...old,
          roles: old.roles.map((row) => {
            if (row.name === other.name) {
              return { ...row, commit: [...row.commit, id] };
            }
            return row.name === role.name
              ? { ...row, commit: row.commit.filter((one) => one !== id) }
              : row;
          }),
        })),
      };
    }
  }
}

/**
 * A call of the other role gets the status of a wrong state, as if it belonged to no role. Where the two statuses are one,
 * there is nothing to see.
 */
function* belongsToNone(table: Table): Iterable<Candidate> {
  if (table.violations.role === table.violations.state) return;
  for (const kind of concreteKinds(table)) {
    for (const role of kind.roles) {
      for (const id of role.functions) {
        if (!isRefusedByRole(kind, role.name, id, table)) continue;
        yield {
          at: `${role.name}:${id}`,
          kind: kind.name,
          clause: role.clause?.id,
          what: `${id} of ${kind.name} does not belong to the role ${role.name}`,
          change: kindChange(kind.name, (old) => ({
            ...old,
            roles: changeNamed(old.roles, role.name, (row) => ({
              ...row,
              functions: row.functions.filter((one) => one !== id),
            })),
          })),
        };
      }
    }
  }
}

/** Whether an instance in another role can be in a state where the call gets the status of a breach of roles. */
function isRefusedByRole(
  kind: ReturnType<typeof concreteKinds>[number],
  role: string,
  id: string,
  table: Table,
): boolean {
  const committed = kind.roles
    .filter(({ name }) => name !== role)
    .flatMap(({ commit }) => commit);
  const targets = new Set(
    kind.lifecycle.states.flatMap(({ calls }) =>
      committed.flatMap((call) => calls.get(call)?.to ?? []),
    ),
  );
  return kind.lifecycle.states.some(
    (state) =>
      targets.has(state.name) &&
      !state.terminal &&
      !state.calls.has(id) &&
      (state.refuse.get(id) ?? state.illegal) === table.violations.state,
  );
}

/** What a provider reports leads elsewhere. */
function* misreported(table: Table): Iterable<Candidate> {
  for (const kind of concreteKinds(table)) {
    for (const report of kind.lifecycle.reports) {
      for (const [from, to] of report.moves) {
        const other = kind.lifecycle.states.find(
          ({ name }) => name !== to && name !== from,
        );
        if (other === undefined) continue;
        yield {
          at: `${report.name}:${from}`,
          kind: kind.name,
          clause: report.clause?.id,
          what: `${report.name} of ${kind.name} in state ${from} leads to ${other.name}, not to ${to}`,
          change: kindChange(kind.name, (old) => ({
            ...old,
            lifecycle: {
              ...old.lifecycle,
              reports: changeNamed(
                old.lifecycle.reports,
                report.name,
                (row) => ({
                  ...row,
                  moves: new Map(row.moves).set(from, other.name),
                }),
              ),
            },
          })),
        };
      }
    }
  }
}

/** What a provider reports is not heeded. A report that leaves the state cannot be told from none. */
function* unheeded(table: Table): Iterable<Candidate> {
  for (const kind of concreteKinds(table)) {
    for (const report of kind.lifecycle.reports) {
      for (const [from, to] of report.moves) {
        if (from === to) continue;
        yield {
          at: `${report.name}:${from}`,
          kind: kind.name,
          clause: report.clause?.id,
          what: `${report.name} of ${kind.name} in state ${from} is not heeded`,
          change: kindChange(kind.name, (old) => ({
            ...old,
            lifecycle: {
              ...old.lifecycle,
              reports: changeNamed(
                old.lifecycle.reports,
                report.name,
                (row) => ({
                  ...row,
                  moves: without(row.moves, from),
                }),
              ),
            },
          })),
        };
      }
    }
  }
}

/** Wrong roles, wrong reports. */
export const roleOperators: readonly Operator[] = [
  { name: "commit-dropped", family: "role", candidates: uncommitted },
  { name: "commit-elsewhere", family: "role", candidates: miscommitted },
  { name: "role-left-out", family: "role", candidates: belongsToNone },
  { name: "report-elsewhere", family: "state", candidates: misreported },
  { name: "report-dropped", family: "state", candidates: unheeded },
];
