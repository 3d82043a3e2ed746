/** What the command line touches of the outside, so that a test can stand in for it. @module */
import picocolors from "picocolors";
import type { Disk } from "../output/disk.ts";

/** A stream to write text to; `process.stdout` is one. */
export interface Sink {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** The outside of one run. */
export interface Io {
  /** Absolute. */
  readonly cwd: string;
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where packages are written. */
  readonly disk: Disk;
  /** Milliseconds from any start. */
  now(): number;
  /** Waits until whoever runs captable wants it to end. */
  ended(): Promise<void>;
}

/** Wraps text in colour, or leaves it as it is. */
export type Colors = ReturnType<typeof picocolors.createColors>;

/** The colours for one stream. `--no-color` and `NO_COLOR` win over everything, `FORCE_COLOR` over a pipe. */
export function colorsFor(
  sink: Sink,
  io: Pick<Io, "env">,
  wanted: boolean,
): Colors {
  return picocolors.createColors(wanted && mayColor(sink, io.env));
}

function mayColor(sink: Sink, env: Io["env"]): boolean {
  if (isSet(env["NO_COLOR"])) return false;
  if (isSet(env["FORCE_COLOR"])) return env["FORCE_COLOR"] !== "0";
  return sink.isTTY === true && env["TERM"] !== "dumb";
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}

/** Makes control characters visible: what is on disk must not move the cursor, or turn the text, of whoever reads. */
export function visible(text: string): string {
  return text.replaceAll(INVISIBLE, (char) => {
    if (char === "\r") return String.raw`\r`;
    const code = char.charCodeAt(0).toString(16);
    return code.length > 2
      ? String.raw`\u${code.padStart(4, "0")}`
      : String.raw`\x${code.padStart(2, "0")}`;
  });
}

/** Control characters but for tab and line break, and those that change the direction of text. */
const INVISIBLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
