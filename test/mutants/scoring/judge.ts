/** Whether the kit notices a fault. */
import type { DefectName } from "../../../generator/src/conformance/mutation/mutation.ts";
import type { FamilyName } from "../../../generator/src/conformance/plan/planned.ts";
import {
  GOOD,
  type Verdict,
} from "../../../generator/src/conformance/run/verdict.ts";
import type { Run, RunKit } from "./run-kit.ts";

/** Something with a fault in it that can be put to the test. */
export interface Suspect {
  readonly id: string;
  /** What it is a fault of: the path of a table, or `hand-made`. */
  readonly of: string;
  /** The kind of fault, if it is one of many. */
  readonly operator?: string;
  readonly what: string;
  /** The family that should notice. */
  readonly family: FamilyName;
  readonly clause?: string;
  /** With what it is tried: `node`, `memory`, `model`. */
  readonly provider: string;
  readonly defects?: readonly DefectName[];
  /** Only the end of a process in which nothing else has been shows it. */
  readonly alone?: boolean;
  /** Builds it; what is built is left when the judgement is over. */
  readonly build: () => Promise<Prepared>;
}

export interface Prepared {
  readonly packageRoot: string;
  readonly providerModule: string | undefined;
  readonly dispose: () => Promise<void>;
}

export interface Judgement {
  readonly suspect: Omit<Suspect, "build">;
  /**
   * `killed`: by the family that should. `elsewhere`: by another one only. `unsteady`: in one of two runs, which counts as
   * survived. `broken`: it could not even be built or run, which counts for nothing and is an error of the mutant.
   */
  readonly outcome: "killed" | "elsewhere" | "unsteady" | "survived" | "broken";
  /** The tests that noticed, both times. */
  readonly killers: readonly string[];
  /** What the first of them has said. */
  readonly said?: string;
  /**
   * Whether a test that noticed has named a clause: that of the row which is broken, or of what it was tested with. Absent
   * if no row names one.
   */
  readonly named?: boolean;
  /** Why it is broken. */
  readonly message?: string;
  /** In milliseconds. */
  readonly time: number;
}

export interface Circumstances {
  /** Tests that fail without any fault, and therefore show nothing. */
  readonly excused?: ReadonlySet<string>;
  /** The test of the family that should notice which has noticed before. */
  readonly likely?: string | undefined;
}

/**
 * Tries a suspect: with the test that is likely to notice, then with the family that should, and at last with all of them,
 * until something does. Only what is noticed twice by the same test counts; the model does the same each time, so that once
 * is enough.
 */
export async function judge(
  suspect: Suspect,
  runKit: RunKit,
  now: () => number,
  { excused = new Set(), likely }: Circumstances = {},
): Promise<Judgement> {
  const start = now();
  const { build, ...told } = suspect;
  const done = (
    outcome: Judgement["outcome"],
    killers: readonly Verdict[] = [],
    message?: string,
  ): Judgement => ({
    suspect: told,
    outcome,
    ...testimony(suspect, killers),
    ...(message !== undefined && { message }),
    time: now() - start,
  });
  let prepared: Prepared | undefined;
  try {
    prepared = await build();
    const run = runner(prepared, suspect, runKit, excused);
    const noticed = suspect.provider === "model" ? noticedOnce : noticedTwice;
    if (likely !== undefined) {
      const known = await noticed(() => run([suspect.family], [likely]));
      if (known.steady.length > 0) return done("killed", known.steady);
    }
    const own = await noticed((ids) => run([suspect.family], ids));
    if (own.steady.length > 0) return done("killed", own.steady);
    const all = await noticed((ids) => run(undefined, ids));
    const byFamily = all.steady.filter(({ id }) =>
      id.startsWith(`${suspect.family}/`),
    );
    if (byFamily.length > 0) return done("killed", byFamily);
    if (all.steady.length > 0) return done("elsewhere", all.steady);
    return done(own.once || all.once ? "unsteady" : "survived");
  } catch (error) {
    return done("broken", [], String(error));
  } finally {
    await prepared?.dispose();
  }
}

/** What the tests that noticed have to say. */
function testimony(
  { clause }: Suspect,
  killers: readonly Verdict[],
): Pick<Judgement, "killers" | "said" | "named"> {
  const said = killers[0]?.message;
  // How a process ends is of no clause.
  const tests = killers.filter(({ id }) => !/\/(process|exit)$/.test(id));
  const named = tests.some(namesClause);
  return {
    killers: killers.map(({ id }) => id),
    ...(said !== undefined && { said }),
    ...(clause !== undefined && tests.length > 0 && { named }),
  };
}

interface Noticed {
  /** The tests that failed in both runs. */
  readonly steady: readonly Verdict[];
  /** Whether any failed in any run. */
  readonly once: boolean;
}

type Runner = (
  families: readonly FamilyName[] | undefined,
  ids?: readonly string[],
) => Promise<readonly Verdict[]>;

/** Runs families of tests; gives what fails because of the fault. */
function runner(
  { packageRoot, providerModule }: Prepared,
  { defects, alone = false }: Suspect,
  runKit: RunKit,
  excused: ReadonlySet<string>,
): Runner {
  return async (families, ids) => {
    const run = await runKit(packageRoot, providerModule, {
      ...(families !== undefined && { families }),
      // What a process is left with is not the doing of the test that says so.
      ...(ids !== undefined && !alone && { ids }),
      alone,
      excused,
      ...(defects !== undefined && { defects }),
    });
    return failed(run).filter(({ id }) => !excused.has(id));
  };
}

/** Of what has failed, so much is tried again: that it fails again is all there is to know. */
const AGAIN = 4;

/** Of what has failed, what says most, and does so at once. */
function best(failures: readonly Verdict[]): readonly Verdict[] {
  return failures
    .toSorted(
      (a, b) =>
        Number(namesClause(b)) - Number(namesClause(a)) || a.time - b.time,
    )
    .slice(0, AGAIN);
}

function namesClause({ message = "" }: Verdict): boolean {
  return /\bclause \S/.test(message);
}

type RunSome = (ids?: readonly string[]) => Promise<readonly Verdict[]>;

async function noticedOnce(run: RunSome): Promise<Noticed> {
  const steady = best(await run());
  return { steady, once: steady.length > 0 };
}

async function noticedTwice(run: RunSome): Promise<Noticed> {
  const first = best(await run());
  if (first.length === 0) return { steady: [], once: false };
  const again = await run(first.map(({ id }) => id));
  const second = new Set(again.map(({ id }) => id));
  return { steady: first.filter(({ id }) => second.has(id)), once: true };
}

/** The tests that did not go as they should. */
export function failed({ verdicts }: Run): readonly Verdict[] {
  return verdicts.filter(({ kind }) => !GOOD.has(kind));
}
