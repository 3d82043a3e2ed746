/** No call fails with a status that the table does not list for it. @module */
import type { Category } from "../../../../model/model.ts";
import { isEmitted } from "../../../../emit/print/signatures.ts";
import type { Lookup } from "../../../lookup.ts";
import { type Context, Failure, type Test } from "../../planned.ts";
import { holdersOf, listedFor } from "./listed.ts";
import { remember, seenOf } from "./seen.ts";

/** One test for each function; they come last, since they look at what the tests before them have seen. */
export function* unlistedTests(lookup: Lookup): Generator<Test, void> {
  for (const { id } of lookup.table.functions.filter(isEmitted)) {
    yield {
      id: `error/unlisted/${id}`,
      family: "error",
      function: id,
      run: (context) => expectListed(context, lookup, id),
    };
  }
}

async function expectListed(
  context: Context,
  lookup: Lookup,
  id: string,
): Promise<void> {
  // Alone, without the tests before it, it still sees a call of its own.
  for (const kind of holdersOf(lookup, id)) await probe(context, kind, id);
  const listed = listedFor(context, id);
  const unlisted = [...seenOf(context, id)].filter((one) => !listed.has(one));
  if (unlisted.length === 0) return;
  throw new Failure(
    `expected ${id} to fail only as the table lists it, found ${unlisted.join(", ")}`,
  );
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
  remember(context, session);
}
