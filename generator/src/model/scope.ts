/** The names of a table, and how references to them are resolved. @module */
import * as rules from "../diagnostics/name-rules.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Unknown } from "../diagnostics/rule.ts";
import { unknownAmong } from "../diagnostics/suggest.ts";
import type { TableSyntax } from "../syntax/load.ts";
import type { Located } from "../syntax/source.ts";
import type {
  CategorySyntax,
  Entry,
  ErrorSyntax,
  EventSyntax,
  FragmentSyntax,
  FunctionSyntax,
  HolderSyntax,
  Name,
  PropertySyntax,
  Rows,
  RowSyntax,
  ServiceSyntax,
  SetSyntax,
  TypeSyntax,
} from "../syntax/tree.ts";

/** The rows of one kind, by name. */
export class Names<T> {
  /** What a row is, such as `function`. */
  readonly kind: string;
  readonly #rows: ReadonlyMap<string, Entry<T>>;

  constructor(kind: string, rows: Rows<T>) {
    this.kind = kind;
    this.#rows = new Map(rows.map((entry) => [entry.name, entry]));
  }

  get(name: string): Entry<T> | undefined {
    return this.#rows.get(name);
  }

  has(name: string): boolean {
    return this.#rows.has(name);
  }

  keys(): Iterable<string> {
    return this.#rows.keys();
  }

  /** In the order of the table. */
  all(): Iterable<Entry<T>> {
    return this.#rows.values();
  }
}

/** All the names of a table. */
export class Scope {
  readonly table: TableSyntax;
  readonly reporter: Reporter;
  readonly errors: Names<ErrorSyntax>;
  readonly types: Names<TypeSyntax>;
  readonly functions: Names<FunctionSyntax>;
  readonly events: Names<EventSyntax>;
  readonly properties: Names<PropertySyntax>;
  readonly sets: Names<SetSyntax>;
  readonly lifecycles: Names<FragmentSyntax>;
  readonly categories: Names<CategorySyntax>;
  readonly services: Names<ServiceSyntax>;
  readonly observers: Names<RowSyntax>;
  /** Categories and services together. */
  readonly holders: Names<HolderSyntax>;
  /** The kinds of which names were looked for that do not exist. */
  readonly unresolved: Set<string> = new Set();
  /** The errors that something names. */
  readonly usedErrors: Set<string> = new Set();

  constructor(table: TableSyntax, reporter: Reporter) {
    const { sections } = table;
    this.table = table;
    this.reporter = reporter;
    this.errors = new Names("error", sections.errors);
    this.types = new Names("type", sections.types);
    this.functions = new Names("function", sections.functions);
    this.events = new Names("event", sections.events);
    this.properties = new Names("property", sections.properties);
    this.sets = new Names("set", sections.sets);
    this.lifecycles = new Names("lifecycle", sections.lifecycles);
    this.categories = new Names("category", sections.categories);
    this.services = new Names("service", sections.services);
    this.observers = new Names("observer", sections.observers);
    this.holders = new Names<HolderSyntax>("category or service", [
      ...sections.categories,
      ...sections.services,
    ]);
  }

  /** The row that a reference names; if there is none, that is reported. */
  find<T>(names: Names<T>, reference: Name): Entry<T> | undefined {
    const found = names.get(reference.value);
    if (found === undefined) {
      this.unknown(names.kind, reference, names.keys());
    } else if (names.kind === this.errors.kind) {
      this.usedErrors.add(found.name);
    }
    return found;
  }

  /** Reports a name that is none of those that there are. */
  unknown(
    kind: string,
    reference: Name,
    known: Iterable<string>,
    better?: Pick<Unknown, "suggestion" | "instead">,
  ): undefined {
    this.unresolved.add(kind);
    const about = unknownAmong(kind, reference.value, known);
    this.reporter.report(rules.unknownName, reference.span, {
      ...about,
      ...better,
    });
  }

  /** Whether one of the names is meant; if not, that is reported. */
  isAmong(kind: string, reference: Name, known: ReadonlySet<string>): boolean {
    if (known.has(reference.value)) return true;
    this.unknown(kind, reference, known);
    return false;
  }

  /** The references that can be resolved, each once. */
  findAll<T>(
    names: Names<T>,
    references: readonly Name[] | undefined,
  ): readonly Name[] {
    return this.unique(references).filter(
      (reference) => this.find(names, reference) !== undefined,
    );
  }

  /** The references without repetitions, which are reported. */
  unique(references: readonly Name[] | undefined): readonly Name[] {
    const seen = new Map<string, Located<string>>();
    for (const reference of references ?? []) {
      const { value: name, span } = reference;
      const first = seen.get(name);
      if (first === undefined) {
        seen.set(name, reference);
        continue;
      }
      const related = { message: "first listed here", span: first.span };
      this.reporter.report(rules.listedTwice, span, { name }, [related]);
    }
    return [...seen.values()];
  }

  /** The status that a breach gets, which must not be a success. */
  thrown(reference: Name): string {
    const status = this.find(this.errors, reference);
    if (status?.row.success === true) {
      const about = { name: reference.value };
      this.reporter.report(rules.successThrown, reference.span, about);
    }
    return reference.value;
  }

  /** The status that a malformed argument gets if nothing else is said. */
  get argumentError(): string {
    return this.table.sections.violations.value.argument.value;
  }
}
