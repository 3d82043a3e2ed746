/** What captable has to say about a table: values, never exceptions. @module */

/** A range in one file. Lines and columns count from 1, columns in UTF-16 code units. */
export interface Location {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface Diagnostic {
  /** Stable, `CT` and three digits. */
  readonly code: string;
  readonly severity: "error" | "warning";
  /** What is wrong, one sentence. */
  readonly message: string;
  /** Why it is wrong or what it would break, if the message does not say it. */
  readonly reason?: string;
  /** How to mend it. */
  readonly help?: string;
  readonly at: Location;
  readonly related: readonly RelatedLocation[];
}

/** A warning that the table accepts. */
export interface AcceptedDiagnostic {
  readonly diagnostic: Diagnostic;
  /** Why, in the words of the table. */
  readonly reason: string;
}

export interface RelatedLocation {
  readonly message: string;
  readonly at: Location;
}
