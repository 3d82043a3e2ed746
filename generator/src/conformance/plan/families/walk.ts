/** Random walks through a lifecycle, legal and illegal: what a simple model of the table foretells must come. @module */
import type {
  Category,
  FunctionRow,
  Move,
  State,
  Table,
} from "../../../model/model.ts";
import { listedErrors } from "../../checked/checked-dispatch.ts";
import { stateOf } from "../../lookup.ts";
import type { CallForm } from "../../session/forms.ts";
import type { Session, Situation } from "../../session/session.ts";
import { type Context, Failure, type Family } from "../planned.ts";
import { cellOf, formsOf } from "./support/cells.ts";
import {
  expectSame,
  expectStatus,
  expectThat,
  outcomeText,
} from "./support/expect.ts";
import { clauseOf, kindsOf, needsOf } from "./support/kinds.ts";
import { test } from "./support/test.ts";

const RUNS = 25;
const STEPS = 12;

export const walk: Family = {
  name: "walk",
  *plan(table) {
    for (const kind of kindsOf(table)) {
      if (alphabetOf(table, kind, false).length === 0) continue;
      const entry = {
        id: `walk/${kind.name}`,
        family: "walk",
        category: kind.name,
        ...clauseOf(kind),
      } as const;
      yield test(
        entry,
        () => needsOf(kind),
        (context) => walks(context, kind),
      );
    }
  },
};

/** One step: a call, or a report if its name is that of one. */
interface Letter {
  readonly name: string;
  readonly form?: CallForm;
}

/** What a walk is made of. A provider with a will of its own is asked for nothing that may wait for others. */
function alphabetOf(
  table: Table,
  kind: Category,
  puppet: boolean,
): readonly Letter[] {
  const forms = formsOf(table, kind).filter(
    ({ row, command }) =>
      command === undefined &&
      row.support !== "optional" &&
      row.untestable === undefined &&
      (puppet || !row.traits.has("pends") || row.traits.has("disposes")),
  );
  const reports = puppet ? kind.lifecycle.reports : [];
  return [
    ...forms.map((form) => ({ name: form.key, form })),
    ...reports.map(({ name }) => ({ name })),
  ];
}

async function walks(context: Context, kind: Category): Promise<void> {
  const { default: fc } = await import("fast-check");
  const probe = await context.open();
  const puppet = probe.opened.puppet !== undefined;
  const alphabet = alphabetOf(context.table, kind, puppet);
  const steps = fc.array(fc.constantFrom(...alphabet), {
    maxLength: STEPS,
    size: "max",
  });
  const property = fc.asyncProperty(steps, (letters) =>
    one(context, kind, letters),
  );
  const result = await fc.check(property, {
    seed: context.seed,
    numRuns: RUNS,
  });
  if (!result.failed) return;
  const taken = (result.counterexample?.[0] ?? []).map(({ name }) => name);
  const cause = result.errorInstance;
  const why = cause instanceof Error ? cause.message : String(cause);
  throw new Failure(
    `after ${taken.join(", ") || "nothing"}: ${why} (seed ${context.seed})`,
    { cause },
  );
}

/** The state and the role, as far as the table alone foretells them. */
interface Foretold {
  state: State;
  role: string | undefined;
}

async function one(
  context: Context,
  kind: Category,
  letters: readonly Letter[],
): Promise<void> {
  const session = await context.open();
  const situation = await session.reach(kind.name, kind.lifecycle.initial);
  const state = stateOf(kind, kind.lifecycle.initial);
  if (state === undefined) throw new Failure("there is no initial state");
  const foretold: Foretold = { state, role: undefined };
  for (const { name, form } of letters) {
    if (form === undefined) report(session, situation, foretold, name);
    else await step(context, session, situation, foretold, form);
    const { self } = situation;
    expectSame(self.state, foretold.state.name, `the state after ${name}`);
    expectSame(self.role, foretold.role, `the role after ${name}`);
  }
  await session.close();
}

function report(
  session: Session,
  { self }: Situation,
  foretold: Foretold,
  name: string,
): void {
  const { kind } = self;
  const row = kind.lifecycle.reports.find((it) => it.name === name);
  const to = row?.moves.get(foretold.state.name);
  const done = session.opened.puppet?.report(self.instance, name);
  expectSame(done, to !== undefined, `whether ${name} is reported`);
  become(foretold, kind, to);
}

async function step(
  context: Context,
  session: Session,
  situation: Situation,
  foretold: Foretold,
  form: CallForm,
): Promise<void> {
  const { self } = situation;
  const { table } = context;
  const { state, role } = foretold;
  const way = { unfinished: false, ...(role !== undefined && { role }) };
  const cell = cellOf(table, self.kind, state, way, form);
  const outcome = await session.complete(situation, self.begin(form.key));
  const what = `${form.key} in state ${state.name}`;
  if (!cell.legal) {
    expectStatus(outcome, [cell.status], what);
    return;
  }
  if (outcome.kind === "value") {
    arrive(foretold, self.kind, form.row, cell.move);
    return;
  }
  expectAllowed(context, situation, form, outcome, what);
  if (cell.move.at === "call") become(foretold, self.kind, cell.move.to);
}

/** A legal call of a provider with a will of its own may fail, with what is listed for it. */
function expectAllowed(
  { table }: Context,
  { self }: Situation,
  { row }: CallForm,
  outcome: Parameters<typeof outcomeText>[0],
  what: string,
): void {
  const listed = listedErrors(table, self.kind, row);
  const known = outcome.kind === "error" && listed.has(outcome.status ?? "");
  const own = row.errors.length > 0;
  expectThat(
    known && own,
    `${what}: expected success, but found ${outcomeText(outcome)}`,
  );
}

function arrive(
  foretold: Foretold,
  kind: Category,
  row: FunctionRow,
  { to }: Move,
): void {
  const commits = kind.roles.find((it) => it.commit.includes(row.id));
  if (to !== undefined) foretold.role ??= commits?.name;
  become(foretold, kind, to);
}

function become(
  foretold: Foretold,
  kind: Category,
  to: string | undefined,
): void {
  const state = to === undefined ? undefined : stateOf(kind, to);
  if (state !== undefined) foretold.state = state;
}
