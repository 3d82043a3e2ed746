/** Goes through the lines of a file for the quick reader. @module */
import { giveUp } from "./unusual.ts";

/** Letters and signs with which a plain scalar may begin, whatever is around it. */
const PLAIN_START = /[A-Za-z0-9_$./+(<^=;~\u00a1-\ud7ff]/;
const SPACES = / */y;
/** What may follow a value in its line. */
const LINE_END = /(?: +#[^\n]*)?(?:\n|$)/y;

/** A place in a text, and how far the line of that place is indented. */
export class Lines {
  readonly text: string;
  /** The nodes that have been read. */
  nodes = 0;
  readonly #mostNodes: number;
  /** Where the reader is. After {@link nextLine}, the first character of a line. */
  at = 0;
  /** Where the value that was read last ends, together with what follows it in its line. */
  reach = 0;
  /** How far the current line is indented; -1 at the end of the file. */
  indent = -1;

  constructor(text: string, mostNodes: number) {
    this.text = text;
    this.#mostNodes = mostNodes;
  }

  /** Counts nodes that are about to be read. */
  count(nodes: number): void {
    this.nodes += nodes;
    if (this.nodes > this.#mostNodes) giveUp();
  }

  get char(): string {
    return this.text.charAt(this.at);
  }

  /** Where a pattern that sticks to the place ends; -1 if it does not fit there. */
  endOf(pattern: RegExp): number {
    pattern.lastIndex = this.at;
    return pattern.test(this.text) ? pattern.lastIndex : -1;
  }

  skipSpaces(): void {
    this.at = this.endOf(SPACES);
  }

  /**
   * From the beginning of a line to the next line that says something. Whether there were comments on the way is the
   * result. One that is not indented as the line that it stands before may belong to what stands above.
   */
  nextLine(): boolean {
    let comments = -1;
    for (;;) {
      const start = this.at;
      this.skipSpaces();
      const indent = this.at - start;
      const { char } = this;
      if (char === "#") {
        if (comments >= 0 && comments !== indent) giveUp();
        comments = indent;
        this.#skipLine();
      } else if (char === "\n") {
        if (indent > 0) giveUp();
        this.at += 1;
      } else {
        if (char === "" && indent > 0) giveUp();
        this.indent = char === "" ? -1 : indent;
        const below = Math.max(this.indent, 0);
        if (comments >= 0 && comments !== below) giveUp();
        return comments >= 0;
      }
    }
  }

  /** Goes to the beginning of the next line; nothing but a comment may stand before it. */
  endLine(): void {
    const end = this.endOf(LINE_END);
    if (end < 0) giveUp();
    this.at = end;
  }

  /** The rest of a line as a plain scalar, without the comment behind it. Stays where it ends. */
  plainLine(): string {
    const { text, at } = this;
    const newline = text.indexOf("\n", at);
    const line = text.slice(at, newline < 0 ? text.length : newline);
    const comment = line.indexOf(" #");
    const found = comment < 0 ? line : withoutSpaces(line.slice(0, comment));
    if (!startsPlain(found) || /:(?: |$)| $/.test(found)) giveUp();
    this.at = at + found.length;
    return found;
  }

  #skipLine(): void {
    const newline = this.text.indexOf("\n", this.at);
    this.at = newline < 0 ? this.text.length : newline + 1;
  }
}

/** The text without spaces at its end; other blanks are part of a scalar. */
export function withoutSpaces(text: string): string {
  let end = text.length;
  while (text.charAt(end - 1) === " ") end -= 1;
  return text.slice(0, end);
}

/** Whether a plain scalar may begin so; one with a minus is a number. */
export function startsPlain(text: string): boolean {
  return PLAIN_START.test(text.charAt(0)) || /^-[0-9.]/.test(text);
}
