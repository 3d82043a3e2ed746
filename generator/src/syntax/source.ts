/** Text of a table's file, and ranges in it. @module */
import type { Location } from "../diagnostics/diagnostic.ts";

/** One file of a table. Lines are only counted once somebody asks for one. */
export class Source {
  readonly path: string;
  readonly text: string;
  #lineStarts: readonly number[] | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  /** The line and column, both from 1, of an offset. */
  position(offset: number): { line: number; column: number } {
    const starts = (this.#lineStarts ??= findLineStarts(this.text));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }
}

/** A range of offsets in a file; cheap, and only turned into a {@link Location} for a diagnostic. */
export interface Span {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** Something that was read, and where. */
export interface Located<T> {
  readonly value: T;
  readonly span: Span;
}

/** The lines and columns of a range. */
export function locate(span: Span): Location {
  const start = span.source.position(span.start);
  const end = span.source.position(Math.max(span.start, span.end));
  return {
    path: span.source.path,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    starts.push(at + 1);
  }
  return starts;
}
