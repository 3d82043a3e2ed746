/** What an error says of itself. @module */
import type { FunctionRow } from "../../../../model/model.ts";
import type { LiveSituation } from "../../../session/situation.ts";
import { describe } from "../../../session/steps-match.ts";
import { type Context, Failure } from "../../planned.ts";

/** The last call has failed with the package's error, which names the function and the category. */
export function expectDetail(
  { table, kit, claims }: Context,
  { last }: LiveSituation,
  row: FunctionRow,
): void {
  if (last?.outcome.kind !== "error") {
    throw new Failure(`expected a call of ${row.id} to fail, found none`);
  }
  const { call, party, outcome } = last;
  const { error } = outcome;
  const made: unknown = kit.exports[table.errorClass];
  if (typeof made !== "function" || !(error instanceof made)) {
    throw new Failure(
      `expected an error of the class ${table.errorClass}, found ${describe(error)}`,
    );
  }
  expectField(error, "functionName", row.name);
  expectField(error, "category", party.kind.name);
  const { cancelled } = table.violations;
  if (outcome.status === cancelled && call.signal.aborted) {
    expectField(error, "cause", call.signal.reason);
  }
  const isClaimed = claims.causes?.includes(outcome.status ?? "") ?? false;
  if (isClaimed && Reflect.get(error, "cause") === undefined) {
    throw new Failure(
      `expected the error to have a cause, as is claimed of ${outcome.status ?? ""}`,
    );
  }
}

function expectField(error: object, name: string, expected: unknown): void {
  const found: unknown = Reflect.get(error, name);
  if (Object.is(found, expected)) return;
  throw new Failure(
    `expected the error's ${name} to be ${describe(expected)}, found ${describe(found)}`,
  );
}
