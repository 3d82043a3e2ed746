/** Where events may come, and how they are switched on and off. @module */
import type { Category, EventRow } from "../../../../model/model.ts";
import { lookupOf, stateOf } from "../../../lookup.ts";
import { switchingValue } from "../../../model-provider/events.ts";
import { accessTo } from "../../../session/forms.ts";
import type { Party, Session } from "../../../session/session.ts";
import { waysOf } from "../../../session/ways.ts";
import type { Context } from "../../planned.ts";
import { lengthOf } from "./kinds.ts";

/** An instance in the first state in which the event may come. */
export async function atEvent(
  { table }: Context,
  session: Session,
  kind: Category,
  event: string,
): Promise<Party> {
  const state = firstFor(table, kind, event);
  const { self } = await session.reach(
    kind.name,
    state ?? kind.lifecycle.initial,
  );
  return self;
}

/** Switches an event on or off, as the instance itself can; false if it cannot. */
export async function enable(
  { table }: Context,
  self: Party,
  name: string,
  on: boolean,
): Promise<boolean> {
  const lookup = lookupOf(table);
  const event = self.kind.events.find((one) => one.name === name);
  for (const one of event?.enabledBy ?? []) {
    if (one.by === "function") {
      const row = lookup.functionsOf(self.kind).get(one.target);
      if (!on || row === undefined) continue;
      return (await self.begin(row.id).completed()).kind === "value";
    }
    const property = self.kind.properties.find((it) => it.name === one.target);
    if (property === undefined) continue;
    const to =
      accessTo(self.kind, property, "set", lookup) ??
      accessTo(self.kind, property, "run", lookup);
    if (to === undefined) continue;
    const value = switchingValue(lookup, property, one, on);
    const args = { request: to.access.name, name: property.name, value };
    const outcome = await self.begin(to.row.id, args).completed();
    return outcome.kind === "value";
  }
  return false;
}

/** The first state that can be reached in which the event may come; best one in which the instance can switch it on. */
export function firstFor(
  table: Context["table"],
  kind: Category,
  event: string,
): string | undefined {
  const ways = waysOf(table, kind);
  const row = kind.events.find((one) => one.name === event);
  const states = kind.lifecycle.states
    .filter(({ events, terminal }) => events.has(event) && !terminal)
    .filter(({ name }) => ways.get(name)?.unfinished === false)
    .map(({ name }) => name)
    .sort((a, b) => lengthOf(ways, a) - lengthOf(ways, b));
  const best = states.find(
    (state) => row && switchOf(table, kind, row, state) !== undefined,
  );
  return best ?? states[0];
}

/** How an instance itself can switch an event in a state; undefined: it cannot. */
export function switchOf(
  table: Context["table"],
  kind: Category,
  row: EventRow,
  state: string,
): "property" | "function" | undefined {
  const lookup = lookupOf(table);
  const calls = stateOf(kind, state)?.calls;
  for (const one of row.enabledBy) {
    const found = lookup.functionsOf(kind).get(one.target);
    if (one.by === "function" && found && calls?.has(found.id)) {
      return "function";
    }
    const property = kind.properties.find((it) => it.name === one.target);
    const rights = property?.set ?? property?.run;
    if (property === undefined || rights === undefined) continue;
    const to =
      accessTo(kind, property, "set", lookup) ??
      accessTo(kind, property, "run", lookup);
    const legal = rights.states.get(kind.name) ?? [];
    const here = legal.length === 0 || legal.includes(state);
    if (to && calls?.has(to.row.id) && here) return "property";
  }
  return undefined;
}
