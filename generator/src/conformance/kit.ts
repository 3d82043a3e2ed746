/** What the engine needs from an emitted package. @module */

/** An emitted package, as the kit sees it. */
export interface Kit {
  /** What the package's main module exports: classes, guards, entry functions, the error class. */
  readonly exports: Readonly<Record<string, unknown>>;
  /** A second copy of the package in the same process: its instances are not those of the first. */
  secondCopy(): Promise<Readonly<Record<string, unknown>>>;
  /** Evaluates an expression in another realm, with globals of its own. */
  otherRealm(expression: string): unknown;
  /** What TypeScript has to complain about in the type tests of the package: one text per complaint, with its place. */
  typeComplaints(): Promise<readonly TypeComplaint[]>;
}

export interface TypeComplaint {
  readonly message: string;
  /** The name of the declaration in the type tests that it stands in. */
  readonly within?: string;
}
