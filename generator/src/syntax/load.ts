/** Reads a table's root file and all that it imports. @module */
import { Reporter } from "../diagnostics/reporter.ts";
import * as rules from "../diagnostics/syntax-rules.ts";
import {
  file as fileShape,
  HEAD_DOCS,
  importPaths,
  LANGUAGE_VERSION,
  REQUIRED_HEAD,
} from "./grammar/file.ts";
import * as limits from "../diagnostics/limit-rules.ts";
import type { GetYaml } from "./full/library.ts";
import { resolveImport } from "./import-path.ts";
import { Reader } from "./kit/shape.ts";
import { Budget, type Limits } from "./limits.ts";
import type { MergedSections } from "./merge.ts";
import { mergeSections } from "./merge.ts";
import type { Node } from "./node.ts";
import { Places } from "./places.ts";
import type { Located, Span } from "./source.ts";
import { Source } from "./source.ts";
import type { FileSyntax, HeadSyntax, ViolationsSyntax } from "./tree.ts";
import { parseYaml } from "./yaml.ts";

/** A whole table as it is written: its head, and the sections of all its files. */
export interface TableSyntax {
  readonly head: Required<Omit<HeadSyntax, "source" | "documented">> &
    Pick<HeadSyntax, "source" | "documented">;
  readonly doc: string;
  /** Where to point for what the table as a whole lacks. */
  readonly span: Span;
  readonly sections: MergedSections & {
    readonly violations: Located<ViolationsSyntax>;
  };
  readonly places: Places;
}

interface Loaded {
  /** Absent if there is any error. */
  readonly table: TableSyntax | undefined;
  /** The text of every file that was read, by path. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Reads the root file and, once each, the files that it imports. */
export function load(
  entry: string,
  read: (path: string) => string | undefined,
  reporter: Reporter,
  limits: Limits,
  getYaml: GetYaml,
): Loaded {
  const loader = new Loader(read, reporter, limits, getYaml);
  const root = loader.loadRoot(entry);
  const { files, sources, places } = loader;
  const sections = mergeSections(files, reporter);
  const missing = loader.missingHead(entry);
  const parts = root && assemble(root, missing, sections, reporter);
  const table = parts && { ...parts, places };
  return { table: reporter.errors > 0 ? undefined : table, sources };
}

class Loader {
  /** Imported ones before those that import them. */
  readonly files: FileSyntax[] = [];
  readonly sources: Map<string, string> = new Map();
  readonly places: Places = new Places();
  readonly #read: (path: string) => string | undefined;
  readonly #reporter: Reporter;
  /** The files that are being read: what an import of them would close to a cycle. */
  readonly #open: string[] = [];
  /** What each file says, be it well or badly. */
  readonly #presentKeys = new Map<string, ReadonlySet<string>>();
  readonly #budget: Budget;
  readonly #getYaml: GetYaml;

  constructor(
    read: (path: string) => string | undefined,
    reporter: Reporter,
    most: Limits,
    getYaml: GetYaml,
  ) {
    this.#read = read;
    this.#reporter = reporter;
    this.#budget = new Budget(most);
    this.#getYaml = getYaml;
  }

  /** The required keys of the head that the root file does not have at all. */
  missingHead(root: string): readonly (keyof HeadSyntax)[] {
    const present = this.#presentKeys.get(root);
    return REQUIRED_HEAD.filter((key) => present?.has(key) === false);
  }

  loadRoot(path: string): FileSyntax | undefined {
    const text = this.#read(path);
    if (text !== undefined) return this.#load(path, text);
    const span = { source: new Source(path, ""), start: 0, end: 0 };
    this.#reporter.report(rules.missingEntry, span, { path });
    return undefined;
  }

