/** What the model reads in the arguments of a call, and how it answers when it is told to misbehave. @module */
import type { FunctionRow } from "../../model/model.ts";
import { isRecord } from "../session/values/record.ts";

type Args = readonly unknown[];

/** Which form of call this is. */
export function keyOf(row: FunctionRow, args: Args): string {
  if (row.accesses.length > 0) return String(args[1]);
  const required = row.params.filter((param) => !param.optional);
  const shift = row.creates === undefined ? 0 : 1;
  const options = args[required.length + shift];
  const variant = row.variants.find(({ when: [root = "", ...path] }) => {
    const at = required.findIndex((param) => param.name === root);
    let value = at < 0 ? field(options, root) : args[at + shift];
    for (const name of path) value = field(value, name);
    return Boolean(value);
  });
  return variant === undefined ? row.id : `${row.id}.${variant.name}`;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? Reflect.get(value, name)
    : undefined;
}

export function signalIn(args: Args): AbortSignal | undefined {
  const signal = field(args.at(-1), "signal");
  return signal instanceof AbortSignal ? signal : undefined;
}

/** The handlers among the options of a call that yields an instance. */
export function handlersIn(args: Args): object {
  const options = args.at(-1);
  if (!isRecord(options)) return {};
  const given = options["handlers"] ?? Object.values(options).find(isHandlers);
  return typeof given === "object" && given !== null ? given : {};
}

function isHandlers(value: unknown): boolean {
  const functions = isRecord(value) ? Object.values(value) : [];
  return (
    functions.length > 0 && functions.every((one) => typeof one === "function")
  );
}

/** A promise that breaks its word: it is fulfilled twice. */
export function twice(value: unknown): object {
  return {
    then(fulfilled: (value: unknown) => void): void {
      queueMicrotask(() => {
        fulfilled(value);
        fulfilled(value);
      });
    },
  };
}

/** Does what must not be done; whoever forbids it throws. */
export function attemptLate(act: () => unknown): void {
  try {
    act();
  } catch {
    // A provider with this defect does not listen.
  }
}
