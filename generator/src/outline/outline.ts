/**
 * What a package is planned to consist of: its files, and the names that each of them declares.
 *
 * It is made from the resolved table alone and shares nothing with what prints the files but the names themselves, so
 * that a printer that is tricked, or wrong, disagrees with it.
 *
 * @module
 */

/** The files of a package, by path relative to the output folder. */
export type Outline = ReadonlyMap<string, FileOutline>;

export type FileOutline = CodeOutline | JsonOutline | TextOutline;

/** A TypeScript module. */
export interface CodeOutline {
  readonly kind: "code";
  readonly declarations: readonly Declaration[];
  /** What it passes on of other files, such as `type * from "./events.ts"`. */
  readonly reexports: readonly string[];
  /** The packages that it imports; all else that it imports is of this package. */
  readonly packages: readonly string[];
  /** Whether it may ask where it is itself. */
  readonly asksWhereItIs: boolean;
}

/** JSON; with these keys at the top, if it is not a list. */
export interface JsonOutline {
  readonly kind: "json";
  readonly keys?: readonly string[];
}

/** Neither code nor data. */
interface TextOutline {
  readonly kind: "text";
}

export type DeclarationKind =
  | "abstract class"
  | "class"
  | "const"
  | "declare const"
  | "function"
  | "interface"
  | "let"
  | "type";

/** A name at the top level of a module. */
export interface Declaration {
  readonly kind: DeclarationKind;
  readonly name: string;
  readonly exported: boolean;
  /** What a class extends. */
  readonly base?: string;
  /** What a class has, such as `get state`; of an interface only where it says more about a class. */
  readonly members?: readonly string[];
}

/** Declarations that other modules see. */
export function exported(
  kind: DeclarationKind,
  ...names: readonly string[]
): readonly Declaration[] {
  return names.map((name) => ({ kind, name, exported: true }));
}

/** Declarations that only their own module sees. */
export function local(
  kind: DeclarationKind,
  ...names: readonly string[]
): readonly Declaration[] {
  return names.map((name) => ({ kind, name, exported: false }));
}

/** A class with its members. */
export function classOf(
  name: string,
  members: readonly string[],
  more: Partial<Omit<Declaration, "name" | "members">> = {},
): Declaration {
  return { kind: "class", name, exported: true, members, ...more };
}

/** Members of one kind: `get state`, `get role`. */
export function members(
  kind: string,
  ...names: readonly string[]
): readonly string[] {
  return names.map((name) => `${kind} ${name}`);
}

/** A module. */
export function code(
  declarations: readonly Declaration[],
  more: Partial<Omit<CodeOutline, "kind" | "declarations">> = {},
): CodeOutline {
  return {
    kind: "code",
    declarations,
    reexports: [],
    packages: [],
    asksWhereItIs: false,
    ...more,
  };
}

export function json(...keys: readonly string[]): JsonOutline {
  return { kind: "json", keys };
}

/** JSON that is a list. */
export const LIST: JsonOutline = { kind: "json" };

export const TEXT: TextOutline = { kind: "text" };
