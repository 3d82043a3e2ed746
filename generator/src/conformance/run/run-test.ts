/** Runs one test in this process. @module */
import { setImmediate as turn } from "node:timers/promises";
import type { Claims } from "../claims/claims.ts";
import { describeNeed, unclaimed } from "../claims/unclaimed.ts";
import {
  Failure,
  type Context,
  type Test,
  type TimeLimits,
} from "../plan/planned.ts";
import type { Session } from "../session/session.ts";
import type { Environment } from "./environment.ts";
import { seedOf } from "./seed.ts";
import { messageOf } from "./setup-error.ts";
import { withProvider } from "./subject-of.ts";
import type { Opened } from "../subject.ts";
import { UncaughtError } from "./uncaught.ts";
import type { Verdict, VerdictKind } from "./verdict.ts";

/** What the tests of a run have in common. */
export interface Terms {
  readonly limits: TimeLimits;
  readonly seed: number;
  readonly claims: Claims;
}

/** Runs a test, or its negative. It never rejects; the test is over as soon as the other promise rejects. */
export async function runTest(
  test: Test,
  environment: Environment,
  terms: Terms,
  uncaught: Promise<never>,
): Promise<Verdict> {
  const start = performance.now();
  const cpu = process.cpuUsage();
  const outcome = await outcomeOf(test, environment, terms, uncaught);
  const { user, system } = process.cpuUsage(cpu);
  return {
    id: test.id,
    ...outcome,
    time: performance.now() - start,
    cpu: (user + system) / 1000,
  };
}

type Outcome = Pick<
  Verdict,
  "kind" | "message" | "stack" | "unclaimed" | "seed"
>;

async function outcomeOf(
  test: Test,
  environment: Environment,
  terms: Terms,
  uncaught: Promise<never>,
): Promise<Outcome> {
  if (test.untestable !== undefined)
    return { kind: "untestable", message: test.untestable };
  const missing = unclaimed(test, terms.claims, environment.table);
  const left =
    missing.length === 0
      ? {}
      : { unclaimed: missing.map(describeNeed).join(", ") };
  const sessions = new Sessions(environment, terms, test.id);
  try {
    await Promise.race([act(test, missing, sessions), uncaught]);
    return { kind: missing.length === 0 ? "pass" : "negative", ...left };
  } catch (error) {
    return { ...failureOf(test, error, terms.seed), ...left };
  }
}

async function act(
  test: Test,
  [missing]: ReturnType<typeof unclaimed>,
  sessions: Sessions,
): Promise<void> {
  try {
    if (missing === undefined) await test.run(sessions.context);
    else if (test.negative !== undefined)
      await test.negative(sessions.context, missing);
    else
      throw new Error(
        `${describeNeed(missing)} is not claimed, and the test has no negative`,
      );
  } catch (error) {
    // What fails while all is put away comes of the failure, and would hide it.
    await sessions.close().catch(() => undefined);
    throw error;
  }
  await sessions.close();
  sessions.expectListed();
  // What a provider throws in its next turns is still thrown in this test.
  for (let turns = 0; turns < 3; turns += 1) await turn();
}

function failureOf(test: Test, error: unknown, seed: number): Outcome {
  const isUncaught = error instanceof UncaughtError;
  const kind: VerdictKind = isUncaught ? "crash" : "fail";
  const thrown = isUncaught ? error.cause : error;
  const said = isUncaught
    ? `${error.message}: ${messageOf(thrown)}`
    : messageOf(thrown);
  const stack = thrown instanceof Error ? thrown.stack : undefined;
  return {
    kind,
    message: withClause(said, test.clause),
    ...(stack === undefined ? {} : { stack }),
    seed,
  };
}

/** A failure's message, with the clause that is not kept. */
export function withClause(
  message: string,
  clause: string | undefined,
): string {
  return clause === undefined ? message : `${message} [clause ${clause}]`;
}

/** A provider's author may have opened nothing. */
function openedBy(opened: unknown): Opened {
  if (isOpened(opened)) return opened;
  throw new Error("open of the subject gives no object with a provider");
}

function isOpened(value: unknown): value is Opened {
  return (
    typeof value === "object" &&
    value !== null &&
    "provider" in value &&
    typeof value.provider === "object" &&
    value.provider !== null
  );
}

/** The sessions of one test. */
class Sessions {
  readonly context: Context;
  readonly #environment: Environment;
  readonly #sessions: Session[] = [];

  constructor(environment: Environment, terms: Terms, id: string) {
    this.#environment = environment;
    const { table, kit } = environment;
    const { claims, limits } = terms;
    const seed = seedOf(terms.seed, id);
    this.context = {
      ...{ table, kit, claims, limits, seed },
      open: () => this.#open(environment, limits),
    };
  }

  async #open(
    { engine, table, kit, subject, mode }: Environment,
    limits: TimeLimits,
  ): Promise<Session> {
    const raw = openedBy(await subject.open());
    try {
      const opened =
        mode === "raw"
          ? raw
          : withProvider(
              raw,
              engine.checkedProvider(raw.provider, table, kit.exports),
            );
      const session = await engine.openSession(table, kit, opened, limits);
      this.#sessions.push(session);
      return session;
    } catch (error) {
      // No session closes it.
      await raw.close?.();
      throw error;
    }
  }

  /** Whatever a test is about: none of its calls may fail in a way that the table does not list. */
  expectListed(): void {
    const { engine } = this.#environment;
    for (const { observed } of this.#sessions) {
      const problem = engine.unlistedIn(this.context, observed);
      if (problem !== undefined) throw new Failure(problem);
    }
  }

  /** The last one first; all of them, whatever comes of one. */
  async close(): Promise<void> {
    const errors: unknown[] = [];
    for (const session of this.#sessions.toReversed())
      await session.close().catch((error: unknown) => errors.push(error));
    if (errors.length > 0)
      throw new Failure("closing what the test has opened failed", {
        cause: errors[0],
      });
  }
}
