/** What arguments are tried on, and what must come of an attempt. @module */
import type { Category, FunctionRow, Table } from "../../../../model/model.ts";
import { lookupOf } from "../../../lookup.ts";
import type { Party, Session } from "../../../session/session.ts";
import { nextTurn } from "../../../session/turns.ts";
import type { ValueSource } from "../../../session/values/values.ts";
import type { Context, Need } from "../../planned.ts";
import { expectSame, expectStatus, expectThat } from "../support/expect.ts";

/** Where a function's arguments are tested: on an instance that has it, in a state in which it is legal. */
export interface Place {
  readonly table: Table;
  readonly owner: Category;
  readonly kind: Category;
  readonly row: FunctionRow;
  readonly state: string;
  readonly needs: () => readonly Need[];
}

/** What an attempt is made with. */
export interface Scene {
  readonly session: Session;
  readonly self: Party;
  readonly source: ValueSource;
  readonly args: readonly unknown[];
}

export async function sceneOf(
  context: Context,
  { table, kind, row, state }: Place,
): Promise<Scene> {
  const session = await context.open();
  const { self } = await session.reach(kind.name, state);
  const source: ValueSource = {
    lookup: lookupOf(table),
    values: new Map(),
    instance: () => self.instance,
  };
  return { session, self, source, args: self.arguments(row.id) };
}

export async function expectRefused(
  { row }: Place,
  { session, self }: Scene,
  args: readonly unknown[],
  status: string,
  what: string,
): Promise<void> {
  const { state, role } = self;
  const { puppet } = session.opened;
  const before = puppet?.calls(self.instance).length;
  const outcome = await self.invoke(row.name, args).completed();
  expectStatus(outcome, [status], what);
  expectSame(self.state, state, `the state after ${what}`);
  expectSame(self.role, role, `the role after ${what}`);
  const after = puppet?.calls(self.instance).length;
  expectSame(
    after,
    before,
    `how many calls the provider has had after ${what}`,
  );
}

/** The call is made: what comes of it is the provider's matter. */
export async function expectTaken(
  { row }: Place,
  { session, self }: Scene,
  args: readonly unknown[],
  error: string,
  what: string,
): Promise<void> {
  const { puppet } = session.opened;
  const before = puppet?.calls(self.instance).length ?? 0;
  const call = self.invoke(row.name, args);
  await nextTurn();
  const { outcome } = call;
  const status = outcome?.kind === "error" ? outcome.status : undefined;
  if (puppet !== undefined) {
    const reached = puppet.calls(self.instance).length - before;
    expectSame(reached, 1, `how often ${what} reaches the provider`);
    return;
  }
  const listed = row.errors.some((one) => one.status === error);
  expectThat(listed || status !== error, `${what} is refused with ${error}`);
}
