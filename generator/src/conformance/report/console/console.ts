/** Tells a person at a terminal, or a log, how a run goes. @module */
import { colorsFor, type Io, type Sink } from "../../../terminal/io.ts";
import type { RunResult, Verdict } from "../../run/verdict.ts";
import type { Reporter, RunStart } from "../reporter.ts";
import { summarize } from "../summary/summary.ts";
import { line } from "../text.ts";
import { clipped } from "./layout.ts";
import { Progress } from "./progress.ts";
import { summaryText } from "./words.ts";

/** What a console report needs of the outside. */
export interface ConsoleIo {
  readonly stdout: Sink & { readonly columns?: number };
  readonly env: Io["env"];
  /** Milliseconds from any start. */
  now(): number;
}

/** How often a line on a terminal is written anew, at most, in milliseconds. */
const PAUSE = 100;

/**
 * On a terminal one line follows the run; elsewhere there is a line when a family is through. What came of it all is
 * said at the end. The colours follow the stream and the environment, unless they are not wanted.
 */
export function consoleReporter(io: ConsoleIo, wantColor = true): Reporter {
  return new ConsoleReporter(io, wantColor);
}

class ConsoleReporter implements Reporter {
  readonly #io: ConsoleIo;
  readonly #colors: ReturnType<typeof colorsFor>;
  #progress: Progress | undefined;
  #written: number = -Infinity;

  constructor(io: ConsoleIo, wantColor: boolean) {
    this.#io = io;
    this.#colors = colorsFor(io.stdout, io, wantColor);
  }

  start(run: RunStart): void {
    this.#progress = new Progress(run.plan);
    this.#written = -Infinity;
    const what = `${line(run.table.title)}: ${line(run.provider)} (${run.mode})`;
    this.#io.stdout.write(`${what}, ${run.plan.length} tests\n`);
  }

  verdict(verdict: Verdict): void {
    const through = this.#progress?.add(verdict);
    if (this.#follows) this.#follow();
    else if (through !== undefined) this.#io.stdout.write(`${through}\n`);
  }

  end(result: RunResult): void {
    if (this.#follows) this.#io.stdout.write("\r\u001b[K");
    this.#progress = undefined;
    const text = summaryText(summarize(result), this.#colors);
    this.#io.stdout.write(`\n${text}`);
  }

  get #follows(): boolean {
    const { stdout, env } = this.#io;
    return stdout.isTTY === true && env["TERM"] !== "dumb" && !env["CI"];
  }

  #follow(): void {
    const now = this.#io.now();
    if (this.#progress === undefined || now - this.#written < PAUSE) return;
    this.#written = now;
    const text = clipped(
      this.#progress.text(),
      (this.#io.stdout.columns ?? 80) - 1,
    );
    this.#io.stdout.write(`\r\u001b[K${text}`);
  }
}
