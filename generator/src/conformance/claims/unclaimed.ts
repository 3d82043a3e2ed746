/** Which needs of a test a provider does not claim. @module */
import type { Table } from "../../model/model.ts";
import type { Need, PlannedTest } from "../plan/planned.ts";
import type { Claims } from "./claims.ts";
import { claimableCategories, optionalFunctions } from "./names.ts";

/** A test with what it needs. */
export type Needy = Pick<PlannedTest, "id"> & {
  readonly needs?: () => readonly Need[];
};

/** The needs of a test that are not claimed, in its order. What every provider must have is never among them. */
export function unclaimed(
  test: Needy,
  claims: Claims,
  table: Table,
): readonly Need[] {
  return (test.needs?.() ?? []).filter(
    (need) => !isClaimed(need, claims, table),
  );
}

function isClaimed(need: Need, claims: Claims, table: Table): boolean {
  switch (need.kind) {
    case "category": {
      const isChoice = claimableCategories(table).includes(need.name);
      return !isChoice || claims.categories.includes(need.name);
    }
    case "function": {
      const isChoice = optionalFunctions(table).includes(need.name);
      return !isChoice || claims.functions.includes(need.name);
    }
    case "property":
      return fidelityOf(claims, need.name, need.category) !== "unsupported";
    case "observer":
      return claims.observers.includes(need.name);
    case "data":
      return claims.behaviour === "full";
    case "event":
      return !deviates(claims, "event", need.name);
    case "report":
      return !deviates(claims, "report", need.name, need.category);
    case "error":
      return !deviates(claims, "error", `${need.function}.${need.status}`);
  }
}

/** How a provider honours a property of a category. */
export function fidelityOf(
  claims: Claims,
  property: string,
  category: string,
): "native" | "emulated" | "unsupported" {
  const claimed = own(claims.properties, property) ?? "unsupported";
  if (typeof claimed === "string") return claimed;
  return own(claimed, category) ?? "unsupported";
}

function own<T>(
  record: Readonly<Record<string, T>>,
  key: string,
): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function deviates(
  { deviations }: Claims,
  kind: "event" | "report" | "error",
  name: string,
  category?: string,
): boolean {
  return deviations.some(
    (it) =>
      it.kind === kind &&
      it.name === name &&
      (it.categories === undefined ||
        (category !== undefined && it.categories.includes(category))),
  );
}

/** A need for people: "property SO_SNDBUF of listening". */
export function describeNeed(need: Need): string {
  switch (need.kind) {
    case "property":
      return `property ${need.name} of ${need.category}`;
    case "report":
      return need.category === undefined
        ? `report ${need.name}`
        : `report ${need.name} of ${need.category}`;
    case "error":
      return `error ${need.status} of ${need.function}`;
    case "data":
      return "data in calls";
    default:
      return `${need.kind} ${need.name}`;
  }
}
