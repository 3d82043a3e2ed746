/** What a run is asked to do. @module */
import type { TimeLimits } from "../plan/planned.ts";
import type { Reporter } from "../report/reporter.ts";
import type { Subject } from "../subject.ts";
import type { Verdict } from "./verdict.ts";

/** How long to wait, in milliseconds. */
export interface RunLimits extends TimeLimits {
  /** A test that takes longer hangs. */
  readonly test: number;
  /** A provider that is not loaded by then, never is. */
  readonly load: number;
}

export interface ConformanceOptions {
  /**
   * The module of a provider, as a URL or a path; `"model"` for the provider that does nothing but what the table says;
   * or a subject, which is then run in this process.
   */
  readonly provider: URL | string | Subject;
  /** These families of tests only. */
  readonly families?: readonly string[];
  /** These tests only, or those whose ids begin so: `state/listening.created`. */
  readonly ids?: readonly string[];
  /** `checked`: through the wrapper that holds a provider to the table. Default: `raw`. */
  readonly mode?: "raw" | "checked";
  /** Makes everything that is chosen at random again. Default: a new one. */
  readonly seed?: number;
  /** Default: `process`, a process of its own for each family; `none` for a subject, all in this process. */
  readonly isolation?: "process" | "none";
  /** How many processes at a time. Default: as many as there are cores. */
  readonly jobs?: number;
  /** Instead of what is measured. */
  readonly limits?: Partial<RunLimits>;
  /** Told of every verdict as it comes. */
  readonly onProgress?: (verdict: Verdict) => void;
  readonly reporter?: Reporter;
  /** The command line that asks for the run, for the reports. */
  readonly command?: string;
}
