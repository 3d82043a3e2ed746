/**
 * Looks at what was emitted without trusting the emitter: every path stays in the folder, the files are those that are
 * planned, every file parses, no TypeScript file holds a statement that a text from the table could have smuggled in,
 * and each declares exactly the names that are planned.
 *
 * @module
 */
import type { FileOutline, Outline } from "../outline/outline.ts";
import { isReserved } from "./reserved.ts";
import { MANIFEST } from "./manifest.ts";

/** Something emitted that must not be: a bug of captable, never of a table. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

/** Checks the paths of a package; cheap, and done on every run. */
export function verifyPaths(paths: Iterable<string>): readonly Fault[] {
  const faults: Fault[] = [];
  const seen = new Map<string, string>();
  for (const path of paths) {
    const message = pathFault(path);
    if (message !== undefined) faults.push({ path, message });
    const folded = path.toLowerCase();
    const twin = seen.get(folded);
    if (twin !== undefined)
      faults.push({ path, message: `differs from ${twin} only in case` });
    seen.set(folded, path);
  }
  return faults;
}

/** Checks that the files of a package are those that are planned; as cheap. */
export function verifySet(
  paths: Iterable<string>,
  outline: Outline,
): readonly Fault[] {
  const emitted = new Set(paths);
  const extra = [...emitted].filter((path) => !outline.has(path));
  const missing = [...outline.keys()].filter((path) => !emitted.has(path));
  return [
    ...extra.map((path) => ({ path, message: "is not planned" })),
    ...missing.map((path) => ({ path, message: "is planned and missing" })),
  ];
}

/** Files, by path; those that are yet to come are waited for. */
export type Files =
  | Iterable<readonly [path: string, text: string]>
  | AsyncIterable<readonly [path: string, text: string]>;

/**
 * Parses files of a package and compares them with what is planned. Loads the parser only if there is a file to parse.
 */
export async function verifyTexts(
  files: Files,
  outline: Outline,
): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  const pending: Promise<readonly Fault[]>[] = [];
  for await (const [path, text] of files) {
    const faultsThere = faultsOf(path, text, outline);
    // A failure is heard when its turn comes, and not before.
    faultsThere.catch(() => undefined);
    pending.push(faultsThere);
    if (pending.length > AHEAD) faults.push(...((await pending.shift()) ?? []));
  }
  return [...faults, ...(await Promise.all(pending)).flat()];
}

/** So many files are parsed while one is looked at. What is parsed takes ten times the memory of its text. */
const AHEAD = 4;

async function faultsOf(
  path: string,
  text: string,
  outline: Outline,
): Promise<readonly Fault[]> {
  const messages = await textFaults(path, text, outline);
  return messages.map((message) => ({ path, message }));
}

const SEGMENT = /^[A-Za-z0-9_@.-]+$/;
/** Names that stand for devices on one platform, with any extension. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

function pathFault(path: string): string | undefined {
  if (path === MANIFEST) return "is the manifest's own path";
  if (isReserved(path)) return "belongs to the tools that build the package";
  for (const segment of path.split("/")) {
    const dots = segment === "." || segment === ".." || segment.endsWith(".");
    if (dots || !SEGMENT.test(segment) || DEVICE.test(segment))
      return "is not a portable path inside the folder";
  }
  return undefined;
}

async function textFaults(
  path: string,
  text: string,
  outline: Outline,
): Promise<readonly string[]> {
  if (text.includes("\r")) return ["has a carriage return"];
  const planned = outline.get(path);
  // The manifest is captable's own, and no printer's.
  if (path === MANIFEST) return jsonFaults(text);
  if (planned === undefined) return ["is not planned"];
  switch (planned.kind) {
    case "text":
      return [];
    case "json":
      return jsonFaults(text, planned.keys);
    case "code": {
      const { codeFaults } = await import("./verify-typescript.ts");
      return codeFaults(path, text, planned, outline);
    }
  }
}

function jsonFaults(
  text: string,
  planned?: Extract<FileOutline, { kind: "json" }>["keys"],
): readonly string[] {
  try {
    const keys = Object.keys(Object(JSON.parse(text)));
    if (planned === undefined) return [];
    return [
      ...keys
        .filter((key) => !planned.includes(key))
        .map((key) => `the key ${JSON.stringify(key)} is not planned`),
      ...planned
        .filter((key) => !keys.includes(key))
        .map((key) => `the key ${JSON.stringify(key)} is planned and missing`),
    ];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
