/** Whether the plainest value of every type is one that a test can make. @module */
import { valueTooLarge } from "../diagnostics/limit-rules.ts";
import type { Scope } from "../model/scope.ts";
import { DEEPEST_TYPE, MOST_PARTS } from "../syntax/limits.ts";
import type { FieldSyntax, Rows, TypeSyntax } from "../syntax/tree.ts";
import { requiredName } from "./types.ts";

/** What the plainest value of a type consists of. */
interface Size {
  readonly parts: number;
  readonly depth: number;
}

const PLAIN: Size = { parts: 1, depth: 1 };

/** Reports types whose plainest value is too large: types that hold each other twice double it at each step. */
export function checkTypeSizes(scope: Scope): void {
  const sizes = new Map<string, Size>();
  const waiting = new Map<string, string[]>();
  const queue = [...scope.types.keys()].toReversed();
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const row = scope.types.get(name)?.row;
    if (row === undefined || sizes.has(name)) continue;
    const size = sizeOf(row, (other) => sizes.get(other));
    if (size === undefined) {
      for (const other of namesIn(row)) {
        const others = waiting.get(other);
        if (others === undefined) waiting.set(other, [name]);
        else others.push(name);
      }
      continue;
    }
    sizes.set(name, size);
    // What holds a type that is too large has been told enough.
    const told = namesIn(row).some((other) => excessOf(sizes.get(other)));
    if (!told) report(scope, name, size);
    queue.push(...(waiting.get(name) ?? []));
    waiting.delete(name);
  }
}

function report(scope: Scope, name: string, size: Size): void {
  const excess = excessOf(size);
  if (excess === undefined) return;
  const span = scope.types.get(name)?.span ?? scope.table.span;
  scope.reporter.report(valueTooLarge, span, { name, excess });
}

function excessOf(size: Size | undefined): string | undefined {
  if (size === undefined) return undefined;
  if (size.depth > DEEPEST_TYPE) return `nests more than ${DEEPEST_TYPE} deep`;
  if (size.parts > MOST_PARTS) return `has more than ${MOST_PARTS} parts`;
  return undefined;
}

type SizeOfName = (name: string) => Size | undefined;

/** Nothing as long as the size of a type that it needs is not known. */
function sizeOf(row: TypeSyntax, known: SizeOfName): Size | undefined {
  switch (row.kind) {
    case "struct":
      return sizeOfFields(row.struct, known);
    case "alias":
      return row.alias.value.kind === "named"
        ? around([known(row.alias.value.name.value)])
        : PLAIN;
    case "union": {
      // The first case that ends is the one that a test takes.
      for (const { row: one } of row.union.cases) {
        const size = sizeOfFields(one.fields ?? [], known);
        if (size !== undefined) return size;
      }
      return undefined;
    }
    default:
      return PLAIN;
  }
}

function sizeOfFields(
  fields: Rows<FieldSyntax>,
  known: SizeOfName,
): Size | undefined {
  return around(
    fields.map(({ row }) => {
      const name = requiredName(row);
      return name === undefined ? PLAIN : known(name);
    }),
  );
}

/** The size of what has these parts. What is too large stays at one above the limit, so that nothing overflows. */
function around(parts: readonly (Size | undefined)[]): Size | undefined {
  let size = PLAIN;
  for (const part of parts) {
    if (part === undefined) return undefined;
    size = {
      parts: Math.min(size.parts + part.parts, MOST_PARTS + 1),
      depth: Math.max(size.depth, Math.min(part.depth + 1, DEEPEST_TYPE + 1)),
    };
  }
  return size;
}

function namesIn(row: TypeSyntax): readonly string[] {
  const inFields = (fields: Rows<FieldSyntax>): readonly string[] =>
    fields.flatMap(({ row: field }) => requiredName(field) ?? []);
  if (row.kind === "struct") return inFields(row.struct);
  if (row.kind === "union")
    return row.union.cases.flatMap((one) => inFields(one.row.fields ?? []));
  if (row.kind !== "alias" || row.alias.value.kind !== "named") return [];
  return [row.alias.value.name.value];
}
