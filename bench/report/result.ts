/** What a group of measurements gives. @module */

/** One table of a report. All values are ready to be read. */
export interface ReportTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a group has measured. */
export interface Measured {
  /** For people. */
  readonly tables: readonly ReportTable[];
  /** The same for programs, with every run. */
  readonly data: unknown;
}

export interface Settings {
  /** A look instead of a measurement: small sizes, one round. */
  readonly quick: boolean;
}

/** A group of figures that are measured together. */
export interface Group {
  readonly name: string;
  readonly title: string;
  measure(settings: Settings): Measured;
}
