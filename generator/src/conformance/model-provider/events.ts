/** Which events are enabled on an instance of the model. @module */
import type { Enabling, PropertyRow, Table } from "../../model/model.ts";
import type { Type } from "../../model/types.ts";
import type { Lookup } from "../lookup.ts";

/** Switches the events that the function enables by being called. */
export function enabledByFunction(
  table: Table,
  functionId: string,
): readonly string[] {
  return table.events
    .filter((event) =>
      event.enabledBy.some(
        (one) => one.by === "function" && one.target === functionId,
      ),
    )
    .map((event) => event.name);
}

/** What a property's new value does to events: by name, whether it is enabled; those that it leaves alone are absent. */
export function switchedByProperty(
  lookup: Lookup,
  property: PropertyRow,
  value: unknown,
): ReadonlyMap<string, boolean> {
  const switched = new Map<string, boolean>();
  for (const event of lookup.table.events) {
    for (const one of event.enabledBy) {
      if (one.by !== "property" || one.target !== property.name) continue;
      const on = isOn(lookup, property, one, value);
      if (on !== undefined) switched.set(event.name, on);
    }
  }
  return switched;
}

function isOn(
  lookup: Lookup,
  property: PropertyRow,
  { flag }: Enabling,
  value: unknown,
): boolean | undefined {
  if (flag === undefined) return Boolean(value);
  const path = flagPath(lookup, property, flag);
  if (path === undefined) return undefined;
  const set = at(value, path) === true;
  if (!flagNames(lookup, property, flag).includes(DISABLE)) return set;
  const off = at(value, [...path.slice(0, -1), DISABLE]) === true;
  return set ? !off : undefined;
}

/** A flag of this name turns the others of its set around. */
const DISABLE = "disable";

/** A value of the property that switches the flag on or off. */
export function switchingValue(
  lookup: Lookup,
  property: PropertyRow,
  { flag }: Enabling,
  on: boolean,
): unknown {
  if (flag === undefined) return on;
  const path = flagPath(lookup, property, flag);
  if (path === undefined) return undefined;
  const flags = on ? { [flag]: true } : { [flag]: true, [DISABLE]: true };
  const names = flagNames(lookup, property, flag);
  const value = on || names.includes(DISABLE) ? flags : {};
  return path
    .slice(0, -1)
    .reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
}

/** Where in the property's value the flag stands. */
function flagPath(
  lookup: Lookup,
  { set, run }: PropertyRow,
  flag: string,
): readonly string[] | undefined {
  const type = (set ?? run)?.input?.type;
  return type && find(lookup, type, flag, new Set())?.path;
}

function flagNames(
  lookup: Lookup,
  { set, run }: PropertyRow,
  flag: string,
): readonly string[] {
  const type = (set ?? run)?.input?.type;
  return (type && find(lookup, type, flag, new Set())?.names) ?? [];
}

interface Found {
  readonly path: readonly string[];
  readonly names: readonly string[];
}

function find(
  lookup: Lookup,
  type: Type,
  flag: string,
  seen: Set<string>,
): Found | undefined {
  if (type.kind === "optional") return find(lookup, type.of, flag, seen);
  if (type.kind !== "named" || seen.has(type.name)) return undefined;
  seen.add(type.name);
  const declaration = lookup.type(type.name);
  if (declaration?.kind === "alias") {
    return find(lookup, declaration.type, flag, seen);
  }
  if (declaration?.kind === "flags") {
    const names = declaration.members.map((one) => one.name);
    return names.includes(flag) ? { path: [flag], names } : undefined;
  }
  if (declaration?.kind !== "struct") return undefined;
  for (const field of declaration.fields) {
    const inner = find(lookup, field.type, flag, seen);
    if (inner) return { ...inner, path: [field.name, ...inner.path] };
  }
  return undefined;
}

function at(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const name of path) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Reflect.get(found, name);
  }
  return found;
}
