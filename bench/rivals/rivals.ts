/** Other generators of code: what each is given, and how it is run. @module */
import { type PlannedCategory, type Scalar } from "../tables/table.ts";
import { idlText } from "./web-idl.ts";
import { openApiText } from "./open-api.ts";
import { jsonSchemaText } from "./json-schema.ts";

/** A generator that is installed for the measurement, in exactly this version. */
export interface Rival {
  readonly name: string;
  readonly packages: Readonly<Record<string, string>>;
  /** A program that runs it, if it has none that node could start. */
  readonly driver?: string;
  /** The first line of what is run, from its own folder. */
  readonly program: string;
  /** The name and text of the input. */
  readonly input: string;
  /** Whether it writes a folder, and not a file. */
  readonly folder?: true;
  text(categories: readonly PlannedCategory[]): string;
  args(input: string, output: string): readonly string[];
}

const IDL_DRIVER = `import WebIDL2JS from "webidl2js";
const [input, output] = process.argv.slice(2);
const transformer = new WebIDL2JS({ implSuffix: "-impl" });
transformer.addSource(input, input);
await transformer.generate(output);
`;

export const RIVALS: readonly Rival[] = [
  {
    name: "json-schema-to-typescript 15.0.4, not formatted",
    packages: { "json-schema-to-typescript": "15.0.4" },
    program: "node_modules/json-schema-to-typescript/dist/src/cli.js",
    input: "schema.json",
    text: jsonSchemaText,
    args: (input, output) => ["-i", input, "-o", output, "--no-format"],
  },
  {
    name: "openapi-typescript 7.13.0",
    packages: { "openapi-typescript": "7.13.0", typescript: "5.9.3" },
    program: "node_modules/openapi-typescript/bin/cli.js",
    input: "api.json",
    text: openApiText,
    args: (input, output) => [input, "-o", output],
  },
  {
    name: "webidl2js 19.1.0",
    packages: { webidl2js: "19.1.0" },
    driver: IDL_DRIVER,
    program: "driver.mjs",
    input: "devices.webidl",
    folder: true,
    text: idlText,
    args: (input, output) => [input, output],
  },
];

/** The name of a type in another language. */
export type Names = Readonly<Record<Scalar, string>>;
