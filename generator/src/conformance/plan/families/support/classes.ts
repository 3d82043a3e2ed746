/** The classes of a package, by kind. @module */
import type { Category } from "../../../../model/model.ts";
import { type Context, Failure } from "../../planned.ts";

/** The class of a kind, as the package exports it. */
export function classOf(
  { kit }: Context,
  kind: Category,
): new (...args: never) => object {
  const made = kit.exports[kind.className];
  if (isClass(made)) return made;
  throw new Failure(`the package exports no class ${kind.className}`);
}

function isClass(value: unknown): value is new (...args: never) => object {
  return typeof value === "function";
}

export function prototypeOf(target: object): object {
  const prototype: unknown = Object.getPrototypeOf(target);
  if (typeof prototype === "object" && prototype !== null) return prototype;
  throw new Failure("a prototype is missing");
}
