import { expect, it } from "vitest";
import type { Category, Table } from "../../../src/model/model.ts";
import { LiveSituation } from "../../../src/conformance/session/situation.ts";
import { FakeSession } from "./fake-session.ts";
import { mailboxProvider } from "./mailbox-provider.ts";
import { mailboxes, step } from "./mailbox-table.ts";

/** Steps that show by their failure that they are taken. */
const provoke = [step({ reach: "nowhere" })];

function provoked(category: Category): Category {
  const { lifecycle } = category;
  const reports = lifecycle.reports.map((one) => ({ ...one, provoke }));
  return { ...category, lifecycle: { ...lifecycle, reports } };
}

async function reported(party: string | undefined): Promise<void> {
  const table: Table = mailboxes();
  const categories = table.categories.map(provoked);
  const provider = mailboxProvider(undefined, ["lost"]);
  const session = new FakeSession({ ...table, categories }, provider);
  const situation = new LiveSituation(await session.create("receiver"));
  situation.enlist("reader", situation.self);
  await session.perform(situation, [
    step({ party: "reader", reach: "open" }),
    step({ ...(party !== undefined && { party }), report: "lost" }),
  ]);
}

it("a scenario only waits for what a provider reports", async () => {
  await expect(reported("reader")).rejects.toThrow(
    "expected the report to lead to lost, found the state open",
  );
});

it("the way to a state takes the report's own steps", async () => {
  await expect(reported(undefined)).rejects.toThrow("nowhere");
});
