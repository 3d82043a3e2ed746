/** Conditions between parameters: what excludes each other, limits that depend on others, and what must be given. @module */
import type { Condition, Field } from "../../../../model/model.ts";
import { complaint } from "../../../checked/conforms.ts";
import { lookupOf } from "../../../lookup.ts";
import { plainValue } from "../../../session/values/values.ts";
import type { Context } from "../../planned.ts";
import { changed, changedAt } from "../support/given-arguments.ts";
import { atLimits, truthyValue } from "../support/sizes.ts";
import {
  expectRefused,
  expectTaken,
  type Place,
  type Scene,
  sceneOf,
} from "./scene.ts";

/** The last part of the id of a condition's test. */
export function nameOf(condition: Condition): string {
  switch (condition.kind) {
    case "conflict":
      return `conflict:${condition.paths.map((one) => one.join(".")).join("+")}`;
    case "limit":
      return `limit:${condition.param}:${condition.when.join(".")}`;
    case "required":
      return `required:${condition.param}`;
  }
}

type Run = (context: Context) => Promise<void>;

/** A test of a condition; undefined if only the provider can tell whether it holds. */
export function conditionTest(
  place: Place,
  condition: Condition,
): Run | undefined {
  switch (condition.kind) {
    case "conflict":
      return (context) => conflict(context, place, condition);
    case "limit":
      return (context) => conditionalLimit(context, place, condition);
    case "required":
      return condition.unlessProperties.length > 0
        ? undefined
        : (context) => required(context, place, condition);
  }
}

async function conflict(
  context: Context,
  place: Place,
  { paths, error }: Extract<Condition, { readonly kind: "conflict" }>,
): Promise<void> {
  const scene = await sceneOf(context, place);
  const [first, ...others] = paths;
  for (const other of others) {
    if (first === undefined) return;
    let { args } = scene;
    for (const path of [first, other]) args = setAt(place, scene, args, path);
    const names = `${first.join(".")} and ${other.join(".")}`;
    const what = `${place.row.name} with ${names}`;
    await expectRefused(place, scene, args, error, what);
  }
}

/** The list, with something at the path that counts as given, and whatever it stands in. */
function setAt(
  place: Place,
  scene: Scene,
  args: readonly unknown[],
  path: readonly string[],
): unknown[] {
  const { row } = place;
  const [root, ...rest] = path;
  const param = row.params.find((one) => one.name === root);
  if (param === undefined) return [...args];
  const inside = rest.length > 0;
  const whole = changed(row, args, param, (value) =>
    value === undefined && inside
      ? plainValue(param.type, scene.source)
      : value,
  );
  return changedAt(row, whole, path, truthy(place, path, scene));
}

/** What makes the value at a path count as given. */
function truthy(
  { row }: Place,
  path: readonly string[],
  { source }: Scene,
): (value: unknown) => unknown {
  const [root, ...rest] = path;
  const param = row.params.find((one) => one.name === root);
  const type = rest.length === 0 ? param?.type : undefined;
  return (value) =>
    Boolean(value) && rest.length === 0
      ? value
      : type === undefined
        ? true
        : truthyValue(type, source);
}

async function conditionalLimit(
  context: Context,
  place: Place,
  { when, param, limit }: Extract<Condition, { readonly kind: "limit" }>,
): Promise<void> {
  const { row, table } = place;
  const field = row.params.find((one) => one.name === param);
  if (field === undefined) return;
  const scene = await sceneOf(context, place);
  const world = { lookup: lookupOf(table), exports: context.kit.exports };
  for (const sized of atLimits(field.type, limit, scene.source)) {
    const fresh = await sceneOf(context, place);
    const set = setAt(place, fresh, fresh.args, when);
    const args = changed(row, set, field, () => sized.value);
    const what = `${row.name} with ${when.join(".")}, and ${sized.why} as ${param}`;
    const wrongType = complaint(field.type, sized.value, world) !== undefined;
    if (sized.fits) await expectTaken(place, fresh, args, limit.error, what);
    else if (wrongType) {
      await expectRefused(place, fresh, args, table.violations.argument, what);
    } else if (!isOutside(field, sized.value)) {
      await expectRefused(place, fresh, args, limit.error, what);
    }
  }
}

/** Whether the parameter's own limit forbids the value already. */
function isOutside({ limit }: Field, value: unknown): boolean {
  if (limit === undefined) return false;
  const size =
    value instanceof Uint8Array ||
    typeof value === "string" ||
    Array.isArray(value)
      ? value.length
      : Number(value);
  const { min = limit.exact, max = limit.exact } = limit;
  return (min !== undefined && size < min) || (max !== undefined && size > max);
}

async function required(
  context: Context,
  place: Place,
  condition: Extract<Condition, { readonly kind: "required" }>,
): Promise<void> {
  const { row } = place;
  const scene = await sceneOf(context, place);
  let { args } = scene;
  for (const name of [condition.param, ...condition.unlessParams]) {
    args = changedAt(row, args, name.split("."), () => undefined);
  }
  const what = `${row.name} without ${condition.param}`;
  await expectRefused(place, scene, args, condition.error, what);
}
