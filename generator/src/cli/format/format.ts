/** How a run tells what came of it. @module */
import type { Checked } from "../check.ts";
import type { Core } from "../core.ts";
import type { Generated } from "../generate.ts";
import type { Io } from "../../terminal/io.ts";
import type { TargetArguments } from "../targets.ts";

/** The formats that a run can be told to use. */
export const FORMATS = ["text", "json", "github", "sarif"] as const;

export type FormatName = (typeof FORMATS)[number];

/** What a format knows of the run besides its result. */
export interface Run {
  readonly io: Io;
  /** Loads the core, which a run of which nothing came does not. */
  readonly load: () => Promise<Core>;
  readonly given: TargetArguments;
  readonly color: boolean;
  /** Whether changed files are shown with their diffs. */
  readonly diff: boolean;
}

/** Why a run came to nothing. */
export interface Failure {
  /** A wrong call, or a bug of captable. */
  readonly kind: "usage" | "bug";
  readonly message: string;
  /** The same for people, as it is printed. */
  readonly text: string;
}

/** One way of telling. */
export interface Format {
  generated(result: Generated, run: Run): Promise<void>;
  checked(result: Checked, run: Run): Promise<void>;
  failed(failure: Failure, io: Io): Promise<void>;
}

/** Loads a format. Most runs need the first one only. */
export async function loadFormat(name: FormatName): Promise<Format> {
  switch (name) {
    case "text":
      return (await import("./text.ts")).text;
    case "json":
      return (await import("./json.ts")).json;
    case "github":
      return (await import("./github.ts")).github;
    case "sarif":
      return (await import("./sarif.ts")).sarif;
  }
}

/** The format that the arguments ask for, also where they are wrong and commander has not read them to their end. */
export function formatOf(argv: readonly string[]): FormatName {
  const own = argv.includes("--") ? argv.slice(0, argv.indexOf("--")) : argv;
  const named = own.flatMap((word, index) =>
    word === "--format" ? own.slice(index + 1, index + 2) : valueOf(word),
  );
  const last = named.at(-1) ?? (own.includes("--json") ? "json" : "text");
  return FORMATS.find((name) => name === last) ?? "text";
}

function valueOf(word: string): readonly string[] {
  return /^--format=/.test(word) ? [word.slice("--format=".length)] : [];
}
