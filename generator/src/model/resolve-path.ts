/** Paths into parameters, such as `flags.last`. @module */
import * as rules from "../diagnostics/name-rules.ts";
import type { Span } from "../syntax/source.ts";
import type { Name } from "../syntax/tree.ts";
import type { TypeExpression } from "../syntax/type-expression.ts";
import type { Field } from "./model.ts";
import type { Scope } from "./scope.ts";
import type { Type } from "./types.ts";
import { describeType } from "./describe-type.ts";

/** Resolves a path; what is wrong with it is reported. */
export function resolvePath(
  scope: Scope,
  path: Name,
  params: readonly Field[],
): readonly string[] {
  const segments = path.value.split(".");
  let members: Members | undefined = {
    kind: "parameter",
    types: new Map(params.map(({ name, type }) => [name, type])),
  };
  let start = path.span.start;
  for (const [index, name] of segments.entries()) {
    const span: Span = { ...path.span, start, end: start + name.length };
    if (!scope.isAmong(members.kind, { value: name, span }, keysOf(members))) {
      break;
    }
    const type: Type | undefined = members.types.get(name);
    if (index === segments.length - 1) break;
    members = type && membersOf(scope, type);
    if (members === undefined) {
      const parent = segments.slice(0, index + 1).join(".");
      const about = { path: parent, type: describeType(type) };
      scope.reporter.report(rules.pathTooDeep, span, about);
      break;
    }
    start += name.length + 1;
  }
  return segments;
}

interface Members {
  readonly kind: string;
  readonly types: ReadonlyMap<string, Type | undefined>;
}

function keysOf(members: Members): Set<string> {
  return new Set(members.types.keys());
}

/** The members that a path can go on with; nothing for types that have none. */
function membersOf(scope: Scope, type: Type): Members | undefined {
  const inner = type.kind === "optional" ? type.of : type;
  if (inner.kind !== "named") return undefined;
  return membersOfNamed(scope, inner.name, new Set());
}

function membersOfNamed(
  scope: Scope,
  name: string,
  seen: Set<string>,
): Members | undefined {
  const row = scope.types.get(name)?.row;
  if (row?.kind === "alias" && !seen.has(name)) {
    const target = withoutOptional(row.alias.value);
    if (target.kind !== "named") return undefined;
    return membersOfNamed(scope, target.name.value, seen.add(name));
  }
  if (row?.kind === "flags") {
    const types = new Map(row.flags.map((flag) => [flag.name, undefined]));
    return { kind: `flag of ${name}`, types };
  }
  if (row?.kind !== "struct") return undefined;
  const types = row.struct.map(({ name, row }): [string, Type | undefined] => [
    name,
    toNamed(withoutOptional(row.type.value)),
  ]);
  return { kind: `field of ${name}`, types: new Map(types) };
}

function withoutOptional(type: TypeExpression): TypeExpression {
  return type.kind === "optional" ? type.of : type;
}

/** Only named types have members. */
function toNamed(type: TypeExpression): Type | undefined {
  if (type.kind === "primitive") return type;
  return type.kind === "named"
    ? { kind: "named", name: type.name.value }
    : undefined;
}
