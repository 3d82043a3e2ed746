/** One parameter: values of other types, and its limits. @module */
import { requiredParams } from "../../../../emit/print/signatures.ts";
import type { Field } from "../../../../model/model.ts";
import { complaint } from "../../../checked/conforms.ts";
import { lookupOf } from "../../../lookup.ts";
import { isRecord } from "../../../session/values/record.ts";
import type { Context } from "../../planned.ts";
import { expectStatus, expectThat } from "../support/expect.ts";
import { changed } from "../support/given-arguments.ts";
import { atLimits, type SizedValue } from "../support/sizes.ts";
import { noHandler, wrongValues } from "../support/wrong.ts";
import {
  expectRefused,
  expectTaken,
  type Place,
  type Scene,
  sceneOf,
} from "./scene.ts";

export async function parameter(
  context: Context,
  place: Place,
  param: Field,
): Promise<void> {
  const { table, row } = place;
  const scene = await sceneOf(context, place);
  const wrong = wrongValues(param.type, lookupOf(table), param.optional);
  for (const { value, why } of wrong) {
    const args = changed(row, scene.args, param, () => value);
    const what = `${row.name} with ${why} as ${param.name}`;
    await expectRefused(place, scene, args, table.violations.argument, what);
  }
  await noOptions(place, scene);
  await noHandlers(place, scene);
  if (param.limit === undefined) return;
  for (const sized of atLimits(param.type, param.limit, scene.source)) {
    await atLimit(context, place, param, sized);
  }
  await claimedLimit(context, place, param);
}

/** What stands where a call takes its options must be some. */
async function noOptions(place: Place, scene: Scene): Promise<void> {
  const { table, row } = place;
  if (row.sync || !row.traits.has("cancellable")) return;
  const required = row.params.filter(({ optional }) => !optional).length;
  const count = required + (row.creates === undefined ? 0 : 1);
  const args = [...scene.args.slice(0, count), "no options"];
  const what = `${row.name} with a text as its options`;
  await expectRefused(place, scene, args, table.violations.argument, what);
}

/** Handlers that are given with the options must be some. */
async function noHandlers(place: Place, scene: Scene): Promise<void> {
  const { table, row } = place;
  const lookup = lookupOf(table);
  const created = [...lookup.kinds.values()].find(
    ({ kind, abstract, events }) =>
      kind === "category" && !abstract && events.length > 0,
  );
  if (row.creates === undefined || created === undefined) return;
  const [_category, ...others] = scene.args;
  const options = others.findLast(isRecord);
  const rest = others.slice(0, requiredParams(row).length);
  for (const { value, why } of noHandler(created.name, lookup)) {
    const args = [created.name, ...rest, { ...options, handlers: value }];
    const what = `${row.name} of ${created.name} with ${why}`;
    await expectRefused(place, scene, args, table.violations.argument, what);
  }
}

async function atLimit(
  context: Context,
  place: Place,
  param: Field,
  { value, fits, why }: SizedValue,
): Promise<void> {
  const { table, row } = place;
  const scene = await sceneOf(context, place);
  const args = changed(row, scene.args, param, () => value);
  const what = `${row.name} with ${why} as ${param.name}`;
  const error = param.limit?.error ?? table.violations.argument;
  if (fits) {
    await expectTaken(place, scene, args, error, what);
    return;
  }
  const world = { lookup: lookupOf(table), exports: context.kit.exports };
  const ofType = complaint(param.type, value, world) === undefined;
  const status = ofType ? error : table.violations.argument;
  await expectRefused(place, scene, args, status, what);
}

/** A limit that the provider claims is its own: at it, and beyond. */
async function claimedLimit(
  context: Context,
  place: Place,
  param: Field,
): Promise<void> {
  const { row } = place;
  const claim = context.claims.limits[`${row.id}.${param.name}`];
  if (claim === undefined) return;
  const { source } = await sceneOf(context, place);
  const limit = { ...claim };
  for (const { value, fits, why } of atLimits(param.type, limit, source)) {
    const scene = await sceneOf(context, place);
    const args = changed(row, scene.args, param, () => value);
    const what = `${row.name} with ${why} as ${param.name}, as is claimed`;
    const outcome = await scene.self.invoke(row.name, args).completed();
    if (!fits) expectStatus(outcome, [claim.error], what);
    else {
      const refused =
        outcome.kind === "error" && outcome.status === claim.error;
      expectThat(!refused, `${what}: expected success, found ${claim.error}`);
    }
  }
}
