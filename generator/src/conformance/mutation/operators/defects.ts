/** Faults of the provider: the defects that the model provider can be given. @module */
import type { FunctionRow, Table } from "../../../model/model.ts";
import type { FamilyName } from "../../plan/planned.ts";
import {
  concreteKinds,
  type DefectName,
  isTestable,
  type Operator,
} from "../mutation.ts";

interface Defect {
  readonly name: DefectName;
  readonly family: FamilyName;
  readonly what: string;
  /** Whether the table gives an occasion to it. */
  readonly applies: (table: Table) => boolean;
}

function hasFunction(
  table: Table,
  which: (row: FunctionRow) => boolean,
): boolean {
  return concreteKinds(table).some((kind) =>
    kind.functions.some((row) => isTestable(row) && which(row)),
  );
}

function hasEnd(table: Table): boolean {
  return concreteKinds(table).some(({ lifecycle }) =>
    lifecycle.states.some(({ terminal }) => terminal),
  );
}

/** Not among them is an event after the end: the class keeps it from the application, so that there is nothing to see. */
const DEFECTS: readonly Defect[] = [
  {
    name: "ignoreAbort",
    family: "cancellation",
    what: "a pending call goes on when its signal is aborted",
    applies: (table) =>
      hasFunction(
        table,
        ({ traits }) => traits.has("cancellable") && traits.has("pends"),
      ),
  },
  {
    name: "leavePending",
    family: "cancellation",
    what: "what is pending when an instance ends stays pending",
    applies: (table) =>
      hasEnd(table) && hasFunction(table, ({ traits }) => traits.has("pends")),
  },
  {
    name: "eventOnByDefault",
    family: "event",
    what: "events come before they are enabled",
    applies: (table) =>
      table.events.some(({ enabledBy }) => enabledBy.length > 0),
  },
  {
    name: "unlistedStatus",
    family: "error",
    what: "calls fail with a status that the table does not list for them",
    applies: (table) => hasFunction(table, ({ errors }) => errors.length > 0),
  },
  {
    name: "wrongResult",
    family: "state",
    what: "calls have results of other types",
    applies: (table) =>
      hasFunction(table, ({ result }) => result !== undefined),
  },
  {
    name: "completesTwice",
    family: "state",
    what: "the promise of a call is fulfilled twice",
    applies: (table) =>
      hasFunction(table, ({ sync, traits }) => !sync && !traits.has("pends")),
  },
];

/** One operator for each defect. */
export const defectOperators: readonly Operator[] = DEFECTS.map(
  ({ name, family, what, applies }) => ({
    name: `provider-${name}`,
    family,
    candidates: (table) =>
      applies(table)
        ? [{ at: name, what, change: { by: "defect", defect: name } }]
        : [],
  }),
);
