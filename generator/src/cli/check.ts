/** The drift check: what `generate` would do, compared instead of written. @module */
import type { Change } from "../output/plan.ts";
import { inspect, type Inspection } from "./inspect.ts";
import type { Io } from "./io.ts";
import type { Package } from "./packages.ts";

/** What the check found in one package. */
export interface CheckedPackage {
  readonly package: Package;
  /** Absent if the table has an error. */
  readonly inspection?: Inspection;
  /** Every file that is missing, changed or extra. */
  readonly drift: readonly Change[];
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
    const inspection = await inspect(it, io);
    const drift = (inspection?.changes ?? []).filter(
      ({ kind }) => kind !== "same",
    );
    checked.push({
      package: it,
      drift,
      ...(inspection === undefined ? {} : { inspection }),
    });
  }
  const ok = checked.every(
    ({ inspection, drift }) => inspection !== undefined && drift.length === 0,
  );
  return { ok, packages: checked };
}
