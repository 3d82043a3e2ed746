/** An argument list with some parameters or parts of them replaced. @module */
import {
  hasOptions,
  requiredParams,
} from "../../../../emit/print/signatures.ts";
import type { Field, FunctionRow } from "../../../../model/model.ts";
import { isRecord } from "../../../session/values/record.ts";

type Change = (value: unknown) => unknown;

/** The list, with what a change makes of a parameter's value. */
export function changed(
  row: FunctionRow,
  args: readonly unknown[],
  param: Field,
  change: Change,
): unknown[] {
  const required = requiredParams(row);
  const shift = row.creates === undefined ? 0 : 1;
  const at = required.findIndex((one) => one.name === param.name);
  const result = [...args];
  if (at >= 0) {
    result[at + shift] = change(result[at + shift]);
    return result;
  }
  if (!hasOptions(row)) return result;
  const place = required.length + shift;
  const options = result[place];
  const known = isRecord(options) ? options : {};
  const value = change(known[param.name]);
  const { [param.name]: _old, ...others } = known;
  result[place] =
    value === undefined ? others : { ...others, [param.name]: value };
  return result;
}

/** The list, with a value at a path into the parameters. */
export function changedAt(
  row: FunctionRow,
  args: readonly unknown[],
  path: readonly string[],
  change: Change,
): unknown[] {
  const [root, ...rest] = path;
  const param = row.params.find((one) => one.name === root);
  if (param === undefined) return [...args];
  return changed(row, args, param, (value) => inside(value, rest, change));
}

function inside(
  value: unknown,
  path: readonly string[],
  change: Change,
): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return change(value);
  const fields = isRecord(value) ? value : {};
  return { ...fields, [name]: inside(fields[name], rest, change) };
}
