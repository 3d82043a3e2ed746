/** The grammar as a JSON Schema, for editors. @module */
import { file, LANGUAGE_VERSION, REQUIRED_HEAD } from "./grammar/file.ts";
import type { JsonSchema } from "./kit/shape.ts";
import { Definitions } from "./kit/shape.ts";

/** The address by which a table can name its schema. */
export const SCHEMA_ID: string = `https://captable.dev/schema/v${LANGUAGE_VERSION}.json`;

/** The JSON Schema, of the draft of 2020-12, of a file of a table. */
export function jsonSchema(): JsonSchema {
  const definitions = new Definitions();
  const root = file.schema(definitions);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: SCHEMA_ID,
    title: "A captable capability table, or a part of one",
    ...root,
    dependentRequired: headTogether(),
    $defs: definitions.all(),
  };
}

/** An imported file has nothing of the head, the root file has all that is required. */
function headTogether(): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    REQUIRED_HEAD.map((key) => [
      key,
      REQUIRED_HEAD.filter((other) => other !== key),
    ]),
  );
}
