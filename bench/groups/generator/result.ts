/** What the measurement of the generator gives, as it is kept. @module */
import type { Runs } from "../../measure/interleave.ts";
import type { Missing } from "./contenders.ts";

export interface GeneratorResult {
  readonly wsk: Readonly<Record<string, Runs>>;
  readonly sizes: readonly SizeResult[];
  /** Rivals that could not be run at all. */
  readonly missing: readonly Missing[];
}

/** All programs on a table of one size. */
export interface SizeResult {
  readonly categories: number;
  readonly functions: number;
  readonly programs: readonly ProgramResult[];
  readonly failed: readonly Failure[];
}

export interface ProgramResult {
  readonly name: string;
  /** The version that it ran on. */
  readonly node: string;
  readonly rival: boolean;
  readonly runs: Runs;
}

/** A program that did not get to the end of a table. */
export interface Failure {
  readonly name: string;
  readonly node: string;
  readonly rival: boolean;
  readonly why: string;
}
