/** `table.ts`: the table as data, for reflection. @module */
import type {
  Category,
  Enabling,
  EventRow,
  Field,
  FunctionRow,
  PropertyRow,
  Row,
  State,
  Table,
  TypeDeclaration,
} from "../../model/model.ts";
import type { Doc } from "../print/layout.ts";
import { hexLiteral, stringLiteral } from "../print/literals.ts";
import { tableTypeText } from "../print/types.ts";
import { object, strings } from "../print/data.ts";
import { callsOf } from "./rules.ts";

type Entry = readonly [string, Doc];

/** Everything of the table that a program may want to ask about itself; prose stays in the documentation. */
export function tableDoc(table: Table): Doc {
  return object([
    ["name", stringLiteral(table.name)],
    ["title", stringLiteral(table.title)],
    ...optional("source", table.source?.url),
    [
      "errors",
      object(
        table.errors.map((status) => [
          status.name,
          object([
            ["code", hexLiteral(status.code)],
            ["success", String(status.success)],
          ]),
        ]),
      ),
    ],
    ["types", rows(table.types, typeEntries)],
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

function typeEntries(type: TypeDeclaration): readonly Entry[] {
  const kind: Entry = ["kind", stringLiteral(type.kind)];
  switch (type.kind) {
    case "enum":
    case "flags":
      return [
        kind,
        [
          "members",
          object(
            type.members.map((member) => [member.name, object(facts(member))]),
          ),
        ],
      ];
    case "struct":
      return [kind, ["fields", fields(type.fields)]];
    case "union":
      return [
        kind,
        ["tag", stringLiteral(type.tag)],
        [
          "cases",
          object(type.cases.map((one) => [one.name, fields(one.fields)])),
        ],
      ];
    case "alias":
      return [kind, ["type", stringLiteral(tableTypeText(type.type))]];
    case "opaque":
      return [kind];
  }
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
            ["calls", calls(state, kind)],
            [
              "refuse",
              object(
                [...state.refuse].map(([call, status]) => [
                  call,
                  stringLiteral(status),
                ]),
              ),
            ],
          ]),
        ]),
      ),
    ],
    [
      "reports",
      object(
        kind.lifecycle.reports.map((report) => [
          report.name,
          object([
            ...facts(report),
            [
              "moves",
              object(
                [...report.moves].map(([from, to]) => [
                  from,
                  stringLiteral(to),
                ]),
              ),
            ],
          ]),
        ]),
      ),
    ],
  ]);
}

/** The legal calls of a state, and where each leads. */
function calls(state: State, kind: Category): Doc {
  return object(
    callsOf(state, kind.functions).map(([call, move]) => [
      call,
      object([
        ...optional("to", move.to),
        ...optional("via", move.via),
        ...(move.to === undefined ? [] : optional("at", move.at)),
      ]),
    ]),
  );
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
    [
      "variants",
      object(
        row.variants.map((variant) => [
          variant.name,
          object([["when", stringLiteral(variant.when.join("."))]]),
        ]),
      ),
    ],
    ...optional(
      "produces",
      row.produces && `${row.produces.category}.${row.produces.state}`,
    ),
    ...optional("creates", row.creates?.category),
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
        ...optional(
          "default",
          item.default === undefined ? undefined : String(item.default),
        ),
        ...bound("min", item.limit?.min),
        ...bound("max", item.limit?.max),
        ...bound("exact", item.limit?.exact),
      ]),
    ]),
  );
}

function bound(key: string, value: number | undefined): readonly Entry[] {
  return value === undefined ? [] : [[key, String(value)]];
}

function eventEntries(event: EventRow): readonly Entry[] {
  return [
    ["payload", fields(event.payload)],
    [
      "replies",
      object(event.replies.map((reply) => [reply.name, object(facts(reply))])),
    ],
    ["onThrow", stringLiteral(event.onThrow)],
    ["enabledBy", object(event.enabledBy.map(enabling))],
    ...optional("precedence", event.precedence),
  ];
}

function enabling(way: Enabling): Entry {
  return [
    way.target,
    object([
      ["by", stringLiteral(way.by)],
      ...optional("flag", way.flag),
      ...optional("native", way.native),
      ...(way.value === undefined
        ? []
        : ([["value", hexLiteral(way.value)]] as const)),
    ]),
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
