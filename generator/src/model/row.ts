/** What every row of a table has. @module */

/** What any row of a table may say about itself. */
export interface Row {
  readonly name: string;
  /** Prose, without indentation, paragraphs separated by an empty line. Empty if the table says nothing. */
  readonly doc: string;
  /** Its name in the native API. */
  readonly native?: string;
  /** Its number in the native API. */
  readonly value?: number;
  readonly since?: string;
  readonly deprecated?: Deprecation;
  readonly clause?: Clause;
  /** The reason why no test can show it. */
  readonly untestable?: string;
}

export interface Deprecation {
  readonly message: string;
  /** The name of the row to use instead. */
  readonly use?: string;
}

/** The clause of the source that a row comes from. */
export interface Clause {
  readonly id: string;
  /** Absolute. */
  readonly url?: string;
  readonly text?: string;
}
