/** Failures that are known, and held to what is said of them. @module */

/** A test that is known to fail. It is stale, and fails the run, if it passes, fails otherwise, is not planned, or has expired. */
export interface ExpectedFailure {
  readonly id: string;
  /** Part of the message of the failure. */
  readonly message: string;
  readonly reason: string;
  readonly link: string;
  /** The last day on which it is accepted: `2027-06-30`. */
  readonly expires: string;
}
