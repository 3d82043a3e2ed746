/** What mends what was found. @module */
import type { Refusal } from "../output/ownership.ts";
import type { Inspection } from "./inspect.ts";
import type { TargetArguments } from "./targets.ts";

/** What there is to do about stale packages. */
export interface Mending {
  /** Whether the command would write anything. */
  readonly writes: boolean;
  /** Whether it has to overwrite what was edited, or is not captable's own. */
  readonly overwrites: boolean;
  readonly command: string;
}

/** What mends stale packages, all at once. */
export function mendingOf(
  stale: readonly {
    readonly inspection?: Inspection;
    readonly interrupted: boolean;
  }[],
  given: TargetArguments,
): Mending {
  const inspections = stale.flatMap(({ inspection }) => inspection ?? []);
  const writes =
    stale.some(({ interrupted }) => interrupted) ||
    inspections.some(
      (it) => it.deletions.length > 0 || it.changes.some(isToWrite),
    );
  const overwrites = inspections.some(({ refusals }) =>
    refusals.some(({ reason }) => isOverwritten(reason)),
  );
  return { writes, overwrites, command: mendCommand(given, overwrites) };
}

function isToWrite({ kind }: Inspection["changes"][number]): boolean {
  return kind === "missing" || kind === "changed";
}

function isOverwritten(reason: Refusal["reason"]): boolean {
  return reason !== "obstacle";
}

/** `npx captable generate` with what the run was given, so that it can be copied. */
export function mendCommand(given: TargetArguments, force: boolean): string {
  const words = ["npx", "captable", "generate"];
  if (given.table !== undefined) words.push(quoted(given.table));
  if (given.output !== undefined) words.push("--output", quoted(given.output));
  if (given.config !== undefined) words.push("--config", quoted(given.config));
  if (force) words.push("--force");
  return words.join(" ");
}

function quoted(word: string): string {
  return /^[\w@./:=+-]+$/.test(word) ? word : `"${word}"`;
}
