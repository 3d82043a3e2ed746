/** The table as Protocol Buffers: a file and a service per category, with two messages per function. @module */
import { join } from "node:path";
import type { PlannedCategory, PlannedFunction } from "../tables/table.ts";
import { type Names, type Rival, titled } from "./rival.ts";

const NAMES: Names = {
  string: "string",
  boolean: "bool",
  uint32: "uint32",
  float: "double",
};

function messagesText({ name, params, result }: PlannedFunction): string {
  const fields = params.map(
    (it, at) => `  ${NAMES[it.type]} ${it.name} = ${at + 1};\n`,
  );
  return `
message ${titled(name)}Request {
${fields.join("")}}

message ${titled(name)}Response {
  ${NAMES[result]} result = 1;
}
`;
}

function fileText({ name, functions }: PlannedCategory): string {
  const calls = functions.map(
    ({ name, doc }) =>
      `  // ${doc}\n  rpc ${titled(name)}(${titled(name)}Request) returns (${titled(name)}Response);\n`,
  );
  return `syntax = "proto3";

package devices;

// A kind of device.
service ${titled(name)} {
${calls.join("")}}
${functions.map(messagesText).join("")}`;
}

function filesOf(
  categories: readonly PlannedCategory[],
): ReadonlyMap<string, string> {
  const files = categories.map(
    (it) => [`${it.name}.proto`, fileText(it)] as const,
  );
  return new Map([["buf.yaml", "version: v2\n"], ...files]);
}

export const protobuf: Rival = {
  name: "protoc-gen-es 2.17.0 through buf 1.75.0",
  packages: {
    "@bufbuild/buf": "1.75.0",
    "@bufbuild/protobuf": "2.17.0",
    "@bufbuild/protoc-gen-es": "2.17.0",
  },
  node: 24,
  program: "node_modules/@bufbuild/buf/bin/buf",
  input: { name: "proto", text: filesOf },
  output: "messages",
  args: ({ input, output, node, folder }) => {
    const plugin = join(
      folder,
      "node_modules/@bufbuild/protoc-gen-es/bin/protoc-gen-es",
    );
    const plugins = [
      { local: [node, plugin], out: output, opt: ["target=ts"] },
    ];
    const template = JSON.stringify({ version: "v2", plugins });
    return ["generate", input, "--template", template];
  },
};
