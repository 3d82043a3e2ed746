/** The names of the emitted symbols, and the modules that they live in: one place, so that no two views disagree. @module */
import type {
  Access,
  Category,
  FunctionRow,
  Role,
  Table,
  UnionCase,
  UnionType,
} from "../model/model.ts";
import { camelCase, kebabCase, pascalCase } from "./print/literals.ts";

/** A category's part of a symbol's name: `Reader` for `reader`, its class for a service. */
export function stem(category: Category): string {
  return pascalCase(
    category.kind === "service" ? category.className : category.name,
  );
}

/** Whether other categories include it, so that its class says less than the exact category. */
export function hasDescendants(category: Category): boolean {
  return category.descendants.length > 1;
}

const namesOf = new WeakMap<Category, CategoryNames>();

/** Asked again and again, of the same categories. */
export function categoryNames(category: Category): CategoryNames {
  const known = namesOf.get(category);
  if (known !== undefined) return known;
  const fresh = makeNames(category);
  namesOf.set(category, fresh);
  return fresh;
}

function makeNames(category: Category): CategoryNames {
  const name = stem(category);
  return {
    brand: `${name}Brand`,
    category: `${name}Category`,
    state: `${name}State`,
    report: `${name}Report`,
    role: `${name}Role`,
    events: `${name}Events`,
    handlers: `${name}Handlers`,
    dispatch: `${name}Dispatch`,
    host: `${name}Host`,
    rules: `${camelCase(name)}Rules`,
    kinds: `${camelCase(name)}Kinds`,
    exact: hasDescendants(category)
      ? `Exact${category.className}`
      : category.className,
    guard: `is${category.className}`,
    assertion: `assert${category.className}`,
    classFile:
      category.kind === "service"
        ? `services/${fileName(category.name)}.ts`
        : `categories/${fileName(category.name)}.ts`,
  };
}

/** On one platform these names stand for devices, whatever the folder and the extension. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

function fileName(name: string): string {
  const file = kebabCase(name);
  return DEVICE.test(file) ? `${file}-class` : file;
}

export interface CategoryNames {
  readonly brand: string;
  readonly category: string;
  readonly state: string;
  readonly report: string;
  readonly role: string;
  readonly events: string;
  readonly handlers: string;
  readonly dispatch: string;
  readonly host: string;
  readonly rules: string;
  /** The numbers of all that is of it, where those do not follow one upon the other. */
  readonly kinds: string;
  /** The type of an instance of exactly this category. */
  readonly exact: string;
  readonly guard: string;
  readonly assertion: string;
  readonly classFile: string;
}

/** `BindOptions`; two functions of one name are told apart by their ids. */
export function optionsName(row: FunctionRow): string {
  return `${pascalCase(row.id)}Options`;
}

/** The properties that one request reaches in a category: `ListeningGetOption`. */
export function requestName(category: Category, access: Access): string {
  return `${stem(category)}${pascalCase(access.name)}`;
}

/** `WritingFileStore`: an instance that has taken a role. */
export function roleTypeName(category: Category, role: Role): string {
  return `${pascalCase(role.name)}${category.className}`;
}

export function caseName(union: UnionType, one: UnionCase): string {
  return `${union.name}${pascalCase(one.name)}`;
}

export function eventPayloadName(event: string): string {
  return pascalCase(event);
}

export function eventReplyName(event: string): string {
  return `${pascalCase(event)}Reply`;
}

/** `SavedEventStatusSuccess`: a reply that has fields. */
export function replyInterface(
  event: { readonly name: string },
  reply: { readonly name: string },
): string {
  const words = reply.name.split("_").map((word) => word.toLowerCase());
  const name = reply.name.includes("_")
    ? words.map(pascalCase).join("")
    : pascalCase(reply.name);
  return `${eventPayloadName(event.name)}${name}`;
}

/** the union of all instances: `AnyStore`. */
export function anyName(table: Table): string {
  return `Any${table.object}`;
}

/** `CategoryName`: the union of the names of the categories that can be created. */
export const CATEGORY_NAME = "CategoryName";

export function providerName(table: Table): string {
  return `${table.errorClass.replace(/Error$/, "")}Provider`;
}

/** `namesOfSendFlags`: the names that a value of the type may have. */
export function namesName(type: string): string {
  return `namesOf${pascalCase(type)}`;
}

export function checkName(type: string): string {
  return `check${pascalCase(type)}`;
}
