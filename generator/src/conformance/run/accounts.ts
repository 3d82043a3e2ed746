/** The accounts of a run: exactly one verdict for every test that was planned, and none else. @module */
import type { PlannedTest } from "../plan/planned.ts";
import { byId } from "./by-id.ts";
import { GOOD, type Verdict, type VerdictKind } from "./verdict.ts";

/** The verdicts of the plan in its order, and then what is wrong with the accounts. */
export function settle(
  plan: readonly PlannedTest[],
  verdicts: readonly Verdict[],
): readonly Verdict[] {
  const groups = byId(verdicts);
  const ids = new Set(plan.map(({ id }) => id));
  const planned = [...ids].map(
    (id) =>
      groups.get(id)?.[0] ??
      wrong("missing", id, "it came to no verdict at all"),
  );
  return [
    ...planned,
    ...repeated(plan.map(({ id }) => id)).map((id) =>
      wrong("duplicate", id, "the plan has it more than once"),
    ),
    ...[...groups].flatMap(([id, all]) => strays(id, all, ids)),
    ...(ids.size === 0 ? [wrong("missing", "plan", "no test was run")] : []),
  ];
}

/** Whether nothing fails a run. */
export function isGood(verdicts: readonly Verdict[]): boolean {
  return verdicts.every(({ kind }) => GOOD.has(kind));
}

function strays(
  id: string,
  all: readonly Verdict[],
  planned: ReadonlySet<string>,
): readonly Verdict[] {
  const kinds = all.map(({ kind }) => kind).join(", ");
  if (!planned.has(id))
    return [
      wrong("unknown", id, `it is not planned, and has come to ${kinds}`),
    ];
  return all.length < 2
    ? []
    : [
        wrong(
          "duplicate",
          id,
          `it has come to ${all.length} verdicts: ${kinds}`,
        ),
      ];
}

function repeated(ids: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const id of ids) (seen.has(id) ? again : seen).add(id);
  return [...again];
}

/** A verdict about the accounts and not about a test. */
export function wrong(kind: VerdictKind, id: string, message: string): Verdict {
  return { id, kind, message, time: 0, cpu: 0 };
}
