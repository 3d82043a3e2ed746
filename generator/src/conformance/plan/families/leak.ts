/** Nothing is left behind: the first instance ends like any other, and every state can be left for good. @module */
import type { Category, Table } from "../../../model/model.ts";
import { lookupOf, stateOf } from "../../lookup.ts";
import { waysOf } from "../../session/ways.ts";
import type { Session } from "../../session/session.ts";
import type { Context, Family, Test } from "../planned.ts";
import { expectSame, expectThat } from "./support/expect.ts";
import {
  clauseOf,
  kindsOf,
  needsOf,
  needsOfWay,
  untestable,
} from "./support/kinds.ts";
import { test } from "./support/test.ts";

export const leak: Family = {
  name: "leak",
  *plan(table) {
    for (const kind of kindsOf(table)) {
      if (disposerOf(table, kind) === undefined) continue;
      const first = {
        id: `leak/${kind.name}/first`,
        family: "leak",
        category: kind.name,
        ...clauseOf(kind),
      } as const;
      yield test(
        first,
        () => needsOf(kind),
        (context) => ends(context, kind, kind.lifecycle.initial),
      );
      yield* stateTests(table, kind);
    }
    yield {
      id: "leak/exit",
      family: "leak",
      run: async (context) => {
        const session = await context.open();
        const made = kindsOf(table).filter((kind) => isClaimed(context, kind));
        for (const kind of made) await session.create(kind.name);
        await expectNothingLeft(session);
      },
    };
  },
};

function* stateTests(table: Table, kind: Category): Iterable<Test> {
  for (const [state, way] of waysOf(table, kind)) {
    const row = stateOf(kind, state);
    const entry = {
      id: `leak/${kind.name}.${state}`,
      family: "leak",
      category: kind.name,
      state,
      ...clauseOf(row, kind),
      ...untestable(row),
    } as const;
    yield test(
      entry,
      () => needsOfWay(table, kind, way),
      (context) => ends(context, kind, state),
    );
  }
}

function isClaimed({ claims }: Context, kind: Category): boolean {
  return kind.kind === "service" || claims.categories.includes(kind.name);
}

/** The function that ends an instance. */
export function disposerOf(table: Table, kind: Category): string | undefined {
  const rows = [...lookupOf(table).functionsOf(kind).values()];
  return rows.find((row) => row.traits.has("disposes"))?.id;
}

async function ends(
  context: Context,
  kind: Category,
  state: string,
): Promise<void> {
  const session = await context.open();
  const { self } = await session.reach(kind.name, state);
  await expectNothingLeft(session);
  if (!leadsToEnd(context.table, kind, state)) return;
  expectThat(
    stateOf(kind, self.state)?.terminal === true,
    `${kind.name} was to end, but is ${self.state}`,
  );
}

/** Whether the table says that the instance ends from the state; closing may be legal and leave the state as it is. */
function leadsToEnd(table: Table, kind: Category, state: string): boolean {
  const id = disposerOf(table, kind) ?? "";
  const isEnd = (name: string | undefined): boolean =>
    name !== undefined && stateOf(kind, name)?.terminal === true;
  return (
    isEnd(state) ||
    isEnd(stateOf(kind, state)?.calls.get(id)?.to) ||
    kind.lifecycle.states.some((one) => {
      const move = one.calls.get(id);
      return move?.via === state && isEnd(move.to);
    })
  );
}

/** Closes the session, and looks for what has not completed. */
async function expectNothingLeft(session: Session): Promise<void> {
  await session.close();
  await session.settle();
  const left = session.underWay().map((call) => call.function);
  expectSame(left.join(", "), "", "the calls that are under way at the end");
  const { puppet } = session.opened;
  if (puppet === undefined) return;
  expectSame(puppet.pending(), 0, "how many calls the provider still has");
}
