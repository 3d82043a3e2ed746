/** Types in words, for messages. @module */
import type { Type } from "./types.ts";

/** A type as it is written in a table. */
export function describeType(type: Type | undefined): string {
  switch (type?.kind) {
    case undefined:
      return "a single value";
    case "primitive":
    case "named":
      return type.name;
    case "optional":
      return `${describeType(type.of)}?`;
    case "list":
    case "map":
    case "stream":
      return `${type.kind}<${describeType(type.of)}>`;
    case "instance":
      return `instance<${type.of ?? "any"}>`;
    case "handlers":
      return `handlers<${type.of}>`;
  }
}
