/** `table.ts`: the table as data, for reflection. @module */
import type {
  Category,
  EventRow,
  Field,
  FunctionRow,
  PropertyRow,
  Row,
  Table,
} from "../../model/model.ts";
import type { Doc } from "../print/layout.ts";
import { hexLiteral, stringLiteral } from "../print/literals.ts";
import { tableTypeText } from "../print/types.ts";
import { callsOf, object, strings } from "./rules.ts";

type Entry = readonly [string, Doc];

/** Everything of the table that a program may want to ask about itself; prose stays in the documentation. */
export function tableDoc(table: Table): Doc {
  return object([
    ["name", stringLiteral(table.name)],
    ["title", stringLiteral(table.title)],
    ...optional("source", table.source?.url),
    ["categories", rows(table.categories, categoryEntries)],
    ["services", rows(table.services, categoryEntries)],
    [
      "functions",
      object(
        table.functions.map((row) => [row.id, object(functionEntries(row))]),
      ),
    ],
    ["events", rows(table.events, eventEntries)],
    ["properties", rows(table.properties, propertyEntries)],
  ]);
}

function rows<Item extends Row>(
  items: readonly Item[],
  entries: (item: Item) => readonly Entry[],
): Doc {
  return object(
    items.map((item) => [
      item.name,
      object([...facts(item), ...entries(item)]),
    ]),
  );
}

function facts(row: Row): readonly Entry[] {
  return [
    ...optional("native", row.native),
    ...(row.value === undefined
      ? []
      : ([["value", hexLiteral(row.value)]] as const)),
    ...optional("since", row.since),
    ...optional("deprecated", row.deprecated?.message),
    ...optional("clause", row.clause?.id),
    ...optional("untestable", row.untestable),
  ];
}

function optional(key: string, text: string | undefined): readonly Entry[] {
  return text === undefined ? [] : [[key, stringLiteral(text)]];
}

function categoryEntries(kind: Category): readonly Entry[] {
  return [
    ["class", stringLiteral(kind.className)],
    ["abstract", String(kind.abstract)],
    ["parents", strings(kind.parents)],
    ["ancestors", strings(kind.ancestors.slice(1))],
    ["functions", strings(kind.functions.map((row) => row.id))],
    ["events", strings(kind.events.map((event) => event.name))],
    ["properties", strings(kind.properties.map((property) => property.name))],
    [
      "roles",
      object(
        kind.roles.map((role) => [
          role.name,
          object([
            ["commit", strings(role.commit)],
            ["functions", strings(role.functions)],
            ["events", strings(role.events)],
          ]),
        ]),
      ),
    ],
    ["lifecycle", lifecycle(kind)],
  ];
}

function lifecycle(kind: Category): Doc {
  return object([
    ["initial", stringLiteral(kind.lifecycle.initial)],
    [
      "states",
      object(
        kind.lifecycle.states.map((state) => [
          state.name,
          object([
            ["terminal", String(state.terminal)],
            ["illegal", stringLiteral(state.illegal)],
            ["events", strings([...state.events])],
            [
              "calls",
              strings(callsOf(state, kind.functions).map(([call]) => call)),
            ],
          ]),
        ]),
      ),
    ],
  ]);
}

function functionEntries(row: FunctionRow): readonly Entry[] {
  return [
    ["name", stringLiteral(row.name)],
    ...facts(row),
    ["support", stringLiteral(row.support)],
    ["sync", String(row.sync)],
    ["params", fields(row.params)],
    ...optional(
      "result",
      row.result === undefined ? undefined : tableTypeText(row.result.type),
    ),
    ...optional("unit", row.result?.unit),
    ["errors", strings(row.errors.map((error) => error.status))],
    ["traits", strings([...row.traits])],
    ["variants", strings(row.variants.map((variant) => variant.name))],
  ];
}

function fields(items: readonly Field[]): Doc {
  return object(
    items.map((item) => [
      item.name,
      object([
        ["type", stringLiteral(tableTypeText(item.type))],
        ["optional", String(item.optional)],
        ...optional("native", item.native),
        ...optional("unit", item.unit),
      ]),
    ]),
  );
}

function eventEntries(event: EventRow): readonly Entry[] {
  return [
    ["payload", fields(event.payload)],
    [
      "replies",
      object(event.replies.map((reply) => [reply.name, object(facts(reply))])),
    ],
    ["onThrow", stringLiteral(event.onThrow)],
    ["enabledBy", strings(event.enabledBy.map((way) => way.target))],
    ...optional("precedence", event.precedence),
  ];
}

function propertyEntries(property: PropertyRow): readonly Entry[] {
  const accesses = (["get", "set", "run"] as const).filter(
    (access) => property[access] !== undefined,
  );
  return [
    ["kind", stringLiteral(property.kind)],
    ...(property.code === undefined
      ? []
      : ([["code", hexLiteral(property.code)]] as const)),
    ...optional("level", property.level?.member),
    ["categories", strings(property.categories)],
    ["access", strings(accesses)],
  ];
}
