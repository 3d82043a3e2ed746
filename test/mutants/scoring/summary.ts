/** What is told of a proof: figures, survivors, and which tests were sharp. */
import type { Judgement } from "./judge.ts";
import { type Alibis, groupOf } from "./score.ts";

export interface Summary {
  readonly all: number;
  readonly killed: number;
  readonly elsewhere: number;
  readonly survived: number;
  readonly unsteady: number;
  readonly broken: number;
  /** Of those that could be tried, how many were noticed: from 0 to 1. */
  readonly score: number;
  /** By the family that should notice. */
  readonly families: Readonly<Record<string, Count>>;
  /** By what they are faults of. */
  readonly groups: Readonly<Record<string, Count>>;
  /** Of those whose clause is known, how many were noticed by a test that names it. */
  readonly named: Count;
  /** The tests that fail without any fault, and were not heard. */
  readonly excused: readonly string[];
  readonly judgements: readonly Judgement[];
}

/** Faults, and how many of them were noticed; in milliseconds what that took. */
export interface Count {
  readonly all: number;
  readonly killed: number;
  readonly noticed: number;
  readonly time: number;
}

const NOTICED: ReadonlySet<Judgement["outcome"]> = new Set([
  "killed",
  "elsewhere",
]);

export function summary(
  judgements: readonly Judgement[],
  alibis: Alibis = new Map(),
): Summary {
  const count = (outcome: Judgement["outcome"]): number =>
    judgements.filter((one) => one.outcome === outcome).length;
  const [killed, elsewhere] = [count("killed"), count("elsewhere")];
  const broken = count("broken");
  const tried = judgements.length - broken;
  return {
    all: judgements.length,
    killed,
    elsewhere,
    survived: count("survived"),
    unsteady: count("unsteady"),
    broken,
    score: tried === 0 ? 0 : (killed + elsewhere) / tried,
    families: counts(judgements, ({ family }) => family),
    groups: counts(judgements, groupOf),
    named: clauses(judgements),
    excused: [...alibis].flatMap(([group, failing]) =>
      failing.map(({ id }) => `${group}: ${id}`),
    ),
    judgements,
  };
}

function counts(
  judgements: readonly Judgement[],
  keyOf: (suspect: Judgement["suspect"]) => string,
): Readonly<Record<string, Count>> {
  const groups: Record<string, Judgement[]> = {};
  for (const one of judgements) (groups[keyOf(one.suspect)] ??= []).push(one);
  return Object.fromEntries(
    Object.entries(groups).map(([key, all]) => [key, countOf(all)]),
  );
}

function countOf(judgements: readonly Judgement[]): Count {
  return {
    all: judgements.length,
    killed: judgements.filter(({ outcome }) => outcome === "killed").length,
    noticed: judgements.filter(({ outcome }) => NOTICED.has(outcome)).length,
    time: Math.round(judgements.reduce((sum, { time }) => sum + time, 0)),
  };
}

function clauses(judgements: readonly Judgement[]): Count {
  const known = judgements.filter(({ named }) => named !== undefined);
  const named = known.filter((one) => one.named);
  return { ...countOf(named), all: known.length };
}

/** Whether a mutant was noticed, and none was broken. */
export function isSharp({ all, broken, killed, elsewhere }: Summary): boolean {
  return all > 0 && broken === 0 && killed + elsewhere === all;
}

/** In per cent, rounded down: all means all. */
export function percent(score: number): string {
  return `${Math.floor(score * 1000) / 10} %`;
}

export function markdown(of: Summary): string {
  const lines = [
    "# The proof of teeth",
    "",
    `${of.killed + of.elsewhere} of ${of.all - of.broken} deliberate faults are noticed: ${percent(of.score)}.`,
    "",
    ...tableOf("Faults of", of.groups),
    ...tableOf("Family that should notice", of.families),
    ...(of.excused.length === 0
      ? []
      : [
          `Not heard, because they fail anyway: ${of.excused.length} tests.`,
          "",
        ]),
    ...section("Survivors", of, ["survived", "unsteady"]),
    ...section("Noticed by another family only", of, ["elsewhere"]),
    ...section("Broken mutants", of, ["broken"]),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function tableOf(
  title: string,
  of: Readonly<Record<string, Count>>,
): readonly string[] {
  return [
    `| ${title} | Faults | Noticed by that family | Noticed |`,
    "| --- | ---: | ---: | ---: |",
    ...Object.entries(of).map(
      ([key, { all, killed, noticed }]) =>
        `| ${key} | ${all} | ${killed} | ${noticed} |`,
    ),
    "",
  ];
}

function section(
  title: string,
  { judgements }: Summary,
  outcomes: readonly Judgement["outcome"][],
): readonly string[] {
  const found = judgements.filter(({ outcome }) => outcomes.includes(outcome));
  if (found.length === 0) return [];
  return [`## ${title}`, "", ...found.map((one) => `- ${line(one)}`), ""];
}

/** A judgement in one line. */
export function line({
  suspect,
  outcome,
  killers,
  message,
}: Judgement): string {
  const { id, provider, family, what } = suspect;
  const by = killers.length === 0 ? "" : ` by ${some(killers)}`;
  const why = message === undefined ? "" : `: ${message}`;
  return `${id} (${provider}, ${family}) ${outcome}${by}${why}: ${what}`;
}

function some(killers: readonly string[]): string {
  const [first = "", ...others] = killers;
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
