/** Runs planned tests one after the other, in this process: no time limits, no children, no accounts. */
import { claimsOfAll } from "../../../src/conformance/claims/everything.ts";
import { unclaimed } from "../../../src/conformance/claims/unclaimed.ts";
import type { Kit } from "../../../src/conformance/kit.ts";
import type { Context, Test } from "../../../src/conformance/plan/planned.ts";
import { openSession } from "../../../src/conformance/session/open-session.ts";
import type { Session } from "../../../src/conformance/session/session.ts";
import type { Subject } from "../../../src/conformance/subject.ts";
import type { Table } from "../../../src/model/model.ts";

export interface Result {
  readonly id: string;
  readonly kind: "pass" | "fail" | "negative";
  readonly message?: string;
}

const limits = { must: 500, mustNot: 20 };

/** What the tests are run with. */
export interface Run {
  readonly table: Table;
  readonly kit: Kit;
  readonly subject: Subject;
}

/** The results of all tests that can be run. */
export async function runAll(
  run: Run,
  tests: Iterable<Test>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const test of tests) {
    if (test.untestable === undefined) results.push(await runOne(run, test));
  }
  return results;
}

/** The results of those that have not passed: their ids and messages. */
export async function failuresOf(
  run: Run,
  tests: Iterable<Test>,
): Promise<readonly string[]> {
  const results = await runAll(run, tests);
  return results
    .filter((one) => one.kind === "fail")
    .map(({ id, message }) => `${id}: ${message ?? ""}`);
}

async function runOne(run: Run, test: Test): Promise<Result> {
  const { table, kit, subject } = run;
  const claims = subject.claims ?? claimsOfAll(table);
  const sessions: Session[] = [];
  const context: Context = {
    table,
    kit,
    claims,
    limits,
    seed: 1,
    open: async () => {
      const opened = await subject.open();
      const session = await openSession(table, kit, opened, limits);
      sessions.push(session);
      return session;
    },
  };
  const [missing] = unclaimed(test, claims, table);
  try {
    if (missing === undefined) await test.run(context);
    else await test.negative?.(context, missing);
    for (const session of sessions) await session.close();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const stack =
      error instanceof Error && error.name !== "Failure" ? error.stack : "";
    return { id: test.id, kind: "fail", message: `${message}${stack ?? ""}` };
  }
  return { id: test.id, kind: missing === undefined ? "pass" : "negative" };
}
