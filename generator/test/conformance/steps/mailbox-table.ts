/** A little table about letters, with scenarios of every kind. @module */
import type {
  Category,
  FunctionRow,
  Scenario,
  Step,
  Table,
} from "../../../src/model/model.ts";
import { compileText } from "../../support/tables.ts";

const MAILBOXES = `
errors:
  FULL: { code: 7, doc: The box is full. }
  BURNT: { code: 8, doc: The post office has burnt down., untestable: Nobody burns one down. }
types:
  Place: { struct: { box: string, slot: uint32 } }
functions:
  attach: { params: { box: { type: string, samples: [main] } }, errors: [BURNT] }
  where: { result: Place }
  listen:
  speak:
  post:
    params: { letter: { type: bytes, samples: [hello] }, urgent: "boolean?" }
    result: uint32
    traits: [pends, cancellable]
    errors: [FULL, CUT, BURNT]
  take:
    params: { buffer: { type: bytes, samples: [8] }, peek: "boolean?" }
    result: uint32
    traits: [pends, cancellable, completes-on-close, fifo]
    variants: { peek: { when: peek } }
    errors: [CUT]
  readAll: { result: stream<bytes> }
  count: { result: uint64 }
  tap: { result: instance<sender>, produces: sender.ready }
  watch: { support: optional }
  set: { params: { }, accesses: { write: { kind: option, access: set }, read: { kind: option, access: get } } }
  close: { traits: [disposes] }
events:
  arrived:
    payload: { size: uint32, letter: bytes, from: "instance<sender>?" }
    replies: { keep: , drop: , copy: { fields: { to: string } } }
    onThrow: drop
    enabledBy: [{ function: watch }]
properties:
  ROOM: { kind: option, categories: [receiver, peer], value: uint8 }
sets:
  sending: { functions: [post] }
  receiving: { functions: [take, readAll, count, tap, watch, set], events: [arrived] }
lifecycles:
  any:
    initial: created
    always: [where]
    states:
      created: { on: { attach: attached } }
      closed: { terminal: true }
    on: { close: { to: closed, at: call } }
categories:
  party: { abstract: true, functions: [attach, where, close], lifecycle: { use: [any] , states: { attached: {} } } }
  sender:
    parents: [party]
    includes: [sending]
    lifecycle:
      states:
        attached: { on: { speak: ready } }
        ready: { allow: [post] }
    functions: [speak]
  receiver:
    parents: [party]
    includes: [receiving]
    functions: [listen]
    lifecycle:
      states:
        attached: { on: { listen: open } }
        open: { allow: [ "take.*", readAll, count, tap, watch, set, arrived] }
        lost: { doc: Nothing comes any more. }
      reports: { lost: { moves: { open: lost } } }
  peer:
    parents: [party]
    includes: [sending, receiving]
    roles:
      sender: { commit: [speak], functions: [post] }
      receiver: { commit: [listen], functions: [take, readAll, count, tap, watch, set], events: [arrived] }
    functions: [speak, listen]
    lifecycle:
      states:
        attached: { on: { listen: open, speak: ready } }
        ready: { allow: [post] }
        open: { allow: [ "take.*", readAll, count, tap, watch, set, arrived] }
        lost: { doc: Nothing comes any more. }
      reports: { lost: { moves: { open: lost } } }
`;

/** A step as a table has it. */
export function step(parts: Partial<Step>): Step {
  return { args: {}, doc: "", ...parts };
}

/** A scenario as a table has it; parties are given by what they play. */
export function scenario(
  name: string,
  parties: Readonly<Record<string, string>>,
  steps: readonly Partial<Step>[],
  rest: Partial<Scenario> = {},
): Scenario {
  return {
    name,
    doc: "",
    family: "scenario",
    parties: new Map(
      Object.entries(parties).map(([party, plays]) => [
        party,
        { plays, exact: false, args: {} },
      ]),
    ),
    each: new Map(),
    needs: [],
    steps: steps.map(step),
    ...rest,
  };
}

/** The table, with these scenarios and what the grammar does not say yet. */
export function mailboxes(scenarios: readonly Scenario[] = []): Table {
  const { table, diagnostics } = compileText(MAILBOXES);
  if (table === undefined) {
    throw new Error(diagnostics.map((one) => JSON.stringify(one)).join("\n"));
  }
  return {
    ...table,
    scenarios,
    observers: [{ name: "letters", doc: "" }],
    functions: table.functions.map(withSteps),
    categories: table.categories.map((kind) => ({
      ...withReach(kind),
      functions: kind.functions.map(withSteps),
    })),
  };
}

const FULL_BOX = [
  step({ reach: "ready" }),
  step({ call: "post" }),
  step({ call: "post" }),
  step({ call: "post", args: { urgent: true } }),
];

const CUT_POST = [
  step({ call: "post" }),
  step({ call: "post" }),
  step({ call: "post", begin: "third" }),
  step({ abort: "third" }),
  step({ await: "third" }),
];

function withSteps(row: FunctionRow): FunctionRow {
  const provoke = (status: string): readonly Step[] => {
    if (row.id !== "post") return [];
    return { FULL: FULL_BOX, CUT: CUT_POST }[status] ?? [];
  };
  return {
    ...row,
    fulfil:
      row.id === "take"
        ? [step({ party: "writer", call: "post", args: { letter: "now" } })]
        : [],
    errors: row.errors.map((error) => ({
      ...error,
      provoke: provoke(error.status),
    })),
  };
}

/** Whoever is open has somebody who writes. */
function withReach(kind: Category): Category {
  return {
    ...kind,
    lifecycle: {
      ...kind.lifecycle,
      states: kind.lifecycle.states.map((state) => ({
        ...state,
        reach:
          state.name === "open"
            ? [
                step({ call: "attach" }),
                step({ call: "listen" }),
                step({ party: "writer", create: "sender" }),
                step({ party: "writer", reach: "ready" }),
              ]
            : [],
      })),
    },
  };
}
