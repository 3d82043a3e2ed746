/** `table.ts`: the table as data, for reflection. @module */
import type {
  Category,
  Enabling,
  EventRow,
  Field,
  FunctionRow,
  Move,
  PropertyRow,
  Report,
  Role,
  Row,
  State,
  Table,
  TypeDeclaration,
} from "../../model/model.ts";
import { objectText } from "../print/data.ts";
import { hexLiteral } from "../print/literals.ts";
import { tableTypeText } from "../print/types.ts";
import { Code } from "../print/values.ts";
import { callsOf } from "./rules.ts";

/** An object of the data; what is undefined is left out. */
export type Entries = Readonly<Record<string, unknown>>;

/** Everything of the table that a program may want to ask about itself; prose stays in the documentation. */
export function tableText(table: Table): string {
  return objectText(tableData(table, { category, functionOf }));
}

/** How the rows that are by far the most are given. */
interface RowViews {
  readonly category: (kind: Category) => Entries;
  readonly functionOf: (row: FunctionRow) => Entries;
}

/** The data of a table. */
export function tableData(
  table: Table,
  { category, functionOf }: RowViews,
): Entries {
  return {
    name: table.name,
    title: table.title,
    source: table.source?.url,
    errors: byName(table.errors, ({ code, success }) => ({
      code: hex(code),
      success,
    })),
    types: byName(table.types, (type) => ({ ...facts(type), ...typeOf(type) })),
    categories: byName(table.categories, category),
    services: byName(table.services, category),
    functions: Object.fromEntries(
      table.functions.map((row) => [row.id, functionOf(row)]),
    ),
    events: byName(table.events, event),
    properties: byName(table.properties, property),
  };
}

export function byName<Item extends { readonly name: string }>(
  items: readonly Item[],
  entries: (item: Item) => unknown,
): Entries {
  return Object.fromEntries(items.map((item) => [item.name, entries(item)]));
}

function facts(row: Row): Entries {
  return {
    native: row.native,
    value: hex(row.value),
    since: row.since,
    deprecated: row.deprecated?.message,
    clause: row.clause?.id,
    untestable: row.untestable,
  };
}

/** Native codes read best in hexadecimal. */
function hex(value: number | undefined): Code | undefined {
  return value === undefined ? undefined : new Code(hexLiteral(value));
}

function typeOf(type: TypeDeclaration): Entries {
  const { kind } = type;
  switch (type.kind) {
    case "enum":
    case "flags":
      return { kind, members: byName(type.members, facts) };
    case "struct":
      return { kind, fields: fields(type.fields) };
    case "union":
      return {
        kind,
        tag: type.tag,
        cases: byName(type.cases, (one) => fields(one.fields)),
      };
    case "alias":
      return { kind, type: tableTypeText(type.type) };
    case "opaque":
      return { kind };
  }
}

function category(kind: Category): Entries {
  const { functions, lifecycle } = kind;
  return categoryWith(kind, {
    functions: functions.map(({ id }) => id),
    lifecycle: {
      initial: lifecycle.initial,
      states: byName(lifecycle.states, (state) =>
        stateWith(state, callEntries(callsOf(state, functions))),
      ),
      reports: byName(lifecycle.reports, reportOf),
    },
  });
}

/** A category, with what is given of its functions and its lifecycle. */
export function categoryWith(
  kind: Category,
  { functions, lifecycle }: Entries,
): Entries {
  return {
    ...facts(kind),
    class: kind.className,
    abstract: kind.abstract,
    parents: kind.parents,
    ancestors: kind.ancestors.slice(1),
    functions,
    events: kind.events.map(({ name }) => name),
    properties: kind.properties.map(({ name }) => name),
    roles: byName(kind.roles, roleOf),
    lifecycle,
  };
}

function roleOf({ commit, functions, events }: Role): Entries {
  return { commit, functions, events };
}

/** A state, with what is given of its calls. */
export function stateWith(state: State, calls: Entries | undefined): Entries {
  return {
    terminal: state.terminal,
    illegal: state.illegal,
    events: [...state.events],
    calls,
    refuse: Object.fromEntries(state.refuse),
  };
}

/** Where each call leads, if it leads anywhere. */
export function callEntries(
  calls: readonly (readonly [string, Move])[],
): Entries {
  return Object.fromEntries(
    calls.map(([call, { to, via, at }]) => [
      call,
      { to, via, at: to === undefined ? undefined : at },
    ]),
  );
}

export function reportOf(report: Report): Entries {
  return { ...facts(report), moves: Object.fromEntries(report.moves) };
}

export function functionOf(
  row: FunctionRow,
  param: (item: Field) => unknown = fieldOf,
): Entries {
  const { name, support, sync, result, produces } = row;
  return {
    name,
    ...facts(row),
    support,
    sync,
    params: byName(row.params, param),
    result: result && tableTypeText(result.type),
    unit: result?.unit,
    errors: row.errors.map(({ status }) => status),
    traits: [...row.traits],
    variants: byName(row.variants, ({ when }) => ({ when: when.join(".") })),
    produces: produces && `${produces.category}.${produces.state}`,
    creates: row.creates?.category,
  };
}

function fields(items: readonly Field[]): Entries {
  return byName(items, fieldOf);
}

export function fieldOf(item: Field): Entries {
  return {
    type: tableTypeText(item.type),
    optional: item.optional,
    native: item.native,
    unit: item.unit,
    default: item.default === undefined ? undefined : String(item.default),
    min: item.limit?.min,
    max: item.limit?.max,
    exact: item.limit?.exact,
  };
}

function event(row: EventRow): Entries {
  return {
    ...facts(row),
    payload: fields(row.payload),
    replies: byName(row.replies, facts),
    onThrow: row.onThrow,
    enabledBy: Object.fromEntries(row.enabledBy.map(enabling)),
    precedence: row.precedence,
  };
}

function enabling(way: Enabling): readonly [string, Entries] {
  const { by, flag, native, value } = way;
  return [way.target, { by, flag, native, value: hex(value) }];
}

function property(row: PropertyRow): Entries {
  const { get, set, run } = row;
  const accesses = { get, set, run };
  return {
    ...facts(row),
    kind: row.kind,
    code: hex(row.code),
    level: row.level?.member,
    categories: row.categories,
    access: Object.entries(accesses).flatMap(([name, access]) =>
      access === undefined ? [] : [name],
    ),
  };
}
