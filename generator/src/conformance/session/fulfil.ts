/** Lets a pending call complete, as the table says. @module */
import { lookupOf } from "../lookup.ts";
import type { Situation } from "./session.ts";
import type { Stage } from "./stage.ts";
import { functionOf } from "./steps-calls.ts";
import { performSteps } from "./steps.ts";

/**
 * Acts out the steps by which a call of the instance that the test is about is fulfilled. The parties that have brought
 * it into its state are there. False if the table says nothing of it, and the provider has a will of its own.
 *
 * @param call - `receive`, `disconnect.abortive`
 */
export async function fulfilCall(
  stage: Stage,
  situation: Situation,
  call: string,
): Promise<boolean> {
  const { self } = situation;
  const row = functionOf(self.kind, call, lookupOf(stage.table));
  if (row === undefined) return false;
  const { puppet } = stage.opened;
  if (puppet !== undefined) return puppet.fulfil(self.instance, row.id);
  if (row.fulfil.length === 0) return false;
  await performSteps(stage, situation, row.fulfil);
  return true;
}
