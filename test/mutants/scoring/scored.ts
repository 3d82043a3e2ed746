/** What has come of the proof, as it is kept: without times, and without what was noticed as it should be. */
import type { Judgement } from "./judge.ts";
import { type Alibis, groupOf } from "./score.ts";

/** Faults, and how many of them were noticed: by the family that should, and by any. */
export interface Tally {
  readonly all: number;
  readonly killed: number;
  readonly noticed: number;
}

/** The faults of one table, or of the workspace, with one provider. */
export interface Group {
  readonly families: Readonly<Record<string, Tally>>;
  readonly operators: Readonly<Record<string, Tally>>;
  readonly survivors: readonly Exception[];
  readonly elsewhere: readonly Exception[];
  /** The tests that fail without any fault, and are not heard. */
  readonly excused: readonly string[];
}

export interface Exception {
  readonly id: string;
  readonly family: string;
  readonly what: string;
  /** The family that has noticed. */
  readonly by?: string;
}

/** By what it is of, and with which provider. */
export type Scored = Readonly<Record<string, Group>>;

export function scored(
  judgements: readonly Judgement[],
  alibis: Alibis,
): Scored {
  return Object.fromEntries(
    [...alibis].map(([name, failing]) => {
      const own = judgements.filter(({ suspect }) => groupOf(suspect) === name);
      return [
        name,
        group(
          own,
          failing.map(({ id }) => id),
        ),
      ];
    }),
  );
}

function group(
  judgements: readonly Judgement[],
  excused: readonly string[],
): Group {
  const having = (...outcomes: readonly Judgement["outcome"][]): Exception[] =>
    judgements.filter((one) => outcomes.includes(one.outcome)).map(exception);
  return {
    families: tallies(judgements, ({ family }) => family),
    operators: tallies(judgements, ({ operator }) => operator),
    survivors: having("survived", "unsteady", "broken"),
    elsewhere: having("elsewhere"),
    excused,
  };
}

function exception({ suspect, killers }: Judgement): Exception {
  const { id, family, what } = suspect;
  const by = killers[0]?.split("/")[0];
  return { id, family, what, ...(by !== undefined && { by }) };
}

function tallies(
  judgements: readonly Judgement[],
  keyOf: (suspect: Judgement["suspect"]) => string | undefined,
): Readonly<Record<string, Tally>> {
  const found = new Map<string, Tally>();
  for (const { suspect, outcome } of judgements) {
    const key = keyOf(suspect);
    if (key === undefined) continue;
    const one = {
      all: 1,
      killed: Number(outcome === "killed"),
      noticed: Number(outcome === "killed" || outcome === "elsewhere"),
    };
    found.set(key, sum([found.get(key) ?? NONE, one]));
  }
  return Object.fromEntries(
    [...found].sort(([a], [b]) => (a < b ? -1 : Number(a > b))),
  );
}

const NONE: Tally = { all: 0, killed: 0, noticed: 0 };

export function sum(tallies: Iterable<Tally>): Tally {
  let { all, killed, noticed } = NONE;
  for (const one of tallies) {
    all += one.all;
    killed += one.killed;
    noticed += one.noticed;
  }
  return { all, killed, noticed };
}

/** The operators, or families, of several groups put together. */
export function together(
  groups: Iterable<Readonly<Record<string, Tally>>>,
): Readonly<Record<string, Tally>> {
  const found: Record<string, Tally> = {};
  for (const one of groups) {
    for (const [key, tally] of Object.entries(one))
      found[key] = sum([found[key] ?? NONE, tally]);
  }
  return found;
}
