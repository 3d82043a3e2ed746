/** Sample values for tests: as the table gives them, else the plainest value of the type. @module */
import type { Field, FunctionRow, Limit } from "../../model/model.ts";
import type { PrimitiveName, Type } from "../../model/types.ts";
import { array, inlineObject } from "../print/data.ts";
import type { Doc } from "../print/layout.ts";
import { stringLiteral } from "../print/literals.ts";
import {
  hasOptions,
  optionalParams,
  requiredParams,
} from "../print/signatures.ts";
import type { TableIndex } from "../scope.ts";
import { endingCase } from "./finite.ts";

/** An expression for a value of the type. */
export function sample(
  type: Type,
  index: TableIndex,
  raw?: unknown,
  limit?: Limit,
): Doc {
  switch (type.kind) {
    case "primitive":
      return primitive(type.name, raw, limit);
    case "list":
      return array(
        isArray(raw) ? raw.map((item) => sample(type.of, index, item)) : [],
      );
    case "map":
      return "{}";
    case "stream":
      return "emptyStream()";
    case "optional":
      return raw === undefined ? "undefined" : sample(type.of, index, raw);
    case "instance":
      return instanceOf(type.of ?? firstConcrete(index), index);
    case "handlers":
      return "{}";
    case "named":
      return named(type.name, index, raw);
  }
}

function firstConcrete(index: TableIndex): string {
  return index.table.categories.find((one) => !one.abstract)?.name ?? "";
}

function instanceOf(name: string, index: TableIndex): Doc {
  const concrete = index
    .kind(name)
    .descendants.map((one) => index.kind(one))
    .find((one) => !one.abstract);
  const { name: kind, lifecycle } = concrete ?? index.kind(name);
  return `instance(${stringLiteral(kind)}, ${stringLiteral(lifecycle.initial)})`;
}

function primitive(name: PrimitiveName, raw: unknown, limit?: Limit): Doc {
  const least = limit?.exact ?? limit?.min ?? 0;
  switch (name) {
    case "string":
      return typeof raw === "string" ? stringLiteral(raw) : textOf(least);
    case "boolean":
      return String(raw === true);
    case "bytes":
      if (typeof raw === "string") {
        return `new TextEncoder().encode(${stringLiteral(raw)})`;
      }
      return `new Uint8Array(${typeof raw === "number" ? raw : least})`;
    case "int64":
    case "uint64":
      return `${typeof raw === "number" ? raw : least}n`;
    case "unknown":
      return "undefined";
    default:
      return String(typeof raw === "number" ? raw : least);
  }
}

/** A text of a length; a long one is made when it is needed. */
function textOf(length: number): Doc {
  return length > 64 ? `"x".repeat(${length})` : `"${"x".repeat(length)}"`;
}

function named(name: string, index: TableIndex, raw: unknown): Doc {
  const type = index.table.types.find((candidate) => candidate.name === name);
  switch (type?.kind) {
    case "enum":
      return stringLiteral(
        typeof raw === "string" ? raw : (type.members[0]?.name ?? ""),
      );
    case "flags":
      return flags(raw);
    case "struct":
      return inlineObject(structEntries(type.fields, index, raw));
    case "union": {
      const given = isRecord(raw) ? raw[type.tag] : undefined;
      const one =
        type.cases.find((candidate) => candidate.name === given) ??
        endingCase(type, index);
      return inlineObject([
        [type.tag, stringLiteral(one?.name ?? "")],
        ...structEntries(one?.fields ?? [], index, raw),
      ]);
    }
    case "alias":
      return sample(type.type, index, raw);
    default:
      return "{}";
  }
}

function flags(raw: unknown): Doc {
  if (!isRecord(raw)) return "{}";
  return inlineObject(
    Object.keys(raw).map((key) => [key, String(raw[key] === true)]),
  );
}

function structEntries(
  fields: readonly Field[],
  index: TableIndex,
  raw: unknown,
): (readonly [string, Doc])[] {
  return fields.flatMap((field) => {
    const given = isRecord(raw) ? raw[field.name] : field.samples[0];
    if (field.optional && given === undefined) return [];
    return [
      [field.name, sample(field.type, index, given, field.limit)] as const,
    ];
  });
}

/** `[buffer, { flags: { abortive: true } }]`: the arguments of a call, of a variant if one is named. */
export function sampleArguments(
  row: FunctionRow,
  index: TableIndex,
  variant?: string,
): Doc {
  const args: Doc[] = requiredParams(row).map((param) =>
    sample(param.type, index, param.samples[0], param.limit),
  );
  if (row.creates !== undefined) {
    args.unshift(stringLiteral(row.creates.category));
  }
  if (!hasOptions(row)) return array(args);
  const when = row.variants.find((one) => one.name === variant)?.when ?? [];
  const [root, ...rest] = when;
  const options = optionalParams(row)
    .filter((param) => param.name !== root && isNeeded(row, param))
    .map((param): readonly [string, Doc] => [
      param.name,
      sample(param.type, index, param.samples[0], param.limit),
    ]);
  if (root !== undefined) options.push([root, nested(rest)]);
  return array(options.length === 0 ? args : [...args, inlineObject(options)]);
}

/** An optional parameter without which the plain call is refused. */
function isNeeded(row: FunctionRow, param: Field): boolean {
  return row.conditions.some(
    (condition) =>
      condition.kind === "required" && condition.param === param.name,
  );
}

/** `{ flags: { abortive: true } }` */
function nested(path: readonly string[]): Doc {
  const [name, ...rest] = path;
  if (name === undefined) return "true";
  return inlineObject([[name, nested(rest)]]);
}

function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !isArray(value);
}
