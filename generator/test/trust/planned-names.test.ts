/** Whatever a file declares that is not planned is found, and what is planned and missing; the message says where. */
import fc from "fast-check";
import { parseSync } from "oxc-parser";
import { describe, expect, it } from "vitest";
import { emit } from "../../src/emit/emit.ts";
import { outline } from "../../src/outline/package.ts";
import { verifySet, verifyTexts } from "../../src/output/verify.ts";
import { tableOf } from "../support/tables.ts";

const table = tableOf("good/torture.yaml");
const files = emit(table);
const planned = outline(table);

/** What verification says of the package with one file changed. */
async function faultsOf(
  path: string,
  change: (text: string) => string,
): Promise<string> {
  const before = files.get(path);
  if (before === undefined) throw new Error(`there is no ${path}`);
  const text = change(before);
  expect(text).not.toBe(before);
  const faults = await verifyTexts(new Map([[path, text]]), planned);
  return faults.map((it) => `${it.path}: ${it.message}`).join("\n");
}

const append =
  (more: string) =>
  (text: string): string =>
    `${text}${more}\n`;
const replace =
  (from: string | RegExp, to: string) =>
  (text: string): string =>
    text.replace(from, to);
/** Puts a member in front of the others of the class. */
const intoClass = (member: string): ((text: string) => string) =>
  replace(/(?<=\nexport (?:abstract )?class .* \{\n)/, `  ${member}\n`);

const CLASS = "src/categories/root.ts";

/** The mistake, where it is, and what has to be said of it behind the path. */
const MISTAKES: Readonly<
  Record<string, readonly [string, (text: string) => string, RegExp]>
> = {
  "a constant that is smuggled in": [
    "src/types.ts",
    append("export const smuggled = 1;"),
    /^line \d+: exported const smuggled in the file is not planned$/,
  ],
  "a constant of the file's own": [
    "src/runtime/core.ts",
    append("const smuggled = fetch;"),
    /^line \d+: const smuggled in the file is not planned$/,
  ],
  "one function more": [
    "src/guards.ts",
    append("export function isEvil(): boolean { return true; }"),
    /^line \d+: exported function isEvil in the file is not planned$/,
  ],
  "a function twice": [
    "src/guards.ts",
    append("export function isRootObject(): boolean { return true; }"),
    /^line \d+: exported function isRootObject stands there twice$/,
  ],
  "a signature of what is not planned": [
    "src/guards.ts",
    append("export function isEvil(): boolean;"),
    /^line \d+: exported function isEvil in the file is not planned$/,
  ],
  "a missing guard": [
    "src/guards.ts",
    replace(/\nexport function isRootObject\([^]*?\n\}\n/, "\n"),
    /^line \d+: the file ends without exported function isRootObject$/,
  ],
  "a class by another name": [
    CLASS,
    replace(/class RootObject/, "class Evil"),
    /^line \d+: exported (?:abstract )?class Evil in the file is not planned\n.*: line \d+: the file ends without exported (?:abstract )?class RootObject$/,
  ],
  "a class that extends another": [
    CLASS,
    replace(/ extends \w+ \{/, " extends Evil {"),
    /^line \d+: class RootObject extends Evil, where Instance is planned$/,
  ],
  "a class that extends an expression": [
    CLASS,
    replace(/ extends \w+ \{/, " extends evil(Instance) {"),
    /^line \d+: class RootObject extends evil\(Instance\), where /,
  ],
  "a class for an interface": [
    "src/factory.ts",
    replace("interface Blueprint {", "class Blueprint {"),
    /^line \d+: class Blueprint in the file is planned as interface Blueprint$/,
  ],
  "a constant for a type": [
    "src/kinds.ts",
    replace(
      /export type CategoryName =[^;]*;/,
      "export const CategoryName = 1;",
    ),
    /^line \d+: exported const CategoryName in the file is planned as exported type CategoryName$/,
  ],
  "a variable for a constant": [
    "src/runtime/instance.ts",
    replace(/const admitted: .*;/, "let admitted: object;"),
    /^line \d+: let admitted in the file is planned as const admitted$/,
  ],
  "an export of what is the file's own": [
    "src/runtime/instance.ts",
    replace("const admitted", "export const admitted"),
    /^line \d+: exported const admitted in the file is planned as const admitted$/,
  ],
  "what is exported and should be": [
    "src/table.ts",
    replace("export const table", "const table"),
    /^line \d+: const table in the file is planned as exported const table$/,
  ],
  "an export by another name": [
    "src/runtime/instance.ts",
    append("export { admitted as known };"),
    /^line \d+: export admitted as known is not planned$/,
  ],
  "a default": [
    "src/table.ts",
    append("export default table;"),
    /^line \d+: exported const default in the file is not planned$/,
  ],
  "constants taken apart": [
    "src/table.ts",
    append("const { name } = table;"),
    /^line \d+: const \{ name \} in the file is not planned$/,
  ],
  "one method more": [
    CLASS,
    intoClass("evil(): void {}"),
    /^line \d+: method evil in class RootObject is not planned$/,
  ],
  "a method twice": [
    CLASS,
    intoClass('get state(): never { throw new Error("a"); }'),
    /^line \d+: get state stands there twice$/,
  ],
  "a method of the class itself": [
    CLASS,
    intoClass("static evil(): void {}"),
    /^line \d+: static method evil in class RootObject is not planned$/,
  ],
  "a field": [
    CLASS,
    intoClass("evil = fetch;"),
    /^line \d+: field evil in class RootObject is not planned$/,
  ],
  "a private field": [
    CLASS,
    intoClass("#evil = fetch;"),
    /^line \d+: field #evil in class RootObject is not planned$/,
  ],
  "a constructor": [
    CLASS,
    intoClass("constructor() { super(); }"),
    /^line \d+: constructor in class RootObject is not planned$/,
  ],
  "a static block": [
    CLASS,
    intoClass("static { fetch; }"),
    /^line \d+: static block in class RootObject is not planned$/,
  ],
  "a member with a computed name": [
    CLASS,
    intoClass("[fetch.name](): void {}"),
    /^line \d+: method \[fetch\.name\] in class RootObject is not planned$/,
  ],
  "an index signature": [
    CLASS,
    intoClass("[key: string]: unknown;"),
    /^line \d+: index signature in class RootObject is not planned$/,
  ],
  "a missing getter": [
    CLASS,
    replace(/ {2}get state\(\)[^]*?\n {2}\}\n/, ""),
    /^line \d+: class RootObject ends without get state$/,
  ],
  "a getter for what is to be abstract, or the other way round": [
    CLASS,
    replace(
      /get state\(\): (\w+) \{[^]*?\n {2}\}\n/,
      "abstract get state(): $1;\n",
    ),
    /^line \d+: abstract get state in class RootObject is planned as get state$/,
  ],
  "an interface that gives the class a method": [
    CLASS,
    replace(/(?<=interface RootObject \{\n)/, "  evil(): void;\n"),
    /^line \d+: method evil in interface RootObject is not planned$/,
  ],
  "an import of a package": [
    "src/types.ts",
    append('import { readFileSync } from "node:fs";'),
    /^line \d+: import of "node:fs" is not planned$/,
  ],
  "an import of what only tests import": [
    "src/types.ts",
    append('import { it } from "vitest";'),
    /^line \d+: import of "vitest" is not planned$/,
  ],
  "an import for its effect": [
    "src/types.ts",
    append('import "./errors.ts";'),
    /^line \d+: import of nothing from "\.\/errors\.ts" is not planned$/,
  ],
  "an import of a file that is not of the package": [
    "src/types.ts",
    append('import { a } from "./evil.ts";'),
    /^line \d+: import of "\.\/evil\.ts" is not planned$/,
  ],
  "an import from outside": [
    "src/types.ts",
    append('import { a } from "../../src/errors.ts";'),
    /^line \d+: import of "\.\.\/\.\.\/src\/errors\.ts" is not planned$/,
  ],
  "an import of an address": [
    "src/types.ts",
    append('import { a } from "https://example.org/a.ts";'),
    /^line \d+: import of "https:\/\/example\.org\/a\.ts" is not planned$/,
  ],
  "an import of what the file does not export": [
    "src/types.ts",
    append('import { placeError } from "./entry.ts";'),
    /^line \d+: placeError is not planned to be in "\.\/entry\.ts"$/,
  ],
  "an import of all": [
    "src/types.ts",
    append('import * as all from "./errors.ts";'),
    /^line \d+: all is not planned to be in "\.\/errors\.ts"$/,
  ],
  "an import at a later time": [
    "src/guards.ts",
    replace(/return kind/, 'void import("node:fs"); return kind'),
    /^line \d+: import\(\) is not planned$/,
  ],
  "a look at where the module is": [
    "src/guards.ts",
    replace(/return kind/, "void import.meta.url; return kind"),
    /^line \d+: import\.meta is not planned$/,
  ],
  "an index that passes on the machinery": [
    "src/index.ts",
    append('export * from "./factory.ts";'),
    /^line \d+: export \* from "\.\/factory\.ts" is not planned$/,
  ],
  "an index that passes on values for types": [
    "src/index.ts",
    replace("export type * from", "export * from"),
    /^line \d+: export \* from "\.\/events\.ts" is not planned\n.*: line \d+: the file ends without export type \* from "\.\/events\.ts"$/,
  ],
  "an index without the guards": [
    "src/index.ts",
    replace('export * from "./guards.ts";\n', ""),
    /^line \d+: the file ends without export \* from "\.\/guards\.ts"$/,
  ],
  "what npm runs": [
    "package.json",
    replace('"type":', '"scripts": { "postinstall": "a" },\n  "type":'),
    /^the key "scripts" is not planned$/,
  ],
};

describe("what is not planned", () => {
  it("is nothing of what is emitted", async () => {
    expect(verifySet(files.keys(), planned)).toEqual([]);
    expect(await verifyTexts(files, planned)).toEqual([]);
    console.log(`planned names: ${Object.keys(MISTAKES).length} mistakes`);
  });

  it.each(Object.entries(MISTAKES))(
    "is found: %s",
    async (_what, [path, mistake, expected]) => {
      const said = await faultsOf(path, mistake);
      expect(said.slice(0, path.length + 2)).toBe(`${path}: `);
      expect(said.slice(path.length + 2)).toMatch(expected);
    },
  );

  it("is found with its line", async () => {
    const lines = files.get("src/table.ts")?.split("\n").length ?? 0;
    const change = append("// a\nconst smuggled = 1;");
    expect(await faultsOf("src/table.ts", change)).toBe(
      `src/table.ts: line ${lines + 1}: const smuggled in the file is not planned`,
    );
  });
});

/** Every declaration whose name its file declares once, with the places of all and of its name. */
const declarations = [...files]
  .filter(([path]) => path.endsWith(".ts"))
  .flatMap(([path, text]) => {
    const { program } = parseSync(path, text, { lang: "ts" });
    const found = program.body.flatMap((node) => {
      const isExported = node.type === "ExportNamedDeclaration";
      const inner = isExported ? node.declaration : node;
      const named =
        inner?.type === "VariableDeclaration"
          ? inner.declarations.map(({ id }) => id)
          : inner !== null && "id" in inner
            ? [inner.id]
            : [];
      return named.flatMap((id) =>
        id !== null && "name" in id
          ? [{ path, text, node, name: String(id.name), id }]
          : [],
      );
    });
    return found.filter(
      ({ name }) => found.filter((other) => other.name === name).length === 1,
    );
  });

type Subject = (typeof declarations)[number];

/** Ways to get one declaration wrong. */
const WAYS: Readonly<Record<string, (it: Subject, fresh: string) => string>> = {
  removed: ({ text, node }) => text.slice(0, node.start) + text.slice(node.end),
  renamed: ({ text, id }, fresh) =>
    text.slice(0, id.start) +
    fresh +
    text.slice(id.start + nameLength(text, id)),
  exported: ({ text, node }) =>
    text.startsWith("export ", node.start)
      ? text.slice(0, node.start) + text.slice(node.start + 7)
      : `${text.slice(0, node.start)}export ${text.slice(node.start)}`,
  followed: ({ text, node }, fresh) =>
    `${text.slice(0, node.end)}\ntype ${fresh} = 1;${text.slice(node.end)}`,
};

function nameLength(text: string, { start }: Subject["id"]): number {
  return /^[\w$]+/.exec(text.slice(start))?.[0].length ?? 0;
}

describe("any declaration", () => {
  it("that is removed, renamed, exported or not, or added is found by name", async () => {
    expect(declarations.length).toBeGreaterThan(300);
    const fresh = fc
      .stringMatching(/^[A-Za-z_$][\w$]{3,12}$/)
      .filter((name) => declarations.every((it) => it.name !== name));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...declarations),
        fc.constantFrom(...Object.keys(WAYS)),
        fresh,
        async (subject, way, name) => {
          const text = WAYS[way]?.(subject, name) ?? "";
          const { path } = subject;
          const faults = await verifyTexts(new Map([[path, text]]), planned);
          const about = way === "followed" ? name : subject.name;
          const said = faults.map(({ message }) => message);
          expect(said.join("\n")).toMatch(/^line \d+: /);
          expect(said.some((it) => it.includes(` ${about}`))).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });
});
