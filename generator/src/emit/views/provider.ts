/** `provider.ts`: what an implementer writes, and what he is given. @module */
import type { Category, FunctionRow, Table } from "../../model/model.ts";
import { CATEGORY_NAME, categoryNames, providerName } from "../names.ts";
import {
  block,
  documented,
  interfaceDoc,
  type Member,
} from "../print/declarations.ts";
import {
  type Doc,
  group,
  list,
  indent,
  softline,
  join,
  line,
} from "../print/layout.ts";
import { identifier, stringLiteral } from "../print/literals.ts";
import {
  argumentNames,
  functionComment,
  isCancellable,
  isEmitted,
  optionsType,
  paramDocs,
  resultText,
  signature,
} from "../print/signatures.ts";
import { say } from "../print/prose.ts";
import type { Scope } from "../scope.ts";
import { reportsOf } from "./kinds.ts";

export function providerDeclarations(
  table: Table,
  scope: Scope,
): readonly Doc[] {
  const kinds = [...table.categories, ...table.services];
  return [
    provider(table, scope),
    ...kinds.flatMap((kind) => [dispatch(kind, scope), host(kind, scope)]),
    kindMap(kinds, scope),
  ];
}

export function entryFunctions(table: Table): readonly FunctionRow[] {
  return table.functions.filter((row) => row.entry && isEmitted(row));
}

/** Whether instances come from a function of the table, or straight from the provider. */
export function hasCreator(table: Table): boolean {
  return table.functions.some((row) => row.creates !== undefined);
}

function provider(table: Table, scope: Scope): Doc {
  const members: Member[] = [
    {
      comment: { text: "What reports and messages call it." },
      code: "readonly name: string;",
    },
    ...entryFunctions(table).map((row) => entryMember(row, scope)),
  ];
  if (!hasCreator(table)) members.push(...openers(table));
  return documented(
    {
      text: `An implementation of the table: ${table.title}. It never sees a call that the table forbids.`,
    },
    interfaceDoc(providerName(table), [], members),
  );
}

function entryMember(row: FunctionRow, scope: Scope): Member {
  const factory = scope.use("Factory", "factory.ts");
  return {
    comment: functionComment(row, scope.index),
    code: list(
      `${identifier(row.name)}(`,
      [`factory: ${factory}`, ...paramDocs(row, scope, "dispatch")],
      `): ${producedText(row, scope)};`,
    ),
  };
}

/** What an entry function yields: the service that it produces. */
export function producedText(row: FunctionRow, scope: Scope): string {
  if (row.produces === undefined) return resultText(row, scope);
  const instance = scope.instance(row.produces.category);
  return row.sync ? instance : `Promise<${instance}>`;
}

/** For a table without a factory function of its own: one opener per category. */
function openers(table: Table): readonly Member[] {
  return table.categories
    .filter((category) => !category.abstract)
    .map((category) => {
      const names = categoryNames(category);
      const { dispatch: result } = names;
      return {
        comment: {
          text: say`Makes the functions of one \`${category.className}\`.`,
        },
        code: list(
          `${identifier(category.name)}(`,
          [`host: ${names.host}`],
          `): ${result};`,
        ),
      };
    });
}

function dispatch(kind: Category, scope: Scope): Doc {
  const own = kind.functions.filter(
    (row) => isEmitted(row) && !isInherited(row, kind, scope),
  );
  return documented(
    {
      text: say`The functions that a provider implements for a \`${kind.className}\`.`,
    },
    interfaceDoc(
      categoryNames(kind).dispatch,
      kind.parents.map(
        (name) => categoryNames(scope.index.kind(name)).dispatch,
      ),
      own.map((row) => dispatchMember(row, scope)),
    ),
  );
}

/** Whether every parent that has the function has it as it is here. */
function isInherited(row: FunctionRow, kind: Category, scope: Scope): boolean {
  const inherited = kind.parents.flatMap((parent) =>
    scope.index.functionsNamed(row.id, parent),
  );
  return inherited.length > 0 && inherited.every((one) => one === row);
}

function dispatchMember(row: FunctionRow, scope: Scope): Member {
  const { cancelled } = scope.index.table.violations;
  const ending = isCancellable(row)
    ? `\n\nFails with \`${cancelled}\` once \`options.signal\` is aborted.`
    : "";
  const comment = { text: `${row.doc}${ending}`, native: row.native };
  if (row.accesses.length > 0) {
    return { comment, code: accessorMember(row, scope) };
  }
  if (row.creates !== undefined) {
    const category = scope.use(CATEGORY_NAME, "kinds.ts");
    const any = scope.instance(undefined);
    return {
      comment,
      code: list(
        `${row.name}(`,
        [`category: ${category}`, ...paramDocs(row, scope, "dispatch")],
        `): Promise<${any}>;`,
      ),
    };
  }
  return { comment, code: signature(row, scope, "dispatch", ";") };
}

/** Requests and names have been checked, and the value against the property's type. */
function accessorMember(row: FunctionRow, scope: Scope): Doc {
  const requests = row.accesses.map((access) => stringLiteral(access.name));
  const optional = row.support === "optional" ? "?" : "";
  const options = argumentNames(row).includes("options")
    ? optionsType(row, scope)
    : "object";
  return list(
    `${row.name}${optional}(`,
    [
      group("request: ", requests.join(" | ")),
      "name: string",
      "value: unknown",
      `options: ${options}`,
    ],
    "): Promise<unknown>;",
  );
}

/** Without reports or events of its own a host is the base with what that takes for granted. */
function host(kind: Category, scope: Scope): Doc {
  const names = categoryNames(kind);
  const base = scope.use("Host", "runtime/host.ts");
  const args = [scope.use(names.state, "kinds.ts")];
  const hasEvents = kind.events.length > 0;
  if (hasEvents || reportsOf(kind, scope).length > 0) {
    args.push(scope.use(names.report, "kinds.ts"));
  }
  if (hasEvents) args.push(scope.use(names.events, "events.ts"));
  return documented(
    { text: say`What a provider is given for each \`${kind.className}\`.` },
    generic(`export type ${names.host} = ${base}`, args),
  );
}

/** `head<A, B>;` */
function generic(head: string, args: readonly string[]): Doc {
  return group(
    `${head}<`,
    indent(softline, join([",", line], args)),
    softline,
    ">;",
  );
}

function kindMap(kinds: readonly Category[], scope: Scope): Doc {
  const types = scope.use("KindTypes", "runtime/kind.ts");
  const members = kinds
    .filter((kind) => !kind.abstract)
    .map((kind) => {
      const names = categoryNames(kind);
      return {
        code: generic(`${identifier(kind.name)}: ${types}`, [
          scope.exact(kind),
          scope.use(names.state, "kinds.ts"),
          names.host,
          names.dispatch,
          scope.use(names.handlers, "events.ts"),
        ]),
      };
    });
  return documented(
    { text: "What belongs to each category and service." },
    block("export interface Kinds", members),
  );
}
