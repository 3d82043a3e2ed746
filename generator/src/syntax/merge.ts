/** Puts the sections of several files together. @module */
import type { Reporter } from "../diagnostics/reporter.ts";
import * as rules from "../diagnostics/syntax-rules.ts";
import type { Located } from "./source.ts";
import type {
  Entry,
  FileSyntax,
  Rows,
  SectionsSyntax,
  ViolationsSyntax,
} from "./tree.ts";

/** The sections of a whole table. */
export type MergedSections = Required<Omit<SectionsSyntax, "violations">> & {
  readonly violations: Located<ViolationsSyntax> | undefined;
};

/** Puts the sections of files together, in the order of the files. */
export function mergeSections(
  files: readonly FileSyntax[],
  reporter: Reporter,
): MergedSections {
  const merge = <T>(kind: string, rowsOf: (file: FileSyntax) => MaybeRows<T>) =>
    mergeRows(kind, files.map(rowsOf), reporter);
  return {
    errors: merge("the error", (file) => file.errors),
    violations: mergeViolations(files, reporter),
    types: merge("the type", (file) => file.types),
    functions: merge("the function", (file) => file.functions),
    events: merge("the event", (file) => file.events),
    properties: merge("the property", (file) => file.properties),
    sets: merge("the set", (file) => file.sets),
    lifecycles: merge("the lifecycle", (file) => file.lifecycles),
    categories: merge("the category", (file) => file.categories),
    services: merge("the service", (file) => file.services),
    observers: merge("the observer", (file) => file.observers),
    scenarios: merge("the scenario", (file) => file.scenarios),
    accept: files.flatMap(({ accept }) => accept ?? []),
  };
}

type MaybeRows<T> = Rows<T> | undefined;

function mergeRows<T>(
  kind: string,
  sections: readonly MaybeRows<T>[],
  reporter: Reporter,
): Rows<T> {
  const merged = new Map<string, Entry<T>>();
  for (const entry of sections.flatMap((rows) => rows ?? [])) {
    const { name, span } = entry;
    const first = merged.get(name);
    if (first === undefined) {
      merged.set(name, entry);
      continue;
    }
    const related = { message: "first declared here", span: first.span };
    reporter.report(rules.declaredTwice, span, { kind, name }, [related]);
  }
  return [...merged.values()];
}

function mergeViolations(
  files: readonly FileSyntax[],
  reporter: Reporter,
): Located<ViolationsSyntax> | undefined {
  const [first, ...others] = files.flatMap((file) => file.violations ?? []);
  if (first === undefined) return undefined;
  for (const { span } of others) {
    const about = { kind: "the section", name: "violations" };
    const related = { message: "first declared here", span: first.span };
    reporter.report(rules.declaredTwice, span, about, [related]);
  }
  return first;
}
