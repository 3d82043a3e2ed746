/** Accesses to properties in a state: which are legal, and what becomes of those that are not. @module */
import type {
  Access,
  Category,
  FunctionRow,
  PropertyAccess,
  PropertyRow,
  State,
  Table,
} from "../../../../model/model.ts";
import { listedErrors } from "../../../checked/checked-dispatch.ts";
import { isCommand } from "../../../lookup.ts";
import type { PendingCall, Party, Session } from "../../../session/session.ts";
import { nextTurn } from "../../../session/turns.ts";
import type { Puppet } from "../../../subject.ts";
import type { Context } from "../../planned.ts";
import { expectSame, expectStatus, expectThat, outcomeText } from "./expect.ts";

type AccessOutcome =
  | { readonly to: string; readonly status?: undefined }
  | { readonly status: string };

/** What the table says of an access in a state. */
export function accessOutcome(
  { violations }: Table,
  kind: Category,
  state: State,
  row: FunctionRow,
  access: Access,
  property: PropertyRow,
): AccessOutcome {
  if (state.terminal) return { status: state.illegal };
  const rights = property[access.access];
  if (rights === undefined) return { status: violations.unsupported };
  const moves = isCommand(kind, property);
  const call = moves ? property.name : row.id;
  const move = state.calls.get(call);
  if (move === undefined) {
    return { status: state.refuse.get(call) ?? state.illegal };
  }
  const legal = rights.states.get(kind.name) ?? [];
  if (!moves && legal.length > 0 && !legal.includes(state.name)) {
    return { status: violations.state };
  }
  return { to: move.to ?? state.name };
}

/** Whether a provider claims to honour a property. */
export function isClaimed(
  { claims }: Context,
  kind: Category,
  { name }: PropertyRow,
): boolean {
  const claim = claims.properties[name];
  if (claim === undefined) return false;
  const fidelity = typeof claim === "string" ? claim : claim[kind.name];
  return fidelity !== undefined && fidelity !== "unsupported";
}

/** Every access of an accessor, in one state. */
export async function accessCell(
  context: Context,
  kind: Category,
  state: State,
  row: FunctionRow,
): Promise<void> {
  const session = await context.open();
  let { self } = await session.reach(kind.name, state.name);
  for (const access of row.accesses) {
    for (const property of kind.properties) {
      if (property.kind !== access.kind) continue;
      if (self.state !== state.name) {
        ({ self } = await session.reach(kind.name, state.name));
      }
      const attempt = { kind, state, row, access, property };
      await tryAccess(context, session, self, attempt);
    }
  }
}

interface Attempt {
  readonly kind: Category;
  readonly state: State;
  readonly row: FunctionRow;
  readonly access: Access;
  readonly property: PropertyRow;
}

async function tryAccess(
  context: Context,
  session: Session,
  self: Party,
  { kind, state, row, access, property }: Attempt,
): Promise<void> {
  const { table } = context;
  const expected = accessOutcome(table, kind, state, row, access, property);
  const { puppet } = session.opened;
  const before = puppet?.calls(self.instance).length ?? 0;
  const args = { request: access.name, name: property.name };
  const what = `${access.name} ${property.name} of ${kind.name} in state ${state.name}`;
  const call = self.begin(row.id, args);
  if (await waits(call, expected, property[access.access], puppet)) return;
  const outcome = await call.completed();
  const reached = (puppet?.calls(self.instance).length ?? 0) - before;
  if (expected.status !== undefined) {
    expectStatus(outcome, [expected.status], what);
    expectSame(self.state, state.name, `the state after ${what}`);
    expectSame(reached, 0, `how often ${what} reaches the provider`);
    return;
  }
  if (!isClaimed(context, kind, property)) {
    const { unsupported } = table.violations;
    expectStatus(outcome, [unsupported], `${what}, which is not claimed`);
    expectSame(self.state, state.name, `the state after ${what}`);
    return;
  }
  if (puppet !== undefined) {
    expectSame(outcome.kind, "value", `what comes of ${what}`);
    expectSame(reached, 1, `how often ${what} reaches the provider`);
  }
  if (outcome.kind === "value") {
    expectSame(self.state, expected.to, `the state after ${what}`);
    return;
  }
  // Whether a value suits the provider is not this test's matter; that the state allows the access is.
  const listed = listedErrors(table, kind, row, call.args);
  const allowed = [...listed].filter(
    (status) => status !== state.illegal && status !== table.violations.state,
  );
  expectThat(
    outcome.status !== undefined && allowed.includes(outcome.status),
    `${what}: expected that it is legal, but found ${outcomeText(outcome)}`,
  );
  expectSame(self.state, state.name, `the state after ${what} has failed`);
}

/** Whether a legal access is under way and waits for others, as the table says; it is not waited for. */
async function waits(
  call: PendingCall,
  { status }: AccessOutcome,
  rights: PropertyAccess | undefined,
  puppet: Puppet | undefined,
): Promise<boolean> {
  if (puppet !== undefined || status !== undefined) return false;
  if (rights?.traits.has("pends") !== true) return false;
  await nextTurn();
  if (call.outcome !== undefined) return false;
  call.abort();
  return true;
}
