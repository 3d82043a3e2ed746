/** Whether declared types make sense. @module */
import * as rules from "../diagnostics/name-rules.ts";
import type { Resolution } from "../model/resolve.ts";
import type { Scope } from "../model/scope.ts";
import type {
  Entry,
  FieldSyntax,
  Rows,
  RowSyntax,
  TypeSyntax,
} from "../syntax/tree.ts";
import type { TypeExpression } from "../syntax/type-expression.ts";
import { checkTypeSizes } from "./type-sizes.ts";

/** Reports types without values or with contradictory members. */
export function checkTypes({ scope }: Resolution): void {
  const walked = new Set<string>();
  for (const entry of scope.types.all()) {
    const { name, row, span } = entry;
    const members = membersOf(row);
    if (members?.length === 0) {
      const about = { name, kind: row.kind };
      scope.reporter.report(rules.emptyType, span, about);
    }
    if (row.kind === "enum") checkEnum(scope, row.enum);
    if (row.kind === "flags") checkFlags(scope, row.flags);
    if (row.kind === "union") checkTag(scope, row.union);
    if (row.kind === "alias") checkAlias(scope, entry, walked);
  }
  checkEnds(scope);
  checkTypeSizes(scope);
}

function membersOf(row: TypeSyntax): Rows<unknown> | undefined {
  switch (row.kind) {
    case "enum":
      return row.enum;
    case "flags":
      return row.flags;
    case "union":
      return row.union.cases;
    default:
      return undefined;
  }
}

function checkEnum(scope: Scope, members: Rows<RowSyntax>): void {
  const byValue = new Map<number, Entry<RowSyntax>>();
  for (const member of uniqueMembers(scope, members)) {
    const value = member.row.value?.value;
    if (value === undefined) continue;
    const first = byValue.get(value);
    if (first === undefined) byValue.set(value, member);
    else {
      const about = { value, name: first.name };
      const related = [{ message: "it stands here", span: first.span }];
      scope.reporter.report(rules.valueTwice, member.span, about, related);
    }
  }
}

function checkFlags(scope: Scope, members: Rows<RowSyntax>): void {
  let taken = 0n;
  const known: Entry<RowSyntax>[] = [];
  for (const member of uniqueMembers(scope, members)) {
    const bits = bitsOf(member);
    // Bits below zero would overlap with everything.
    if (bits < 0n || (taken & bits) !== 0n) {
      const other = known.find((flag) => (bitsOf(flag) & bits) !== 0n);
      if (other === undefined) continue;
      const about = { name: member.name, other: other.name };
      const related = [{ message: "the other is here", span: other.span }];
      const { span } = member;
      scope.reporter.report(rules.overlappingFlags, span, about, related);
    }
    taken |= bits;
    known.push(member);
  }
}

/** Members listed by name only may stand there twice. */
function uniqueMembers(
  scope: Scope,
  members: Rows<RowSyntax>,
): Rows<RowSyntax> {
  const references = members.map(({ name, span }) => ({ value: name, span }));
  scope.unique(references);
  return members;
}

function bitsOf({ row }: Entry<RowSyntax>): bigint {
  return BigInt(row.value?.value ?? 0);
}

function checkTag(
  scope: Scope,
  { tag, cases }: Extract<TypeSyntax, { kind: "union" }>["union"],
): void {
  for (const { name, row } of cases) {
    const field = row.fields?.find((one) => one.name === tag.value);
    if (field === undefined) continue;
    const about = { tag: tag.value, case: name };
    scope.reporter.report(rules.tagIsField, field.span, about);
  }
}

/** An alias must not come back to itself through aliases alone; a cycle is told once, and no way is walked twice. */
function checkAlias(
  scope: Scope,
  entry: Entry<TypeSyntax>,
  walked: Set<string>,
): void {
  const path = new Set<string>();
  let name: string | undefined = entry.name;
  while (name !== undefined && !walked.has(name) && !path.has(name)) {
    path.add(name);
    const row: TypeSyntax | undefined = scope.types.get(name)?.row;
    name = row?.kind === "alias" ? innermostName(row.alias.value) : undefined;
  }
  if (name === entry.name && path.has(name)) {
    const about = { path: [...path, name] };
    scope.reporter.report(rules.aliasCycle, entry.span, about);
  }
  for (const one of path) {
    // A cycle further on is reported at its own members.
    if (one === name && one !== entry.name) return;
    walked.add(one);
  }
}

function innermostName(type: TypeExpression): string | undefined {
  switch (type.kind) {
    case "list":
    case "map":
    case "stream":
    case "optional":
      return innermostName(type.of);
    case "named":
      return type.name.value;
    default:
      return undefined;
  }
}

/** Every type must have a value that is finite: found by adding such types until there are no more. */
function checkEnds(scope: Scope): void {
  const finite = new Set<string>();
  const waiting = new Map<string, string[]>();
  const queue = [...scope.types.keys()];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const row = scope.types.get(name)?.row;
    if (row === undefined || finite.has(name)) continue;
    const needed = missing(scope, row, finite);
    if (needed === undefined) {
      finite.add(name);
      queue.push(...(waiting.get(name) ?? []));
      waiting.delete(name);
    } else {
      for (const other of needed) {
        const others = waiting.get(other) ?? [];
        others.push(name);
        waiting.set(other, others);
      }
    }
  }
  for (const { name, span, row } of scope.types.all()) {
    const isAlias = row.kind === "alias";
    if (finite.has(name) || isAlias) continue;
    if (isOwnFault(scope, name, finite)) {
      scope.reporter.report(rules.endlessType, span, { name });
    }
  }
}

/** The types that must be finite before this one is known to be; nothing if it is. */
function missing(
  scope: Scope,
  row: TypeSyntax,
  finite: ReadonlySet<string>,
): readonly string[] | undefined {
  const open = (fields: Rows<FieldSyntax> | undefined): readonly string[] =>
    (fields ?? []).flatMap(({ row: field }) => {
      const name = requiredName(field);
      if (name === undefined || finite.has(name)) return [];
      return scope.types.has(name) ? [name] : [];
    });
  if (row.kind === "struct") return orNothing(open(row.struct));
  if (row.kind === "alias") {
    const { value } = row.alias;
    const name = value.kind === "named" ? value.name.value : undefined;
    if (name === undefined || finite.has(name)) return undefined;
    return scope.types.has(name) ? [name] : undefined;
  }
  if (row.kind !== "union") return undefined;
  const cases = row.union.cases.map((one) => open(one.row.fields));
  const isFinite = cases.length === 0 || cases.some((one) => one.length === 0);
  return isFinite ? undefined : cases.flat();
}

function orNothing(names: readonly string[]): readonly string[] | undefined {
  return names.length === 0 ? undefined : names;
}

/** The named type that every value of the field holds another value of. */
export function requiredName({
  type,
  default: value,
}: FieldSyntax): string | undefined {
  if (value !== undefined || type.value.kind !== "named") return undefined;
  return type.value.name.value;
}

/** Whether the type is part of the cycle, and not merely in need of one that is. */
function isOwnFault(
  scope: Scope,
  start: string,
  finite: ReadonlySet<string>,
): boolean {
  const seen = new Set<string>();
  const open = [start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const row = scope.types.get(name)?.row;
    for (const next of (row && missing(scope, row, finite)) ?? []) {
      if (next === start) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return false;
}
