/** The modules that hold what the table declares: types, events, options, properties, rules, and what a provider writes. @module */
import {
  anyName,
  caseName,
  CATEGORY_NAME,
  categoryNames,
  eventPayloadName,
  eventReplyName,
  optionsName,
  providerName,
  replyInterface,
  requestName,
  roleTypeName,
} from "../emit/names.ts";
import type {
  Category,
  EventRow,
  FunctionRow,
  Row,
  Table,
  TypeDeclaration,
} from "../model/model.ts";
import { callable, isRequired, type Kinds, requestsOf } from "./kinds.ts";
import {
  code,
  type CodeOutline,
  type Declaration,
  exported,
} from "./outline.ts";

export function types(table: Table): CodeOutline {
  return code(table.types.flatMap(typeNames));
}

function typeNames(type: TypeDeclaration): readonly Declaration[] {
  const { name } = type;
  switch (type.kind) {
    case "enum":
      return [...exported("type", name), ...natives(name, type.members)];
    case "flags":
      return [...exported("interface", name), ...natives(name, type.members)];
    case "struct":
      return exported("interface", name);
    case "union": {
      const cases = type.cases.map((one) => caseName(type, one));
      return [...exported("type", name), ...exported("interface", ...cases)];
    }
    case "alias":
    case "opaque":
      return exported("type", name);
  }
}

function natives(name: string, rows: readonly Row[]): readonly Declaration[] {
  const numbered = rows.some(({ value }) => value !== undefined);
  return numbered ? exported("const", `${name}Native`) : [];
}

export function events(table: Table, { all }: Kinds): CodeOutline {
  const maps = all.map(categoryNames).flatMap((it) => [it.events, it.handlers]);
  return code([
    ...table.events.flatMap(eventNames),
    ...exported("interface", ...maps),
  ]);
}

function eventNames(event: EventRow): readonly Declaration[] {
  const replies = event.replies
    .filter(({ fields }) => fields.length > 0)
    .map((reply) => replyInterface(event, reply));
  return [
    ...exported("interface", eventPayloadName(event.name), ...replies),
    ...exported("type", eventReplyName(event.name)),
  ];
}

export function kindTypes(table: Table, { all }: Kinds): CodeOutline {
  return code([
    ...exported("type", CATEGORY_NAME, anyName(table)),
    ...exported("interface", "Instances", "HandlersOf"),
    ...all.flatMap(perKind),
  ]);
}

function perKind(kind: Category): readonly Declaration[] {
  const names = categoryNames(kind);
  const roles = kind.roles.map((role) => roleTypeName(kind, role));
  const isExact = !kind.abstract && names.exact !== kind.className;
  return [
    ...exported("interface", names.brand, ...roles),
    ...exported("type", names.state, names.report),
    ...(kind.kind === "category" ? exported("type", names.category) : []),
    ...(roles.length > 0 ? exported("type", names.role) : []),
    ...(isExact ? exported("interface", names.exact) : []),
  ];
}

export function options(table: Table): CodeOutline {
  const rows = callable(table.functions).filter(takesOptions);
  return code(exported("interface", ...rows.map(optionsName)));
}

function takesOptions(row: FunctionRow): boolean {
  return (
    row.creates !== undefined ||
    (row.traits.has("cancellable") && !row.sync) ||
    !row.params.every(isRequired)
  );
}

export function properties({ all }: Kinds): CodeOutline {
  const maps = all.flatMap((kind) =>
    callable(kind.functions).flatMap((row) =>
      requestsOf(kind, row).map((request) => requestName(kind, request)),
    ),
  );
  return code(exported("interface", ...maps));
}

export function provider(table: Table, { all }: Kinds): CodeOutline {
  const names = all.map(categoryNames);
  return code([
    ...exported("interface", providerName(table), "Kinds"),
    ...exported("interface", ...names.map(({ dispatch }) => dispatch)),
    ...exported("type", ...names.map(({ host }) => host)),
  ]);
}

export function rules({ all }: Kinds): CodeOutline {
  const concrete = all.filter(({ abstract }) => !abstract);
  const names = concrete.map((kind) => categoryNames(kind).rules);
  return code(exported("const", ...names));
}
