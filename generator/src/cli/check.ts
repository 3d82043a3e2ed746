/** The drift check: what `generate` would do, compared instead of written. @module */
import type { Change } from "../output/plan.ts";
import { occupation } from "../output/work-folder.ts";
import { inspect, type Inspection } from "./inspect.ts";
import type { Io } from "../terminal/io.ts";
import type { Package } from "./packages.ts";
import { untilFree } from "./turns.ts";

/** What the check found in one package. */
export interface CheckedPackage {
  readonly package: Package;
  /** Absent if the table has an error. */
  readonly inspection?: Inspection;
  /** Every file that is missing, changed or extra. */
  readonly drift: readonly Change[];
  /** A run was cut off while it was writing; the next `generate` clears up after it. */
  readonly interrupted: boolean;
}

/** What the check found. */
export interface Checked {
  readonly ok: boolean;
  readonly packages: readonly CheckedPackage[];
}

/** Compares every package, also after one has been found stale. */
export async function check(
  packages: readonly Package[],
  io: Io,
): Promise<Checked> {
  const checked: CheckedPackage[] = [];
  for (const it of packages) {
    const { output } = it.target;
    await untilFree(output, io.cwd, io.disk);
    const interrupted = occupation(output, io.disk).kind !== "free";
    const inspection = await inspect(it, io);
    const drift = (inspection?.changes ?? []).filter(
      ({ kind }) => kind !== "same",
    );
    checked.push({
      package: it,
      drift,
      interrupted,
      ...(inspection === undefined ? {} : { inspection }),
    });
  }
  const ok = checked.every(
    ({ inspection, drift, interrupted }) =>
      inspection !== undefined && drift.length === 0 && !interrupted,
  );
  return { ok, packages: checked };
}
