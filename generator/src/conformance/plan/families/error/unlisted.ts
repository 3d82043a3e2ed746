/** No call fails with a status that the table does not list for it. @module */
import type { Category } from "../../../../model/model.ts";
import { isEmitted } from "../../../../emit/print/signatures.ts";
import type { Lookup } from "../../../lookup.ts";
import { type Context, Failure, type Test } from "../../planned.ts";
import { holdersOf, unlistedIn } from "./listed.ts";

/**
 * One test for each function, with a call that nothing else has prepared. What the calls of other tests fail with is looked
 * at whatever those are about.
 */
export function* unlistedTests(lookup: Lookup): Generator<Test, void> {
  for (const { id } of lookup.table.functions.filter(isEmitted)) {
    yield {
      id: `error/unlisted/${id}`,
      family: "error",
      function: id,
      run: async (context) => {
        for (const kind of holdersOf(lookup, id)) {
          await probe(context, kind, id);
        }
      },
    };
  }
}

async function probe(
  context: Context,
  kind: Category,
  id: string,
): Promise<void> {
  const { categories } = context.claims;
  if (kind.kind === "category" && !categories.includes(kind.name)) return;
  const session = await context.open();
  const party = await session.create(kind.name);
  const call = party.begin(id);
  await session.settle();
  if (call.outcome === undefined) call.abort();
  const problem = unlistedIn(context, session.observed);
  if (problem !== undefined) throw new Failure(problem);
}
