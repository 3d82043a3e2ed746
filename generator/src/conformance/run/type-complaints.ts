/** Asks TypeScript about the type tests of a package. @module */
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { TypeComplaint } from "../kit.ts";

/**
 * Compiles the type tests of a package with the TypeScript that is installed beside it, or else where the kit is run.
 * By its command line, which is the same in all of its versions.
 */
export async function typeComplaints(
  root: string,
): Promise<readonly TypeComplaint[]> {
  const output = await compile(compilerFor(root), root);
  return complaintsIn(output, (file) => {
    const path = resolve(root, file);
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  });
}

function compilerFor(root: string): string {
  const from = [
    join(root, "package.json"),
    join(process.cwd(), "package.json"),
  ];
  for (const place of [
    ...from.map((it) => pathToFileURL(it)),
    import.meta.url,
  ]) {
    const file = manifestOf(createRequire(place));
    if (file !== undefined) return join(dirname(file), "bin/tsc");
  }
  throw new Error(
    `there is no TypeScript beside ${root}: install typescript to test the types`,
  );
}

function manifestOf(require: NodeJS.Require): string | undefined {
  try {
    return require.resolve("typescript/package.json");
  } catch {
    return undefined;
  }
}

function compile(compiler: string, root: string): Promise<string> {
  const project = join(root, "conformance/tsconfig.json");
  const args = [compiler, "--project", project, "--pretty", "false"];
  return new Promise((done, fail) => {
    const options = { cwd: root, maxBuffer: 64 * 2 ** 20 };
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      // That it ends with a code other than 0 is how it complains.
      if (error === null || stdout !== "") done(stdout);
      else fail(new Error(`TypeScript failed: ${stderr || error.message}`));
    });
  });
}

/** About a place in a file, or about the project. */
const COMPLAINT = /^(?:(?<file>.+)\((?<line>\d+),\d+\): )?error TS\d+: /;

/** The complaints in what TypeScript prints; a line that is none of its own goes on with the one before. */
export function complaintsIn(
  output: string,
  read: (file: string) => string,
): readonly TypeComplaint[] {
  const complaints: TypeComplaint[] = [];
  for (const line of output.split(/\r?\n/)) {
    if (line === "") continue;
    const found = COMPLAINT.exec(line)?.groups;
    const last = found === undefined ? complaints.pop() : undefined;
    if (last !== undefined) {
      complaints.push({ ...last, message: `${last.message}\n${line}` });
      continue;
    }
    const { file, line: number } = found ?? {};
    const within =
      file === undefined
        ? undefined
        : declarationAt(read(file), Number(number));
    complaints.push({
      message: line,
      ...(within === undefined ? {} : { within }),
    });
  }
  return complaints;
}

const DECLARATION =
  /^(?:export )?(?:default )?(?:async )?(?:function|const|let|class|type|interface|enum) (?<name>[\w$]+)/;

/** The last declaration at the top of a module that begins at a line or before it. */
function declarationAt(text: string, line: number): string | undefined {
  return text
    .split("\n")
    .slice(0, line)
    .map((it) => DECLARATION.exec(it)?.groups?.["name"])
    .findLast((name) => name !== undefined);
}
