/** What the command line says of a conformance run. @module */
import { InvalidArgumentError } from "commander";

/** How the result is told on stdout. */
export const CONFORMANCE_FORMATS = ["text", "json", "junit"] as const;

export interface ConformanceArguments {
  readonly color: boolean;
  readonly format: (typeof CONFORMANCE_FORMATS)[number];
  /** The module of a provider; without it, the model is run. */
  readonly provider?: string;
  /** The name or the folder of an emitted package. */
  readonly package?: string;
  readonly config?: string;
  readonly family?: readonly string[];
  readonly id?: readonly string[];
  readonly checked?: boolean;
  readonly seed?: number;
  readonly jobs?: number;
  /** Where reports are written. */
  readonly report?: string;
}

/** Collects an option that may be given more than once, and hold several names with commas between them. */
export function names(
  text: string,
  before: readonly string[] = [],
): readonly string[] {
  return [...before, ...text.split(",").filter((name) => name !== "")];
}

/** Collects an option that may be given more than once. */
export function several(
  text: string,
  before: readonly string[] = [],
): readonly string[] {
  return [...before, text];
}

/** A whole number from one to another. */
export function whole(from: number, to: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
    if (number >= from && number <= to) return number;
    throw new InvalidArgumentError(
      `It must be a whole number from ${from} to ${to}.`,
    );
  };
}
