/** What is known of another generator. @module */
import type { PlannedCategory, Scalar } from "../tables/table.ts";

/** A generator that is installed for the measurement, in exactly this version. */
export interface Rival {
  readonly name: string;
  readonly packages: Readonly<Record<string, string>>;
  /** The first major version of Node that it runs on, if that is a later one than captable's. */
  readonly node?: number;
  /** A program that runs it, if it has none that Node could start. */
  readonly driver?: string;
  /** What is run, from the folder that it is installed in. */
  readonly program: string;
  readonly input: Input;
  /** The name of what it writes. One without an ending is a folder. */
  readonly output: string;
  args(run: RivalRun): readonly string[];
}

/** A table in another language. */
export interface Input {
  /** The file or the folder that a program is given. */
  readonly name: string;
  /** Its text, or all files of the folder by their names. */
  text(
    categories: readonly PlannedCategory[],
  ): string | ReadonlyMap<string, string>;
}

/** The paths of one run. */
export interface RivalRun {
  readonly input: string;
  readonly output: string;
  /** Where it is installed. */
  readonly folder: string;
  /** The Node that runs it. */
  readonly node: string;
}

/** The name of a type in another language. */
export type Names = Readonly<Record<Scalar, string>>;

/** With a capital, as types have it. */
export function titled(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