  #load(path: string, text: string): FileSyntax | undefined {
    const source = new Source(path, text);
    this.sources.set(path, text);
    const parsed = parseYaml(
      ...([source, this.#reporter, this.#budget, this.#getYaml] as const),
    );
    if (parsed === undefined) return undefined;
    const { root, whole } = parsed;
    const file = whole ? this.#readFile(root, source) : undefined;
    // What a file imports has its own errors, which are told in the same run.
    const imports = file === undefined ? importsIn(root, source) : file.imports;
    this.#open.push(path);
    for (const wanted of imports ?? []) this.#import(path, wanted);
    this.#open.pop();
    if (file !== undefined) this.files.push(file);
    return file;
  }

  #readFile(node: Node | null, source: Source): FileSyntax | undefined {
    const owner = { source, start: 0, end: 1 };
    if (node === null) {
      const about = { expected: "a table", found: "nothing" };
      return (this.#reporter.report(rules.wrongKind, owner, about), undefined);
    }
    this.places.add(source, node);
    const reader = new Reader(source, this.#reporter);
    this.#presentKeys.set(source.path, keysOf(node));
    const file = fileShape.read(node, reader, owner);
    if (file !== undefined && file.captable.value !== LANGUAGE_VERSION) {
      const { value: version, span } = file.captable;
      this.#reporter.report(rules.languageVersion, span, { version });
    }
    return file;
  }

  #import(from: string, { value, span }: Located<string>): void {
    const target = resolveImport(from, value);
    if ("problem" in target) {
      const outside = target.problem === "outside";
      const rule = outside ? rules.importOutside : rules.importPath;
      this.#reporter.report(rule, span, { path: value });
      return;
    }
    const { path } = target;
    const open = this.#open.indexOf(path);
    if (open >= 0) {
      const cycle = [...this.#open.slice(open), path];
      this.#reporter.report(rules.importCycle, span, { path: cycle });
      return;
    }
    if (this.sources.has(path)) return;
    const { files } = this.#budget.most;
    if (this.sources.size === files) {
      const about = { most: files, what: "imports" };
      this.#reporter.report(limits.tooLarge, span, about);
      return;
    }
    const text = this.#read(path);
    if (text === undefined) {
      this.#reporter.report(rules.missingFile, span, { path });
      return;
    }
    const file = this.#load(path, text);
    if (file !== undefined) this.#refuseHead(file);
  }

  #refuseHead(file: FileSyntax): void {
    for (const key of HEAD_DOCS.keys()) {
      const span = file[key]?.span;
      if (span !== undefined) {
        this.#reporter.report(rules.headInImport, span, { key });
      }
    }
  }
}

function assemble(
  root: FileSyntax,
  missing: readonly (keyof HeadSyntax)[],
  sections: MergedSections,
  reporter: Reporter,
): Omit<TableSyntax, "places"> | undefined {
  const { name, title, source, object, errorClass, documented } = root;
  const { violations } = sections;
  const { span } = root.captable;
  // A file that could not be read may well be the one that has them.
  if (violations === undefined && reporter.errors === 0) {
    const doc = "Which status each kind of breach gets.";
    reporter.report(rules.missingKey, span, { key: "violations", doc });
  }
  for (const key of missing) {
    const doc = HEAD_DOCS.get(key) ?? "";
    reporter.report(rules.missingKey, span, { key, doc });
  }
  if (!name || !title || !object || !errorClass || !root.package) return;
  if (violations === undefined) return;
  return {
    head: {
      ...{ name, title, object, errorClass, package: root.package },
      ...(source !== undefined && { source }),
      ...(documented !== undefined && { documented }),
    },
    doc: root.doc ?? "",
    span,
    sections: { ...sections, violations },
  };
}

/** The imports of a file that cannot be read as a whole; what is wrong with them has been reported, or does not matter yet. */
function importsIn(
  node: Node | null,
  source: Source,
): readonly Located<string>[] {
  const wanted = pairsIn(node).find(({ key }) => key === "imports")?.value;
  if (wanted === undefined) return [];
  const reader = new Reader(source, new Reporter());
  const owner = { source, start: 0, end: 1 };
  return importPaths.read(wanted, reader, owner) ?? [];
}

function keysOf(node: Node): ReadonlySet<string> {
  return new Set(pairsIn(node).map(({ key }) => key));
}

function pairsIn(
  node: Node | null,
): readonly { readonly key: string; readonly value: Node }[] {
  if (node?.kind !== "map") return [];
  return node.pairs.flatMap(({ key, value }) =>
    key.kind === "scalar" ? [{ key: String(key.value), value }] : [],
  );
}
