/** Text of tables and providers, made fit to be shown. Nothing in it moves a cursor or turns the direction of reading. @module */
import { visible } from "../../terminal/io.ts";

/** Text in lines. What no document may hold, half a surrogate pair for one, is replaced. */
export function lines(text: string): string {
  return visible(text.replace(/\r\n?/g, "\n"))
    .replace(/[\p{Surrogate}\ufffe\uffff]/gu, "\ufffd")
    .replaceAll("\t", "    ")
    .trimEnd();
}

/** Text in one line. */
export function line(text: string): string {
  return lines(text).replace(/\s+/g, " ").trim();
}

/** A length of time as people read it. */
export function duration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** An argument of a command line, quoted if a shell would read something into it. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text)
    ? text
    : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
