/** Prints for people: findings to one stream, complaints to the other. @module */
import { colorsFor, visible, type Colors, type Io } from "../terminal/io.ts";

/** Prints lines to the streams of a run. Control characters in them are made visible. */
export interface Printer {
  readonly out: Stream;
  readonly err: Stream;
}

/** One stream, with the colours that it can show. */
export interface Stream {
  readonly colors: Colors;
  line(text?: string): void;
}

/** Makes the printer of a run. */
export function createPrinter(io: Io, wantColor: boolean): Printer {
  const stream = (sink: Io["stdout"]): Stream => {
    const colors = colorsFor(sink, io, wantColor);
    return {
      colors,
      line: (text = "") => sink.write(`${text}\n`),
    };
  };
  return { out: stream(io.stdout), err: stream(io.stderr) };
}

/** `1 file`, `2 files`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** Prints a unified diff, in colours if the stream shows them. */
export function printDiff(stream: Stream, diff: string): void {
  const { bold, red, green, cyan } = stream.colors;
  for (const line of visible(diff).trimEnd().split("\n")) {
    if (/^(?:---|\+\+\+) /.test(line)) stream.line(bold(line));
    else if (line.startsWith("-")) stream.line(red(line));
    else if (line.startsWith("+")) stream.line(green(line));
    else if (line.startsWith("@@")) stream.line(cyan(line));
    else stream.line(line);
  }
}
