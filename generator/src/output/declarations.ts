/** The names that a parsed module declares. @module */
import type { ClassElement, Class, Program, TSSignature } from "oxc-parser";
import type { DeclarationKind } from "../outline/outline.ts";
import type { Node } from "./verify-statements.ts";

/** A name, and where it stands. */
export interface Found {
  /** Such as `exported function open`, or `get state`. */
  readonly what: string;
  readonly name: string;
  readonly at: number;
  /** A signature only: what it belongs to stands elsewhere. */
  readonly signature: boolean;
}

/** A declaration at the top level, with its members if it is a class or an interface. */
export interface Declared extends Found {
  readonly kind: DeclarationKind;
  readonly end: number;
  /** What a class extends, as it is written. */
  readonly base?: string;
  readonly members?: readonly Found[];
}

/** Every declaration of a kind that is allowed; of others there is nothing to be said but that they are not. */
export function declarationsIn(
  text: string,
  { body }: Program,
): readonly Declared[] {
  return body.flatMap((node) => {
    if (node.type === "ExportNamedDeclaration")
      return node.declaration === null
        ? []
        : declared(text, node.declaration, true);
    if (node.type === "ExportDefaultDeclaration")
      return [asDeclared("const", "default", true, node)];
    return declared(text, node, false);
  });
}

/** The words for a declaration. */
export function wordsFor(
  kind: DeclarationKind,
  name: string,
  isExported: boolean,
): string {
  return `${isExported ? "exported " : ""}${kind} ${name}`;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

function asDeclared(
  kind: DeclarationKind,
  name: string,
  isExported: boolean,
  { start, end }: Place,
  more: Partial<Declared> = {},
): Declared {
  const what = wordsFor(kind, name, isExported);
  return { kind, what, name, at: start, end, signature: false, ...more };
}

function declared(
  text: string,
  node: Node,
  isExported: boolean,
): readonly Declared[] {
  const single = (
    kind: DeclarationKind,
    id: { readonly name: string } | null,
    more: Partial<Declared> = {},
  ): readonly Declared[] => [
    asDeclared(kind, id?.name ?? "default", isExported, node, more),
  ];
  switch (node.type) {
    case "TSTypeAliasDeclaration":
      return single("type", node.id);
    case "TSInterfaceDeclaration":
      return single("interface", node.id, {
        members: node.body.body.map((it) => signatureOf(text, it)),
      });
    case "ClassDeclaration":
      return single(node.abstract ? "abstract class" : "class", node.id, {
        ...baseOf(text, node),
        members: node.body.body.map((it) => memberOf(text, it)),
      });
    case "FunctionDeclaration":
      return single("function", node.id);
    case "TSDeclareFunction":
      return single("function", node.id, { signature: !node.declare });
    case "VariableDeclaration": {
      const kind = variableKind(node.kind, node.declare === true);
      return node.declarations.map((one) =>
        asDeclared(kind, slice(text, one.id), isExported, one),
      );
    }
    default:
      return [];
  }
}

function variableKind(word: string, isDeclared: boolean): DeclarationKind {
  if (word !== "const") return "let";
  return isDeclared ? "declare const" : "const";
}

function baseOf(text: string, { superClass }: Class): { base?: string } {
  return superClass === null
    ? {}
    : { base: text.slice(superClass.start, superClass.end) };
}

/** The source of a name without its type. */
function slice(
  text: string,
  id: Place & { readonly type: string; readonly name?: string },
): string {
  return id.name ?? text.slice(id.start, id.end);
}

function memberOf(text: string, member: ClassElement): Found {
  const at = member.start;
  if (member.type === "StaticBlock")
    return { what: "static block", name: "static", at, signature: false };
  if (member.type === "TSIndexSignature")
    return { what: "index signature", name: "[]", at, signature: false };
  const name = keyOf(text, member.key, member.computed);
  const isStatic = member.static ? "static " : "";
  const isAbstract = member.type.startsWith("TSAbstract") ? "abstract " : "";
  const signature =
    isAbstract === "" &&
    "value" in member &&
    member.value?.type === "TSEmptyBodyFunctionExpression";
  const kind = "kind" in member ? member.kind : "field";
  const what =
    kind === "constructor" ? kind : `${isStatic}${isAbstract}${kind} ${name}`;
  return { what, name, at, signature };
}

function signatureOf(text: string, member: TSSignature): Found {
  const at = member.start;
  switch (member.type) {
    case "TSPropertySignature":
    case "TSMethodSignature": {
      const name = keyOf(text, member.key, member.computed);
      const kind = "kind" in member ? member.kind : "field";
      return { what: `${kind} ${name}`, name, at, signature: false };
    }
    default:
      return { what: member.type, name: "", at, signature: false };
  }
}

function keyOf(text: string, key: Place, computed: boolean): string {
  const source = text.slice(key.start, key.end);
  return computed ? `[${source}]` : source;
}
