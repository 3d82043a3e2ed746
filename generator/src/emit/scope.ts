/** The imports of one emitted file: collected while its parts are printed, printed at its head. @module */
import type { Category, FunctionRow, Table } from "../model/model.ts";
import { KindNumbers } from "./kind-numbers.ts";
import { anyName, categoryNames } from "./names.ts";
import {
  type Doc,
  group,
  indent,
  join,
  line,
  ifBreak,
} from "./print/layout.ts";

/** Everything about a table that views look up by name, built once. */
export class TableIndex {
  readonly table: Table;
  readonly kinds: ReadonlyMap<string, Category>;
  #numbers: KindNumbers | undefined;
  readonly #statusDocs: ReadonlyMap<string, string>;
  readonly #functions = new Map<
    string,
    ReadonlyMap<string, readonly FunctionRow[]>
  >();

  constructor(
    table: Table,
    kinds: ReadonlyMap<string, Category> = new Map(
      [...table.categories, ...table.services].map((kind) => [kind.name, kind]),
    ),
  ) {
    this.#statusDocs = new Map(
      table.errors.map((status) => [status.name, status.doc]),
    );
    this.table = table;
    this.kinds = kinds;
  }

  /** The numbers by which kinds are told apart. */
  get numbers(): KindNumbers {
    return (this.#numbers ??= new KindNumbers(this.table));
  }

  /** What a status means. */
  statusDoc(name: string): string {
    return this.#statusDocs.get(name) ?? "";
  }

  kind(name: string): Category {
    const kind = this.kinds.get(name);
    if (kind === undefined) throw new Error(`no category or service ${name}`);
    return kind;
  }

  /** The functions of a category or a service that have an id. */
  functionsNamed(id: string, kind: string): readonly FunctionRow[] {
    const known = this.#functions.get(kind);
    const byId = known ?? rowsById(this.kind(kind));
    if (known === undefined) this.#functions.set(kind, byId);
    return byId.get(id) ?? [];
  }
}

function rowsById({
  functions,
}: Category): ReadonlyMap<string, readonly FunctionRow[]> {
  const byId = new Map<string, FunctionRow[]>();
  for (const row of functions) {
    const rows = byId.get(row.id);
    if (rows === undefined) byId.set(row.id, [row]);
    else rows.push(row);
  }
  return byId;
}

interface Module {
  readonly types: Set<string>;
  readonly values: Set<string>;
}

/** What one file imports, by the module's path from the root of the sources. */
export class Scope {
  readonly index: TableIndex;
  readonly #file: string;
  readonly #modules = new Map<string, Module>();

  constructor(index: TableIndex, file: string) {
    this.index = index;
    this.#file = file;
  }

  /** Imports a type. */
  use(name: string, module: string): string {
    this.#module(module).types.add(name);
    return name;
  }

  /** Imports a value. */
  useValue(name: string, module: string): string {
    this.#module(module).values.add(name);
    return name;
  }

  type(name: string): string {
    return this.use(name, "types.ts");
  }

  /** The class of a category or a service; without a name, the union of all. */
  instance(name: string | undefined): string {
    if (name === undefined) {
      return this.use(anyName(this.index.table), "kinds.ts");
    }
    const kind = this.index.kind(name);
    return this.use(kind.className, categoryNames(kind).classFile);
  }

  /** The type of an instance of exactly the category: its class, unless others extend that. */
  exact(category: Category): string {
    const { exact, classFile } = categoryNames(category);
    const own = exact === category.className;
    return this.use(exact, own ? classFile : "kinds.ts");
  }

  handlers(name: string): string {
    return this.use(categoryNames(this.index.kind(name)).handlers, "events.ts");
  }

  isEmpty(): boolean {
    return this.#modules.size === 0;
  }

  /** The import declarations, sorted by module. */
  imports(): Doc {
    const modules = [...this.#modules]
      .filter(([path]) => path !== this.#file)
      .map(([path, module]) => ({ path: relative(this.#file, path), module }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
    return modules.map(({ path, module }, index) => [
      index === 0 ? "" : "\n",
      importDeclaration(path, module),
    ]);
  }

  #module(path: string): Module {
    const known = this.#modules.get(path);
    if (known !== undefined) return known;
    const fresh = { types: new Set<string>(), values: new Set<string>() };
    this.#modules.set(path, fresh);
    return fresh;
  }
}

function importDeclaration(path: string, module: Module): Doc {
  const values = [...module.values].sort(byCodeUnit);
  const types = [...module.types]
    .filter((name) => !module.values.has(name))
    .sort(byCodeUnit);
  if (values.length === 0) return clause("import type", types, path);
  return clause(
    "import",
    [...values, ...types.map((name) => `type ${name}`)],
    path,
  );
}

/** `import { a, b } from "./c.ts";` or one name a line. */
export function clause(
  keyword: string,
  names: readonly string[],
  path: string,
): Doc {
  // A single name never leaves the line, however long.
  const space = names.length === 1 ? " " : line;
  const end = names.length === 1 ? "" : ifBreak(",");
  return group(
    `${keyword} {`,
    indent(space, join([",", line], names)),
    end,
    space,
    `} from "${path}";`,
  );
}

export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function relative(from: string, to: string): string {
  const depth = from.split("/").length - 1;
  const [folder] = from.split("/");
  if (depth === 1 && to.startsWith(`${folder}/`)) {
    return `./${to.slice((folder ?? "").length + 1)}`;
  }
  return `${depth === 0 ? "./" : "../".repeat(depth)}${to}`;
}
