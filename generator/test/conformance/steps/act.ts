/** Acting out steps about mailboxes. @module */
import type { Step } from "../../../src/model/model.ts";
import { LiveSituation } from "../../../src/conformance/session/situation.ts";
import { FakeSession } from "./fake-session.ts";
import { type Defect, mailboxProvider } from "./mailbox-provider.ts";
import { mailboxes, step } from "./mailbox-table.ts";

const table = mailboxes();

export interface Acted {
  readonly session: FakeSession;
  readonly situation: LiveSituation;
}

/** Acts out steps; the parties are there, by the category that each is of. */
export async function act(
  steps: readonly Partial<Step>[],
  parties: Readonly<Record<string, string>> = {},
  defect?: Defect,
): Promise<Acted> {
  const session = new FakeSession(table, mailboxProvider(defect));
  const situation = new LiveSituation();
  for (const [name, kind] of Object.entries(parties)) {
    situation.enlist(name, await session.create(kind));
  }
  await session.perform(situation, steps.map(step));
  return { session, situation };
}

/** Who writes and who reads, ready to. */
export const BOTH = { writer: "sender", reader: "receiver" };

export const READY: readonly Partial<Step>[] = [
  { party: "writer", reach: "ready" },
  { party: "reader", reach: "open" },
];
