/** The kit as a function. @module */
import type { PackageLocation } from "./locate.ts";
import type { ConformanceOptions } from "./options.ts";
import { run } from "./run.ts";
import type { RunResult } from "./verdict.ts";

/**
 * Runs the tests of a package against a provider. Rejects with a SetupError if nothing can be tested; whatever is tested
 * comes to a verdict.
 */
export function conformance(
  where: PackageLocation,
  options: ConformanceOptions,
): Promise<RunResult> {
  return run(where, options);
}
