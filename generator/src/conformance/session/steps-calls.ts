/** Which function a step calls, with what, and what it yields. @module */
import type {
  Category,
  Field,
  FunctionRow,
  PropertyAccess,
} from "../../model/model.ts";
import type { Type } from "../../model/types.ts";
import type { Lookup } from "../lookup.ts";
import { Failure } from "../plan/planned.ts";
import { typed } from "./steps-values.ts";

/** The function of the category that a call names. */
export function functionOf(
  kind: Category,
  call: string,
  lookup: Lookup,
): FunctionRow | undefined {
  const [id = "", variant] = call.split(".");
  const row = lookup.functionsOf(kind).get(id);
  const known = row?.variants.some(({ name }) => name === variant) ?? false;
  return variant === undefined || known ? row : undefined;
}

/** The entry function of the package that a call names; anybody may call it. */
export function entryOf(call: string, lookup: Lookup): FunctionRow | undefined {
  return lookup.table.functions.find(({ id, entry }) => entry && id === call);
}

export function requiredFunctionOf(
  kind: Category,
  call: string,
  lookup: Lookup,
): FunctionRow {
  const row = functionOf(kind, call, lookup);
  if (row !== undefined) return row;
  throw new Failure(`${kind.name} has no call ${call}`);
}

/** The access to a property that a call of an accessor makes. */
export function accessOf(
  kind: Category,
  row: FunctionRow,
  args: Readonly<Record<string, unknown>>,
): PropertyAccess | undefined {
  const access = row.accesses.find(({ name }) => name === args["request"]);
  if (access === undefined) return undefined;
  const property = kind.properties.find(
    ({ name, kind: of }) => name === args["name"] && of === access.kind,
  );
  return property?.[access.access];
}

/** Arguments by name, each as a value of its type. */
export function typedArguments(
  kind: Category,
  row: FunctionRow,
  args: Readonly<Record<string, unknown>>,
  lookup: Lookup,
): Readonly<Record<string, unknown>> {
  const types = new Map<string, Type | undefined>(
    row.params.map((param) => [param.name, param.type]),
  );
  if (row.creates !== undefined) {
    types.set("category", undefined).set("handlers", undefined);
  }
  if (row.accesses.length > 0) {
    types.set("request", undefined).set("name", undefined);
    types.set("value", accessOf(kind, row, args)?.input?.type);
  }
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      if (!types.has(name)) {
        throw new Failure(`${row.id} has no parameter ${name}`);
      }
      const type = types.get(name);
      return [name, type === undefined ? value : typed(type, lookup, value)];
    }),
  );
}

/** The type of what the call yields. */
export function resultType(
  kind: Category,
  row: FunctionRow,
  args: Readonly<Record<string, unknown>>,
): Type | undefined {
  return row.accesses.length > 0
    ? (accessOf(kind, row, args)?.result ?? row.result?.type)
    : row.result?.type;
}

/** The category or service of which the call yields an instance, as far as the table says it. */
export function yieldedBy(
  row: FunctionRow,
  args: Readonly<Record<string, unknown>>,
): string | undefined {
  if (row.produces !== undefined) return row.produces.category;
  if (row.creates !== undefined) {
    const { category } = args;
    return typeof category === "string" ? category : row.creates.category;
  }
  return row.result && instanceIn(row.result.type);
}

/** Whether the call yields an instance. */
export function yieldsInstance(row: FunctionRow): boolean {
  return (
    row.produces !== undefined ||
    row.creates !== undefined ||
    (row.result !== undefined && isInstance(row.result.type))
  );
}

/** The field of an event's payload that brings an instance. */
export function instanceField(fields: readonly Field[]): Field | undefined {
  return fields.find((field) => isInstance(field.type));
}

/** The category or service that an instance type names. */
export function instanceIn(type: Type): string | undefined {
  if (type.kind === "optional") return instanceIn(type.of);
  return type.kind === "instance" ? type.of : undefined;
}

function isInstance(type: Type): boolean {
  return type.kind === "optional"
    ? isInstance(type.of)
    : type.kind === "instance";
}

/** The argument of that name among those that a call was made with. */
export function argumentOf(
  row: FunctionRow,
  args: readonly unknown[],
  name: string,
): unknown {
  const required = row.params.filter((param) => !param.optional);
  const index = required.findIndex((param) => param.name === name);
  // A function that creates is told the category first.
  const first = row.creates === undefined ? 0 : 1;
  if (index >= 0) return args[first + index];
  const options = args[first + required.length];
  return typeof options === "object" && options !== null
    ? Reflect.get(options, name)
    : undefined;
}
