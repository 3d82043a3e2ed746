/** All that captable can have to say about a table. @module */
import * as functionRules from "./function-rules.ts";
import * as inheritanceRules from "./inheritance-rules.ts";
import * as lifecycleRules from "./lifecycle-rules.ts";
import * as limitRules from "./limit-rules.ts";
import * as nameRules from "./name-rules.ts";
import * as propertyRules from "./property-rules.ts";
import type { Rule } from "./rule.ts";
import * as senseRules from "./sense-rules.ts";
import * as stepRules from "./step-rules.ts";
import * as syntaxRules from "./syntax-rules.ts";

/** A row of the catalog; what its message needs to know depends on the row. */
type CatalogRow = Rule<never> & {
  /** The name of the row in the source. */
  readonly name: string;
};

/** Every diagnostic, by its code. */
export const catalog: ReadonlyMap<string, CatalogRow> = collect([
  syntaxRules,
  nameRules,
  functionRules,
  inheritanceRules,
  lifecycleRules,
  limitRules,
  propertyRules,
  senseRules,
  stepRules,
]);

function collect(
  parts: readonly Readonly<Record<string, Rule<never>>>[],
): ReadonlyMap<string, CatalogRow> {
  const rows = new Map<string, CatalogRow>();
  for (const part of parts) {
    for (const [name, rule] of Object.entries(part)) {
      const other = rows.get(rule.code);
      if (other !== undefined) {
        throw new Error(`${rule.code} is both ${other.name} and ${name}`);
      }
      rows.set(rule.code, { ...rule, name });
    }
  }
  return new Map([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));
}
