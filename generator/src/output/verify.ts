/**
 * Looks at what was emitted without trusting the emitter: every path stays in the folder, every file parses, and no
 * TypeScript file holds a statement that a text from the table could have smuggled in.
 *
 * @module
 */
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

/** Parses files and checks what they consist of. Loads the parser only if there is a file to parse. */
export async function verifyTexts(
  files: ReadonlyMap<string, string>,
): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  for (const [path, text] of files)
    for (const message of await textFaults(path, text))
      faults.push({ path, message });
  return faults;
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
): Promise<readonly string[]> {
  if (text.includes("\r")) return ["has a carriage return"];
  if (path.endsWith(".json")) return jsonFaults(text);
  if (!path.endsWith(".ts")) return [];
  const { statementFaults } = await import("./verify-typescript.ts");
  return statementFaults(path, text);
}

function jsonFaults(text: string): readonly string[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
