/** Scenario data: what the conformance kit needs beyond the table itself. @module */
import type { Row } from "./row.ts";

export interface Scenario extends Row {
  /** Party name to the category or role that it plays. */
  readonly parties: ReadonlyMap<string, string>;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly party?: string;
  readonly call?: string;
  readonly report?: string;
  readonly event?: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly as?: string;
  readonly reply?: string;
  readonly expect?: {
    readonly result?: unknown;
    readonly error?: string;
    readonly state?: string;
  };
  readonly doc: string;
}
