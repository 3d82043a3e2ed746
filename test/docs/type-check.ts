/** Type-checks programs that use emitted packages. @module */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const TYPES = new URL("../../node_modules/@types", import.meta.url);

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
  module: ts.ModuleKind.NodeNext,
  allowImportingTsExtensions: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  skipLibCheck: true,
  strict: true,
  typeRoots: [fileURLToPath(TYPES)],
  types: ["node"],
};

/** A program, and the package that its imports mean. */
export interface Program {
  readonly text: string;
  /** The name that it imports the package by. */
  readonly packageName: string;
  /** The files of the package, by path. */
  readonly files: ReadonlyMap<string, string>;
}

/** What the type checker has to say about each program and its package. */
export function typeCheck(
  programs: readonly Program[],
): readonly (readonly string[])[] {
  const root = mkdtempSync(join(tmpdir(), "captable-docs-"));
  try {
    writeFileSync(join(root, "package.json"), `{ "type": "module" }\n`);
    const folders = programs.map((program, index) => {
      const folder = join(root, `program-${index}`);
      writeProgram(folder, program);
      return folder;
    });
    return check(folders);
  } finally {
    rmSync(root, { recursive: true });
  }
}

function writeProgram(
  folder: string,
  { text, packageName, files }: Program,
): void {
  const write = (path: string, content: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  for (const [path, content] of files) {
    if (path.startsWith("src/")) write(path, content);
  }
  const entry = JSON.stringify("./src/index.ts");
  write("main.ts", text.replaceAll(JSON.stringify(packageName), entry));
}

/** All in one go, so that the standard library is read once. */
function check(folders: readonly string[]): readonly (readonly string[])[] {
  const mains = folders.map((folder) => join(folder, "main.ts"));
  const found = ts.getPreEmitDiagnostics(ts.createProgram(mains, OPTIONS));
  return folders.map((folder) =>
    found
      .filter(
        ({ file }) => file?.fileName.startsWith(join(folder, "/")) ?? true,
      )
      .map(({ messageText }) =>
        ts.flattenDiagnosticMessageText(messageText, "\n"),
      ),
  );
}
