/** Compares what a module imports and passes on with what is planned. @module */
import type { EcmaScriptModule, ModuleExportName, Program } from "oxc-parser";
import type { CodeOutline, Outline } from "../outline/outline.ts";
import type { PlacedFault } from "./verify-declarations.ts";

type Node = Program["body"][number];
type Import = Extract<Node, { type: "ImportDeclaration" }>;
type Export = Extract<
  Node,
  { type: "ExportAllDeclaration" | "ExportNamedDeclaration" }
>;

/** Every import of what is neither exported by a file of the package nor of a package that is planned. */
export function importFaults(
  path: string,
  { body }: Program,
  { dynamicImports, importMetas }: EcmaScriptModule,
  { packages, asksWhereItIs }: CodeOutline,
  outline: Outline,
): readonly PlacedFault[] {
  const faults: PlacedFault[] = [];
  for (const node of body)
    if (node.type === "ImportDeclaration") {
      const name = node.source.value;
      if (packages.includes(name)) continue;
      const target = outline.get(resolved(path, name) ?? "");
      if (target?.kind === "code") faults.push(...nameFaults(node, target));
      else
        faults.push({
          at: node.start,
          message: `import of ${JSON.stringify(name)} is not planned`,
        });
    }
  for (const { start } of dynamicImports)
    faults.push({ at: start, message: "import() is not planned" });
  for (const { start } of asksWhereItIs ? [] : importMetas)
    faults.push({ at: start, message: "import.meta is not planned" });
  return faults;
}

/** The names that a file of the package is not planned to export. */
function nameFaults(node: Import, target: CodeOutline): readonly PlacedFault[] {
  const from = JSON.stringify(node.source.value);
  const exports = exportsOf(target);
  if (node.specifiers.length === 0)
    return [
      {
        at: node.start,
        message: `import of nothing from ${from} is not planned`,
      },
    ];
  return node.specifiers.flatMap((one) => {
    const name =
      one.type === "ImportSpecifier" ? nameOf(one.imported) : undefined;
    if (name !== undefined && exports.has(name)) return [];
    const what = name ?? one.local.name;
    return [
      { at: one.start, message: `${what} is not planned to be in ${from}` },
    ];
  });
}

const exportsByFile = new WeakMap<CodeOutline, ReadonlySet<string>>();

function exportsOf(file: CodeOutline): ReadonlySet<string> {
  const known = exportsByFile.get(file);
  if (known !== undefined) return known;
  const names = file.declarations
    .filter(({ exported }) => exported)
    .map(({ name }) => name);
  const fresh = new Set(names);
  exportsByFile.set(file, fresh);
  return fresh;
}

/** The file of the package that a module means by a path; nothing for what is elsewhere. */
function resolved(from: string, name: string): string | undefined {
  if (!/^\.\.?\//.test(name)) return undefined;
  const folders = from.split("/").slice(0, -1);
  for (const part of name.split("/"))
    if (part === "..") {
      if (folders.pop() === undefined) return undefined;
    } else if (part !== ".") folders.push(part);
  return folders.join("/");
}

/** What a module passes on that is not planned, and what it does not pass on that is. */
export function reexportFaults(
  text: string,
  { body }: Program,
  { reexports }: CodeOutline,
): readonly PlacedFault[] {
  const missing = new Set(reexports);
  const faults: PlacedFault[] = [];
  for (const node of body)
    if (
      node.type === "ExportAllDeclaration" ||
      node.type === "ExportNamedDeclaration"
    )
      for (const what of passedOn(node))
        if (!missing.delete(what))
          faults.push({
            at: node.start,
            message: `export ${what} is not planned`,
          });
  for (const what of missing)
    faults.push({
      at: text.length,
      message: `the file ends without export ${what}`,
    });
  return faults;
}

function passedOn(node: Export): readonly string[] {
  const source = node.source === null ? "" : ` from ${node.source.raw}`;
  const type = node.exportKind === "type" ? "type " : "";
  if (node.type === "ExportAllDeclaration") {
    const as = node.exported === null ? "" : ` as ${nameOf(node.exported)}`;
    return [`${type}*${as}${source}`];
  }
  return node.specifiers.map((one) => {
    const [name, as] = [nameOf(one.local), nameOf(one.exported)];
    const prefix = type === "" && one.exportKind === "type" ? "type " : type;
    return `${prefix}${name}${as === name ? "" : ` as ${as}`}${source}`;
  });
}

function nameOf(name: ModuleExportName): string {
  return name.type === "Identifier" ? name.name : name.value;
}
