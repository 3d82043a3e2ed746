/** Tries all suspects, a few at a time. */
import type { Verdict } from "../../../generator/src/conformance/run/verdict.ts";
import { failed, judge, type Judgement, type Suspect } from "./judge.ts";
import type { RunKit } from "./run-kit.ts";

export interface ScoreOptions {
  readonly runKit: RunKit;
  /** How many are tried at once. */
  readonly workers: number;
  readonly alibis: Alibis;
  /** The test to begin with. */
  readonly likely?: (suspect: Suspect) => string | undefined;
  readonly now: () => number;
  /** Told of each judgement as it falls. */
  readonly told: (judgement: Judgement, done: number, all: number) => void;
}

/** Judges suspects; the judgements come in the order of the suspects. */
export async function judgeAll(
  suspects: readonly Suspect[],
  { runKit, workers, alibis, likely, now, told }: ScoreOptions,
): Promise<readonly Judgement[]> {
  const judgements = new Map<number, Judgement>();
  const rest = [...suspects.entries()];
  const work = async (): Promise<void> => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
      const [index, suspect] = next;
      const failing = alibis.get(groupOf(suspect)) ?? [];
      const excused = new Set(failing.map(({ id }) => id));
      const judgement = await judge(suspect, runKit, now, {
        excused,
        likely: likely?.(suspect),
      });
      judgements.set(index, judgement);
      told(judgement, judgements.size, suspects.length);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return [...judgements].sort(([a], [b]) => a - b).map(([, one]) => one);
}

/** What is wrong without any fault, by what it is of and with which provider: see {@link groupOf}. */
export type Alibis = ReadonlyMap<string, readonly Verdict[]>;

/** What is tried together: a fault is one of a table or of the workspace, with one provider. */
export function groupOf({ of, provider }: Omit<Suspect, "build">): string {
  return `${of} (${provider})`;
}

/**
 * What has no fault must pass: a test that fails anyway shows nothing.
 *
 * @param innocent - of each group the one without any fault
 */
export async function alibis(
  innocent: readonly Suspect[],
  runKit: RunKit,
): Promise<Alibis> {
  const found = new Map<string, readonly Verdict[]>();
  for (const one of innocent) {
    const { packageRoot, providerModule, dispose } = await one.build();
    try {
      const run = await runKit(packageRoot, providerModule, { whole: true });
      if (run.plan.length === 0)
        throw new Error(`${groupOf(one)}: nothing is planned`);
      found.set(groupOf(one), failed(run));
    } finally {
      await dispose();
    }
  }
  return found;
}
