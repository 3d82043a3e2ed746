/** What a provider claims that says nothing. @module */
import type { Table } from "../../model/model.ts";
import type { Claims } from "./claims.ts";
import { claimableCategories, optionalFunctions } from "./names.ts";

/** Claims all that a table has: whoever claims less has to say so. */
export function claimsOfAll(table: Table): Claims {
  return {
    table: table.name,
    categories: claimableCategories(table),
    functions: optionalFunctions(table),
    properties: Object.fromEntries(
      table.properties.map(({ name }) => [name, "native"]),
    ),
    observers: table.observers.map(({ name }) => name),
    limits: {},
    behaviour: "full",
    deviations: [],
  };
}
