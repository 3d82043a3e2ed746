/** Types of the table as TypeScript. @module */
import type { Type } from "../../model/types.ts";
import type { Scope } from "../scope.ts";
import { identifier } from "./literals.ts";

const PRIMITIVES: Readonly<Record<string, string>> = {
  string: "string",
  boolean: "boolean",
  float: "number",
  duration: "number",
  bytes: "Uint8Array",
  unknown: "unknown",
  int64: "bigint",
  uint64: "bigint",
};

/** The TypeScript of a type; the names that it needs are imported into the file's scope. */
export function typeText(type: Type, scope: Scope): string {
  switch (type.kind) {
    case "primitive":
      return PRIMITIVES[type.name] ?? "number";
    case "list":
      return `readonly ${grouped(type.of, scope)}[]`;
    case "map":
      return `Readonly<Record<string, ${typeText(type.of, scope)}>>`;
    case "stream":
      return `AsyncIterable<${typeText(type.of, scope)}>`;
    case "optional":
      return `${typeText(type.of, scope)} | undefined`;
    case "instance":
      return scope.instance(type.of);
    case "handlers":
      return scope.handlers(type.of);
    case "named":
      return scope.type(identifier(type.name));
  }
}

function grouped(type: Type, scope: Scope): string {
  const text = typeText(type, scope);
  return type.kind === "optional" || type.kind === "list" ? `(${text})` : text;
}

/** The name of the type in the table's own words, for reflection. */
export function tableTypeText(type: Type): string {
  switch (type.kind) {
    case "primitive":
    case "named":
      return type.name;
    case "optional":
      return `${tableTypeText(type.of)}?`;
    case "instance":
      return `instance<${type.of ?? "any"}>`;
    case "handlers":
      return `handlers<${type.of}>`;
    default:
      return `${type.kind}<${tableTypeText(type.of)}>`;
  }
}
