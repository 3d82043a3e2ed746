/** How a session ends: instances are closed, what was obtained is given back, and then the services end. @module */
import type { FunctionRow } from "../../model/model.ts";
import { stateOf } from "../lookup.ts";
import type { LiveSession } from "./open-session.ts";
import type { LiveParty } from "./party.ts";
import type { Outcome } from "./session.ts";

/** What a call has yielded, and the function that gives it back. */
export interface Debt {
  readonly party: LiveParty;
  readonly undo: FunctionRow;
  readonly value: unknown;
}

export async function endParties(
  session: LiveSession,
  debts: readonly Debt[],
): Promise<void> {
  const parties = [...session.parties].reverse();
  const isService = ({ kind }: LiveParty): boolean => kind.kind === "service";
  for (const party of parties) if (!isService(party)) await end(session, party);
  for (const debt of [...debts].reverse()) await giveBack(session, debt);
  for (const party of parties) if (isService(party)) await end(session, party);
}

/** Ends an instance, unless it has ended or nothing of the table ends it. */
export async function end(
  session: LiveSession,
  party: LiveParty,
): Promise<void> {
  const row = disposerOf(session, party);
  if (row === undefined || isOver(party)) return;
  const first = await attempt(session, party, row.id);
  if (isOver(party) || first === "late") return;
  // What is under way may stand in the way.
  await finish(session, party);
  if (isOver(party)) return;
  const second = await attempt(session, party, row.id);
  if (typeof second !== "object" || second.kind === "value") return;
  const why = second.status ?? String(second.error);
  session.fault(`${row.name} of ${party.kind.name} failed with ${why}`);
}

/** The function that ends an instance. */
export function disposerOf(
  { lookup }: LiveSession,
  { kind }: LiveParty,
): FunctionRow | undefined {
  const rows = [...lookup.functionsOf(kind).values()];
  return rows.find((row) => row.traits.has("disposes"));
}

function isOver({ kind, state }: LiveParty): boolean {
  return stateOf(kind, state)?.terminal ?? false;
}

/** Makes the call, if it is legal; a provider that never completes it is at fault. */
async function attempt(
  session: LiveSession,
  party: LiveParty,
  call: string,
  args: Readonly<Record<string, unknown>> = {},
): Promise<Outcome | "late" | undefined> {
  if (!stateOf(party.kind, party.state)?.calls.has(call)) return undefined;
  try {
    return await party.begin(call, args).completed();
  } catch (error) {
    session.fault(error instanceof Error ? error.message : String(error));
    return "late";
  }
}

async function finish(session: LiveSession, party: LiveParty): Promise<void> {
  for (const call of party.calls) {
    if (call.outcome !== undefined) continue;
    try {
      await call.completed();
    } catch (error) {
      session.fault(error instanceof Error ? error.message : String(error));
    }
  }
}

async function giveBack(
  session: LiveSession,
  { party, undo, value }: Debt,
): Promise<void> {
  const param = undo.params.find((one) => !one.optional);
  const args = param === undefined ? {} : { [param.name]: value };
  const outcome = await attempt(session, party, undo.id, args);
  // Whatever the test itself has given back cannot be given back again.
  const fails = stateOf(party.kind, party.state)?.fails.get(undo.id) ?? [];
  const status = typeof outcome === "object" && outcome.kind === "error";
  if (status && fails.includes(outcome.status ?? "")) return;
  if (typeof outcome !== "object" || outcome.kind === "value") return;
  const why = outcome.status ?? String(outcome.error);
  session.fault(`${undo.name} of ${party.kind.name} failed with ${why}`);
}
