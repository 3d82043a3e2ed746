/** Whether steps that read and write properties name what there is. @module */
import { missingKey } from "../../diagnostics/syntax-rules.ts";
import type { Access, FunctionRow } from "../../model/model.ts";
import { referencePath } from "../../model/references.ts";
import type { Resolution } from "../../model/resolve.ts";
import type { DataSyntax, Entry, Name, StepSyntax } from "../../syntax/tree.ts";
import type { Capabilities } from "./capabilities.ts";

const NEEDED = {
  request: "The request of the function",
  name: "The property that the request is about",
};

/** Reports requests that the function does not have, and properties that they do not reach. */
export function checkAccess(
  resolution: Resolution,
  { args = [], span }: StepSyntax,
  { id, accesses }: FunctionRow,
  who: Capabilities,
): void {
  const { scope } = resolution;
  const given = new Map(args.map((entry) => [entry.name, entry]));
  for (const { name: value, span: at } of args) {
    const known = new Set(["request", "name", "value"]);
    scope.isAmong(`parameter of ${id}`, { value, span: at }, known);
  }
  for (const [key, doc] of Object.entries(NEEDED))
    if (!given.has(key)) scope.reporter.report(missingKey, span, { key, doc });
  const request = nameIn(given.get("request"));
  const names = new Set(accesses.map(({ name }) => name));
  if (request && !scope.isAmong(`request of ${id}`, request, names)) return;
  const property = nameIn(given.get("name"));
  if (property === undefined) return;
  const used = accesses.filter(
    ({ name }) => request === undefined || name === request.value,
  );
  const reached = reachedBy(resolution, used, who);
  const kind = `property${who.suffix} that ${request?.value ?? id} reaches`;
  scope.isAmong(kind, property, reached);
}

/** The name that stands there; nothing if that is only known when the test is run. */
function nameIn(entry: Entry<DataSyntax> | undefined): Name | undefined {
  if (entry === undefined) return undefined;
  const { value, span } = entry.row;
  if (referencePath(value) !== undefined) return undefined;
  return { value: typeof value === "string" ? value : String(value), span };
}

function reachedBy(
  { properties }: Resolution,
  accesses: readonly Access[],
  who: Capabilities,
): Set<string> {
  const reached = [...properties.values()].filter(
    (property) =>
      who.properties.has(property.name) &&
      accesses.some(
        ({ kind, access }) =>
          kind === property.kind && property[access] !== undefined,
      ),
  );
  return new Set(reached.map(({ name }) => name));
}
