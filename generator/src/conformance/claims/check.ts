/** Holds claims to their schema. @module */
import type { DefinedError, ErrorObject } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Table } from "../../model/model.ts";
import { suggest } from "../../diagnostics/suggest.ts";
import type { Claims } from "./claims.ts";
import { claimsSchema } from "./schema.ts";

/** Claims that are in order, or every reason why they are not. */
export type ClaimsCheck =
  | { readonly claims: Claims }
  | { readonly problems: readonly [string, ...string[]] };

/** Checks what a provider exports as its claims; it must be plain data. */
export function checkClaims(value: unknown, table: Table): ClaimsCheck {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    allowUnionTypes: true,
  });
  const isClaims = ajv.compile<Claims>(claimsSchema(table));
  if (isClaims(value)) return checkLimits(value);
  const errors = (isClaims.errors ?? []).filter(isDefined);
  const [first, ...rest] = new Set(errors.flatMap(problemOf));
  return { problems: [first ?? "claims: not what the table allows", ...rest] };
}

/**
 * The schema has none but ajv's own keywords. That a condition has failed says nothing beyond what has failed in it, and
 * what is wrong with a key nothing beyond that it is.
 */
function isDefined(error: ErrorObject): error is DefinedError {
  return error.keyword !== "if" && error.propertyName === undefined;
}

/** What a schema cannot say: that a limit leaves something. */
function checkLimits(claims: Claims): ClaimsCheck {
  const problems = Object.entries(claims.limits)
    .filter(([, { min = -Infinity, max = Infinity }]) => min > max)
    .map(([name]) => `claims.limits["${name}"]: min is above max`);
  const [first, ...rest] = problems;
  return first === undefined ? { claims } : { problems: [first, ...rest] };
}

function problemOf(error: DefinedError): readonly string[] {
  const at = placeOf(error.instancePath);
  switch (error.keyword) {
    case "additionalProperties": {
      const known = keysOf(error.parentSchema?.["properties"]);
      return [unknownKey(at, error.params.additionalProperty, known)];
    }
    case "propertyNames": {
      const known = namesIn(error.parentSchema?.["propertyNames"]);
      return [unknownKey(at, error.params.propertyName, known)];
    }
    case "required":
      return [missing(at, error.params.missingProperty, error.data)];
    case "enum": {
      const known = error.params.allowedValues.map(String);
      const name = String(error.data);
      return [`${at}: unknown name "${name}"${hint(name, known)}`];
    }
    case "const":
      return [
        `${at}: expected ${JSON.stringify(error.params.allowedValue)}, got ${JSON.stringify(error.data)}`,
      ];
    case "maxItems":
      return [`${at}: the table has nothing that could stand here`];
    default:
      return [`${at}: ${error.message ?? error.keyword}`];
  }
}

function unknownKey(
  at: string,
  name: string,
  known: readonly string[],
): string {
  return `${at}: unknown key "${name}"${hint(name, known)}`;
}

function missing(at: string, name: string, data: unknown): string {
  const near = keysOf(data).find(
    (key) => key !== name && suggest(key, [name]) === name,
  );
  const also = near === undefined ? "" : ` (is "${near}" meant to be it?)`;
  return `${at}: "${name}" is missing${also}`;
}

/** So many names are no help any more. */
const FEW = 12;

function hint(name: string, known: readonly string[]): string {
  const near = suggest(name, known);
  if (near !== undefined) return `; did you mean "${near}"?`;
  if (known.length === 0 || known.length > FEW) return "";
  return `; known: ${known.join(", ")}`;
}

/** The names of an `enum`. */
function namesIn(schema: unknown): readonly string[] {
  const isEnum =
    typeof schema === "object" && schema !== null && "enum" in schema;
  return isEnum && Array.isArray(schema.enum) ? schema.enum.map(String) : [];
}

function keysOf(value: unknown): readonly string[] {
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

/** `/limits/send.buffer/max` -> `claims.limits["send.buffer"].max`. */
function placeOf(pointer: string): string {
  const steps = pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const place = steps.map((step) => {
    if (/^\d+$/.test(step)) return `[${step}]`;
    return /^[A-Za-z_$][\w$]*$/.test(step) ? `.${step}` : `["${step}"]`;
  });
  return `claims${place.join("")}`;
}
