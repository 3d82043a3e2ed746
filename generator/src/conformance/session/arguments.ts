/** The arguments of a call: what is given by name, and samples for the rest. @module */
import type { Category, Field, FunctionRow, Limit } from "../../model/model.ts";
import {
  hasOptions,
  isCancellable,
  optionalParams,
  requiredParams,
} from "../../emit/print/signatures.ts";
import type { CallForm } from "./forms.ts";
import { isRecord } from "./values/record.ts";
import { fieldValue, typedValue, type ValueSource } from "./values/values.ts";
import { propertySample } from "./values/property.ts";

type Given = Readonly<Record<string, unknown>>;

export interface CallContext extends ValueSource {
  readonly kind: Category;
  readonly signal: AbortSignal;
  /** Handlers for what the call yields. */
  handlers(): object;
}

/** The argument list of a call. */
export function argumentsOf(
  form: CallForm,
  given: Given,
  context: CallContext,
): unknown[] {
  const { row } = form;
  if (row.accesses.length > 0) return accessArguments(form, given, context);
  const args = requiredParams(row).map((param) =>
    requiredValue(form, param, given, context),
  );
  if (row.creates !== undefined) {
    args.unshift(given["category"] ?? row.creates.category);
  }
  if (!hasOptions(row)) return args;
  const options = optionsOf(form, given, context);
  return Object.keys(options).length === 0 ? args : [...args, options];
}

function requiredValue(
  form: CallForm,
  param: Field,
  given: Given,
  context: CallContext,
): unknown {
  const limit = limitOf(form, param);
  const value = fieldValue(param, context, given[param.name], limit);
  const [root, ...rest] = form.variant?.when ?? [];
  return root === param.name ? merged(value, rest) : value;
}

/** The parameter's limit, and the narrower one that the form of the call asks for. */
function limitOf({ row, variant }: CallForm, param: Field): Limit | undefined {
  const path = variant?.when.join(".");
  const narrower = row.conditions.find(
    (one) =>
      one.kind === "limit" &&
      one.param === param.name &&
      one.when.join(".") === path,
  );
  return narrower?.kind === "limit" ? narrower.limit : param.limit;
}

function optionsOf(
  form: CallForm,
  given: Given,
  context: CallContext,
): Readonly<Record<string, unknown>> {
  const { row } = form;
  const options: Record<string, unknown> = {};
  for (const param of optionalParams(row)) {
    const value = optionValue(form, param, given, context);
    if (value !== undefined) options[param.name] = value;
  }
  const [root, ...rest] = form.variant?.when ?? [];
  const inOptions = optionalParams(row).some((param) => param.name === root);
  if (root !== undefined && inOptions) {
    options[root] = merged(options[root], rest);
  }
  if (row.creates !== undefined) {
    options["handlers"] = given["handlers"] ?? context.handlers();
  }
  if (isCancellable(row)) options["signal"] = context.signal;
  return options;
}

function optionValue(
  form: CallForm,
  param: Field,
  given: Given,
  context: CallContext,
): unknown {
  const value = given[param.name];
  // A step may say that nothing is given, even where a sample would be.
  if (value === null) return undefined;
  if (value !== undefined) return typedValue(param.type, context, value);
  if (isNeeded(form.row, param, given)) {
    return fieldValue(param, context, undefined, limitOf(form, param));
  }
  const yields = form.row.produces !== undefined;
  return yields && param.type.kind === "handlers"
    ? context.handlers()
    : undefined;
}

/** An optional parameter without which the plain call is refused. */
function isNeeded(row: FunctionRow, param: Field, given: Given): boolean {
  return row.conditions.some(
    (condition) =>
      condition.kind === "required" &&
      condition.param === param.name &&
      !condition.unlessParams.some((path) => {
        const [root = path] = path.split(".");
        return given[root] !== undefined;
      }),
  );
}

/** The value with `true` at the path. */
function merged(value: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return true;
  const fields = isRecord(value) ? value : {};
  return { ...fields, [name]: merged(fields[name], rest) };
}

/** `request`, `name` and `value`; by default the first property that can be reached. */
function accessArguments(
  { row, command }: CallForm,
  given: Given,
  context: CallContext,
): unknown[] {
  const { properties } = context.kind;
  const name = given["name"] ?? command?.property.name;
  const request = given["request"] ?? command?.access.name;
  const access =
    row.accesses.find((one) => one.name === request) ??
    row.accesses.find((one) =>
      properties.some((it) => it.kind === one.kind && it[one.access]),
    ) ??
    row.accesses[0];
  const property =
    properties.find((one) => one.name === name) ??
    properties.find((one) => one.kind === access?.kind);
  const args: unknown[] = [
    request ?? access?.name,
    name ?? property?.name ?? "none",
  ];
  const input = access && property?.[access.access]?.input;
  if (input !== undefined && property !== undefined) {
    const value = given["value"];
    args.push(
      value === undefined
        ? propertySample(property, input, context)
        : typedValue(input.type, context, value),
    );
  }
  return isCancellable(row) ? [...args, { signal: context.signal }] : args;
}
