import { table } from "@captable/wsk";
import type { Claims, Deviation, Fidelity } from "captable/conformance";
import type { Support } from "./transport/fidelity.ts";

/** What a provider claims beyond its fidelity table. */
export interface FurtherClaims {
  readonly observers?: readonly string[];
  readonly limits?: Claims["limits"];
  /** Statuses whose errors say what the system has said. */
  readonly causes?: Claims["causes"];
  /** Errors and reports that the transport cannot bring about. */
  readonly deviations?: readonly Deviation[];
}

/** The claims of a provider, for the conformance kit: its fidelity table in the kit's terms. What is not listed is native. */
export function claimsOf(
  fidelity: readonly Support[],
  {
    observers = [],
    limits = {},
    causes = [],
    deviations = [],
  }: FurtherClaims = {},
): Claims {
  return {
    table: table.name,
    categories: Object.keys(table.categories),
    functions: [],
    properties: Object.fromEntries(
      Object.entries(table.properties).map(([name, { categories }]) => [
        name,
        Object.fromEntries(
          categories.map((category) => [
            category,
            fidelityOf(fidelity, name, category),
          ]),
        ),
      ]),
    ),
    observers,
    limits,
    behaviour: "full",
    causes,
    deviations: [...eventsThatNeverCome(fidelity), ...deviations],
  };
}

function fidelityOf(
  fidelity: readonly Support[],
  name: string,
  category: string,
): Fidelity {
  const found = fidelity.find(
    (support) => support.name === name && support.categories.includes(category),
  );
  return found?.fidelity ?? "native";
}

/** Those that no category gets. */
function eventsThatNeverCome(
  fidelity: readonly Support[],
): readonly Deviation[] {
  const events = fidelity.filter(({ kind }) => kind === "event");
  const come = new Set(
    events
      .filter((support) => support.fidelity !== "unsupported")
      .map(({ name }) => name),
  );
  return events
    .filter(({ name }) => !come.has(name))
    .map(({ name, reason }) => ({ kind: "event", name, reason }));
}
