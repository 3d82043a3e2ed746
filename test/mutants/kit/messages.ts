/** What a process that runs the kit is told, and what it answers. */
import type { DefectName } from "../../../generator/src/conformance/mutation/mutation.ts";
import type { Run } from "../scoring/run-kit.ts";

export interface Order {
  readonly packageRoot: string;
  /** Absent: the model provider. */
  readonly providerModule: string | undefined;
  readonly families: readonly string[];
  /** All of the families, if none are named. */
  readonly ids: readonly string[];
  /** All of them are run, whatever fails. */
  readonly whole: boolean;
  /** Their failures show nothing. */
  readonly excused: ReadonlySet<string>;
  readonly defects: readonly DefectName[];
  /** In processes of the kit's own, whose ends count too. */
  readonly alone: boolean;
}

/** `partly`: enough has failed, and the rest is still under way in a process that is of no more use. */
export type Answer =
  { readonly run: Run; readonly partly?: true } | { readonly error: string };

/** A provider may send messages of its own. */
export function isAnswer(value: unknown): value is Answer {
  return (
    typeof value === "object" &&
    value !== null &&
    ("run" in value || "error" in value)
  );
}

export function isOrder(value: unknown): value is Order {
  return typeof value === "object" && value !== null && "packageRoot" in value;
}
