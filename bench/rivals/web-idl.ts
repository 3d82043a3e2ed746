/** The table as Web IDL. @module */
import type { PlannedCategory } from "../tables/table.ts";
import { type Input, type Names, type Rival, titled } from "./rival.ts";

const NAMES: Names = {
  string: "DOMString",
  boolean: "boolean",
  uint32: "unsigned long",
  float: "double",
};

function interfaceText({ name, parent, functions }: PlannedCategory): string {
  const inherits = parent === undefined ? "" : ` : ${titled(parent)}`;
  const members = functions.map(({ name, params, result, doc }) => {
    const list = params.map((it) => `${NAMES[it.type]} ${it.name}`).join(", ");
    return `  // ${doc}\n  ${NAMES[result]} ${name}(${list});\n`;
  });
  return `[Exposed=Window]\ninterface ${titled(name)}${inherits} {\n${members.join("")}};\n`;
}

const input: Input = {
  name: "devices.webidl",
  text: (categories) => categories.map(interfaceText).join("\n"),
};

const driver = `import WebIDL2JS from "webidl2js";
const [input, output] = process.argv.slice(2);
const transformer = new WebIDL2JS({ implSuffix: "-impl" });
transformer.addSource(input, input);
await transformer.generate(output);
`;

const shared = {
  driver,
  program: "driver.mjs",
  input,
  output: "classes",
  args: (run) => [run.input, run.output],
} satisfies Partial<Rival>;

/** Version 21 lays out with oxfmt, and no longer runs on Node 20. */
export const webIdl: readonly Rival[] = [
  {
    ...shared,
    name: "webidl2js 21.0.1",
    packages: { webidl2js: "21.0.1" },
    node: 24,
  },
  {
    ...shared,
    name: "webidl2js 19.1.0",
    packages: { webidl2js: "19.1.0" },
  },
];
