/** What an emitted package has for the conformance kit: data that the kit reads, and the way into it. @module */
import { claimsSchema } from "../../conformance/claims/schema.ts";
import { writeTable } from "../../conformance/kit-table/write-table.ts";
import { plannedTests } from "../../conformance/plan/plan.ts";
import { parentsIn, writePlan } from "../../conformance/plan/written-plan.ts";
import type { Table } from "../../model/model.ts";
import { providerName } from "../names.ts";
import { jsonRows, jsonText } from "../print/json.ts";
import { list } from "../print/layout.ts";
import { render } from "../templates.ts";

/** The plan, the table and the schema of claims; the entry `./conformance`; and the kit's tests of the model provider. */
export function kitFiles(table: Table): ReadonlyMap<string, string> {
  const files = new Map([
    [
      "conformance/conformance.plan.json",
      `${jsonRows(writePlan(plannedTests(table), parentsIn(table)))}\n`,
    ],
    ["conformance/table.json", `${jsonText(writeTable(table))}\n`],
    ["conformance/claims.schema.json", `${jsonText(claimsSchema(table))}\n`],
  ]);
  const provider = providerName(table);
  files.set("src/conformance.ts", render("conformance.ts", view(provider)));
  files.set("conformance/kit.test.ts", render("conformance/kit.test.ts", {}));
  return files;
}

/** Signatures that a long name may break. */
function view(provider: string): object {
  const made = `): Promise<${provider}> {`;
  return {
    provider,
    checked: list("export function checked(", [`provider: ${provider}`], made),
    held: list("async function held(", ["made: Promise<object>"], made),
  };
}
