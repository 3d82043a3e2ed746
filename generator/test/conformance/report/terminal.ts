/** A terminal, or a file, that keeps what is written to it. */
import {
  consoleReporter,
  type ConsoleIo,
} from "../../../src/conformance/report/index.ts";
import type { RunResult } from "../../../src/conformance/run/verdict.ts";

export interface Kept {
  readonly io: ConsoleIo;
  readonly text: () => string;
  /** Lets time pass, in milliseconds. */
  readonly pass: (time: number) => void;
}

export function keeping(
  isTTY: boolean,
  env: ConsoleIo["env"] = {},
  columns?: number,
): Kept {
  let text = "";
  let now = 0;
  return {
    io: {
      stdout: {
        isTTY,
        ...(columns !== undefined && { columns }),
        write: (more) => {
          text += more;
        },
      },
      env,
      now: () => now,
    },
    text: () => text,
    pass: (time) => {
      now += time;
    },
  };
}

/** What a log gets of a whole run. */
export function consoleOf(
  result: RunResult,
  kept: Kept = keeping(false),
): string {
  const reporter = consoleReporter(kept.io);
  reporter.start(result);
  for (const verdict of result.verdicts) {
    kept.pass(40);
    reporter.verdict(verdict);
  }
  reporter.end(result);
  return kept.text();
}
