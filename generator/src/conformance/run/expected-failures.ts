/** Failures that are known, and held to what is said of them. @module */
import type { PlannedTest } from "../plan/planned.ts";
import { wrong } from "./accounts.ts";
import { byId } from "./by-id.ts";
import { GOOD, type Verdict } from "./verdict.ts";

/** A test that is known to fail. It is stale, and fails the run, if it passes, fails otherwise, is not planned, or has expired. */
export interface ExpectedFailure {
  readonly id: string;
  /** Part of the message of the failure. */
  readonly message: string;
  readonly reason: string;
  readonly link: string;
  /** The last day on which it is accepted: `2027-06-30`. */
  readonly expires: string;
}

const KEYS = ["id", "message", "reason", "link", "expires"] as const;

/** The list that a provider exports, or every reason why it is none. */
export type ExpectedCheck =
  | { readonly expected: readonly ExpectedFailure[] }
  | { readonly problems: readonly [string, ...string[]] };

/** Checks the form of what a provider exports; what has gone stale is found by the run. */
export function checkExpected(value: unknown): ExpectedCheck {
  if (!Array.isArray(value))
    return { problems: ["expectedFailures: expected a list"] };
  const entries: readonly unknown[] = value;
  const problems = entries.flatMap((entry, index) =>
    entryProblems(entry).map((it) => `expectedFailures[${index}]: ${it}`),
  );
  const [first, ...rest] = problems;
  if (first !== undefined) return { problems: [first, ...rest] };
  return { expected: entries.filter(isEntry) };
}

function isEntry(entry: unknown): entry is ExpectedFailure {
  return entryProblems(entry).length === 0;
}

function entryProblems(entry: unknown): readonly string[] {
  if (typeof entry !== "object" || entry === null)
    return ["expected an object"];
  const members = new Map<string, unknown>(Object.entries(entry));
  const unknown = [...members.keys()]
    .filter((key) => !KEYS.some((known) => known === key))
    .map((key) => `unknown key "${key}"; known: ${KEYS.join(", ")}`);
  const bad = KEYS.filter((key) => {
    const text = members.get(key);
    return typeof text !== "string" || text.trim() === "";
  }).map((key) => `${key}: expected a text that says something`);
  if (unknown.length + bad.length > 0) return [...unknown, ...bad];
  const expires = String(members.get("expires"));
  return isDay(expires)
    ? []
    : [`expires: "${expires}" is not a day such as 2027-06-30`];
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text);
}

/** Knows what is expected to fail, on one day. */
export class ExpectedFailures {
  readonly #entries: ReadonlyMap<string, readonly ExpectedFailure[]>;
  readonly #today: string;

  constructor(entries: readonly ExpectedFailure[], now: Date) {
    this.#entries = byId(entries);
    this.#today = now.toISOString().slice(0, 10);
  }

  /** What comes of a test once it is compared with what was expected of it. */
  judge(verdict: Verdict): Verdict {
    const [entry, ...more] = this.#entries.get(verdict.id) ?? [];
    if (entry === undefined) return verdict;
    const stale = (why: string): Verdict => ({
      ...verdict,
      kind: "stale",
      message: found(verdict, why),
    });
    if (more.length > 0)
      return stale(`there are ${more.length + 1} expected failures for it`);
    if (GOOD.has(verdict.kind))
      return stale(
        `it is expected to fail, and its verdict is ${verdict.kind}`,
      );
    if (!(verdict.message ?? "").includes(entry.message))
      return stale(`it is expected to fail with "${entry.message}"`);
    if (entry.expires < this.#today)
      return stale(`that it may fail has expired on ${entry.expires}`);
    return { ...verdict, kind: "expected" };
  }

  /** Entries for tests that the whole plan does not have. */
  unplanned(plan: readonly PlannedTest[]): readonly Verdict[] {
    const ids = new Set(plan.map(({ id }) => id));
    return [...this.#entries.keys()]
      .filter((id) => !ids.has(id))
      .map((id) =>
        wrong("stale", id, "it is expected to fail, and is not planned"),
      );
  }
}

function found({ message }: Verdict, why: string): string {
  return message === undefined ? why : `${why}; found: ${message}`;
}
