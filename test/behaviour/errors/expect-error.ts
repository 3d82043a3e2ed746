import { expect } from "vitest";
import {
  isWskError,
  Status,
  table,
  WskError,
  type Status as StatusName,
} from "@captable/wsk";

/** What an error says. */
export interface Expected {
  readonly status: StatusName;
  readonly functionName: string;
  readonly category: string;
  readonly state: string;
  /** Whether something beneath failed, and not only the call. */
  readonly caused: boolean;
}

export function expectError(error: unknown, expected: Expected): void {
  const { status, caused, ...where } = expected;
  expect(error).toBeInstanceOf(WskError);
  expect(isWskError(error, status), String(error)).toBe(true);
  if (!isWskError(error)) throw new TypeError("unreachable");
  expect(error).toMatchObject({ status, code: Status[status], ...where });
  expect(error.message).toMatch(new RegExp(`^${where.functionName}: .`, "u"));
  expect(error.cause instanceof Error).toBe(caused);
  if (!caused) expect(error.cause).toBeUndefined();
  const functions = Object.values(table.functions).filter(
    ({ name }) => name === where.functionName,
  );
  const listed = functions.flatMap((listing): readonly string[] => [
    ...listing.errors,
  ]);
  // What breaks the law of the table, or cancels, is not listed with each function.
  if (caused) expect(listed).toContain(status);
}
