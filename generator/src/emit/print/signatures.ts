/** Signatures of functions: as methods, as members of interfaces, as options. @module */
import type { Field, FunctionRow } from "../../model/model.ts";
import { CATEGORY_NAME, optionsName } from "../names.ts";
import type { Scope, TableIndex } from "../scope.ts";
import type { DocComment } from "./comments.ts";
import { type Doc, list } from "./layout.ts";
import { identifier } from "./literals.ts";
import { codeOrText, type Said, say } from "./prose.ts";
import { typeText } from "./types.ts";

export function isEmitted(row: FunctionRow): boolean {
  return row.support !== "reserved";
}

export function requiredParams(row: FunctionRow): readonly Field[] {
  return row.params.filter((param) => !param.optional);
}

export function optionalParams(row: FunctionRow): readonly Field[] {
  return row.params.filter((param) => param.optional);
}

export function isCancellable(row: FunctionRow): boolean {
  return row.traits.has("cancellable") && !row.sync;
}

/** Whether calls take an options object: for optional parameters, the signal, or the handlers of what is created. */
export function hasOptions(row: FunctionRow): boolean {
  return (
    optionalParams(row).length > 0 ||
    isCancellable(row) ||
    row.creates !== undefined
  );
}

export function optionsType(row: FunctionRow, scope: Scope): string {
  return scope.use(optionsName(row), "options.ts");
}

/** The parameters of a member; in a class the options default to none, to a provider they are always given. */
export function paramDocs(
  row: FunctionRow,
  scope: Scope,
  place: "class" | "dispatch",
): Doc[] {
  const docs: Doc[] = requiredParams(row).map(
    (param) => `${identifier(param.name)}: ${typeText(param.type, scope)}`,
  );
  if (hasOptions(row)) {
    const given =
      place === "class"
        ? ` = ${scope.useValue("noOptions", "runtime/check.ts")}`
        : "";
    docs.push(`options: ${optionsType(row, scope)}${given}`);
  }
  return docs;
}

export function resultText(row: FunctionRow, scope: Scope): string {
  const result =
    row.result === undefined ? "void" : typeText(row.result.type, scope);
  return row.sync ? result : `Promise<${result}>`;
}

/** Members that every object has already: a method of that name overrides. */
const BUILT_IN: ReadonlySet<string> = new Set([
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "toLocaleString",
  "toString",
  "valueOf",
]);

export function isBuiltIn(name: string): boolean {
  return BUILT_IN.has(name);
}

/** `name(params): Result`, and what follows it in the line. */
export function signature(
  row: FunctionRow,
  scope: Scope,
  place: "class" | "dispatch",
  end: string,
): Doc {
  const optional =
    place === "dispatch" && row.support === "optional" ? "?" : "";
  const override = place === "class" && isBuiltIn(row.name) ? "override " : "";
  return list(
    `${override}${identifier(row.name)}${optional}(`,
    paramDocs(row, scope, place),
    `): ${resultText(row, scope)}${end}`,
  );
}

/** The names of the arguments, as a method hands them on. */
export function argumentNames(row: FunctionRow): string[] {
  const names = requiredParams(row).map((param) => identifier(param.name));
  return hasOptions(row) ? [...names, "options"] : names;
}

/** What the reader of a function wants to know. */
export function functionComment(
  row: FunctionRow,
  index: TableIndex,
  legal: readonly string[] = [],
): DocComment {
  const tags = requiredParams(row).flatMap((param) => paramTag(param));
  const returned = [row.result?.doc ?? "", unitText(row.result?.unit)]
    .filter((part) => part !== "")
    .join(" ");
  if (returned !== "") tags.push(say`@returns ${returned}`);
  for (const error of row.errors) {
    const when = error.when === "" ? index.statusDoc(error.status) : error.when;
    const thrown = say`@throws {@link ${index.table.errorClass}} ${error.status}`;
    tags.push(when === "" ? thrown : say`${thrown} - ${when}`);
  }
  const states = legal.length === 0 ? "" : `\n\nLegal in: ${legal.join(", ")}.`;
  const support =
    row.support === "optional"
      ? "\n\nA provider may lack it: ask `supports` first."
      : "";
  return { ...row, text: `${row.doc}${states}${support}`, tags };
}

function unitText(unit: string | undefined): string {
  return unit === undefined ? "" : `Unit: ${unit}.`;
}

function paramTag(param: Field): readonly Said[] {
  const native =
    param.native === undefined
      ? ""
      : `Native name: ${codeOrText(param.native)}.`;
  const facts = [param.doc, unitText(param.unit), limitText(param), native];
  const text = facts.filter((part) => part !== "").join(" ");
  return text === "" ? [] : [say`@param ${param.name} - ${text}`];
}

function limitText({ limit }: Field): string {
  const facts: string[] = [];
  if (limit?.exact !== undefined) facts.push(`Exactly ${limit.exact}.`);
  if (limit?.min !== undefined) facts.push(`At least ${limit.min}.`);
  if (limit?.max !== undefined) facts.push(`At most ${limit.max}.`);
  return facts.join(" ");
}

/** The comment of a field or an option: unit, default and limits stand in it, since no type can say them. */
export function fieldComment(field: Field): DocComment {
  const facts: string[] = [];
  if (field.default !== undefined) {
    facts.push(`Default: ${codeOrText(String(field.default))}.`);
  }
  facts.push(limitText(field));
  return { ...field, text: `${field.doc}\n\n${facts.join(" ").trim()}` };
}

/** The type parameter, the options and the result of the function that creates instances. */
export function creation(row: FunctionRow, scope: Scope): Creation {
  const kind = scope.index.kind(row.creates?.category ?? "");
  return {
    categoryName: scope.use(CATEGORY_NAME, "kinds.ts"),
    instances: scope.use("Instances", "kinds.ts"),
    options: optionsType(row, scope),
    fallback: kind.name,
    fallbackType: () => scope.exact(kind),
  };
}

interface Creation {
  readonly categoryName: string;
  readonly instances: string;
  readonly options: string;
  /** The category if none is named, and the type of its instances. */
  readonly fallback: string;
  readonly fallbackType: () => string;
}
