/** What the kit does in the place of a provider that has no will of its own. @module */
import type { Category, FunctionRow, Step } from "../../model/model.ts";
import { stateOf } from "../lookup.ts";
import type { Party } from "./session.ts";
import { accessOf } from "./steps-calls.ts";
import type { Scene } from "./steps-scene.ts";

/**
 * Tells the puppet what is to come of the call of a step: one that is begun stays under way, and one that is to fail does
 * so, if the class does not see to it. Whether it will fail.
 */
export function prepareCall(
  scene: Scene,
  step: Step,
  party: Party,
  row: FunctionRow,
  args: Readonly<Record<string, unknown>>,
): boolean {
  const { puppet } = scene.stage.opened;
  if (puppet === undefined) return false;
  const status = failureOf(scene, step);
  const isRefused = refuses(scene, party, row, args, status);
  if (isRefused) return false;
  if (status !== undefined) puppet.failNext(party.instance, row.id, status);
  else if (step.begin !== undefined || step.expect?.pending === true) {
    puppet.hold(party.instance, row.id);
  }
  return status !== undefined;
}

/** The status that the call of a step is to fail with: in the step itself or, of a call that is begun, where it is awaited. */
function failureOf({ steps, stage }: Scene, step: Step): string | undefined {
  const { begin } = step;
  if (begin === undefined) return step.expect?.error;
  const later = steps.slice(steps.indexOf(step) + 1);
  const awaited = later.find(
    (one) => one.await === begin && one.expect?.pending !== true,
  );
  const status = awaited?.expect?.error;
  // What is cancelled is so by its signal, or by the end of its instance.
  return status === stage.table.violations.cancelled ? undefined : status;
}

/** Whether the class refuses the call by itself, with that status if one is expected. */
function refuses(
  { stage, situation }: Scene,
  party: Party,
  row: FunctionRow,
  args: Readonly<Record<string, unknown>>,
  status: string | undefined,
): boolean {
  const { kind } = party;
  const state = stateOf(kind, party.state);
  const key = keyOf(row, args);
  if (state === undefined) return false;
  if (row.accesses.length > 0) {
    return !isAccessible(kind, party.state, row, args);
  }
  if (!isLegal(kind, party.state, key)) return true;
  if (status === undefined) return false;
  const { violations } = stage.table;
  const refusals = [state.refuse.get(key), state.illegal, violations.state];
  // While a call is under way that changes the state, no other such call begins.
  if (situation.hasPending(party) && refusals.includes(status)) return true;
  return breaches(row, args).has(status);
}

/** The key of a call, its variant told by its arguments. */
function keyOf(
  row: FunctionRow,
  args: Readonly<Record<string, unknown>>,
): string {
  const variant = row.variants.find(({ when }) => at(args, when) === true);
  return variant === undefined ? row.id : `${row.id}.${variant.name}`;
}

function isLegal(kind: Category, name: string, key: string): boolean {
  const [id = ""] = key.split(".");
  const { states } = kind.lifecycle;
  // A function by its plain id covers the variants that have no entry of their own.
  const own = states.some(({ calls }) => calls.has(key));
  return stateOf(kind, name)?.calls.has(own ? key : id) ?? false;
}

function isAccessible(
  kind: Category,
  state: string,
  row: FunctionRow,
  args: Readonly<Record<string, unknown>>,
): boolean {
  const access = accessOf(kind, row, args);
  if (access === undefined) return false;
  const states = access.states.get(kind.name) ?? [];
  const property = String(args["name"]);
  const isCommand = kind.lifecycle.states.some(({ calls }) =>
    calls.has(property),
  );
  if (isCommand) return isLegal(kind, state, property);
  return (
    isLegal(kind, state, row.id) &&
    (states.length === 0 || states.includes(state))
  );
}

/** The statuses of the limits and conditions that the arguments do not keep. */
function breaches(
  row: FunctionRow,
  args: Readonly<Record<string, unknown>>,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { name, limit } of row.params) {
    if (limit !== undefined && isBeyond(args[name], limit)) {
      found.add(limit.error);
    }
  }
  for (const one of row.conditions) {
    if (one.kind === "conflict") {
      if (one.paths.every((path) => isGiven(at(args, path)))) {
        found.add(one.error);
      }
    } else if (one.kind === "limit") {
      const applies = isGiven(at(args, one.when));
      if (applies && isBeyond(args[one.param], one.limit)) {
        found.add(one.limit.error);
      }
    } else if (
      one.unlessProperties.length === 0 &&
      args[one.param] === undefined &&
      one.unlessParams.every((param) => args[param] === undefined)
    ) {
      found.add(one.error);
    }
  }
  return found;
}

function isBeyond(
  value: unknown,
  limit: {
    readonly min?: number;
    readonly max?: number;
    readonly exact?: number;
  },
): boolean {
  const size = sizeOf(value);
  if (size === undefined) return false;
  const { min = limit.exact, max = limit.exact } = limit;
  return (min !== undefined && size < min) || (max !== undefined && size > max);
}

function sizeOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "string" || value instanceof Uint8Array) {
    return value.length;
  }
  return Array.isArray(value) ? value.length : undefined;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== false;
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (from, name) =>
      typeof from === "object" && from !== null
        ? Reflect.get(from, name)
        : undefined,
    value,
  );
}
