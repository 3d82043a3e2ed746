/** What tests say when a promise is not kept. @module */
import { said } from "../../../checked/conforms.ts";
import type { Outcome } from "../../../session/session.ts";
import { Failure } from "../../planned.ts";

/** The values are the same. */
export function expectSame(
  found: unknown,
  expected: unknown,
  what: string,
): void {
  if (Object.is(found, expected)) return;
  throw new Failure(
    `${what}: expected ${said(expected)}, but found ${said(found)}`,
  );
}

export function expectThat(fine: boolean, what: string): void {
  if (!fine) throw new Failure(what);
}

/** The same names, in any order. */
export function expectNames(
  found: Iterable<string>,
  expected: Iterable<string>,
  what: string,
): void {
  const here = new Set(found);
  const wanted = new Set(expected);
  const extra = [...here].filter((name) => !wanted.has(name));
  const lacking = [...wanted].filter((name) => !here.has(name));
  const problems = [
    ...(extra.length > 0 ? [`has ${extra.join(", ")} too much`] : []),
    ...(lacking.length > 0 ? [`lacks ${lacking.join(", ")}`] : []),
  ];
  if (problems.length > 0)
    throw new Failure(`${what} ${problems.join(" and ")}`);
}

/** The call has succeeded; its value. */
export function expectValue(outcome: Outcome, what: string): unknown {
  if (outcome.kind === "value") return outcome.value;
  throw new Failure(
    `${what}: expected success, but found ${outcomeText(outcome)}`,
  );
}

/** The call has failed with the status; its error. */
export function expectStatus(
  outcome: Outcome,
  statuses: readonly string[],
  what: string,
): unknown {
  if (outcome.kind === "error" && statuses.includes(outcome.status ?? "")) {
    return outcome.error;
  }
  const wanted = statuses.join(" or ");
  throw new Failure(
    `${what}: expected ${wanted}, but found ${outcomeText(outcome)}`,
  );
}

export function outcomeText(outcome: Outcome): string {
  if (outcome.kind === "value") return "success";
  return outcome.status ?? said(outcome.error);
}

/** What a function gives or throws, as an outcome without a status. */
export function attempt(make: () => unknown): {
  readonly value?: unknown;
  readonly error?: unknown;
  readonly threw: boolean;
} {
  try {
    return { value: make(), threw: false };
  } catch (error) {
    return { error, threw: true };
  }
}
