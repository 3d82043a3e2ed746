/**
 * The files of the classes. Whoever emits a table again and again, with little changed in between, keeps a memo: then
 * only the classes are rendered of which something has changed that their files are made from.
 *
 * With a memo, a class is rendered from its own category and from what {@link faceOf} leaves of others. That is all
 * that it is compared by, and all that it can see: what a file depends on cannot be forgotten in the comparison.
 *
 * @module
 */
import type { Category, Table } from "../model/model.ts";
import { faceOf, frameOf } from "./faces.ts";
import { categoryNames } from "./names.ts";
import { TableIndex } from "./scope.ts";
import { render } from "./templates.ts";
import { classView } from "./views/class.ts";

/** A file, and what it was rendered from. */
interface Rendered {
  readonly frame: string;
  readonly own: string;
  /** By name, the faces that it has asked for. */
  readonly faces: ReadonlyMap<string, string>;
  readonly text: string;
}

/** The files of the classes of one table as they were last rendered, by path. */
export class ClassMemo {
  #files = new Map<string, Rendered>();
  readonly #observe: (path: string) => void;

  /** Tells of every file that is rendered. */
  constructor(observe: (path: string) => void = () => undefined) {
    this.#observe = observe;
  }

  /** The files of a table, all at once: those of classes that are no more are forgotten. */
  files(table: Table): ReadonlyMap<string, string> {
    const round = new Round(table);
    const files = new Map<string, Rendered>();
    for (const kind of round.kinds) {
      const path = classPath(kind);
      const known = this.#files.get(path);
      const own = plain(kind);
      if (known !== undefined && round.isStill(known, own))
        files.set(path, known);
      else {
        this.#observe(path);
        files.set(path, round.render(kind, own));
      }
    }
    this.#files = files;
    return new Map([...files].map(([path, { text }]) => [path, text]));
  }
}

/** One look at a table. */
class Round {
  readonly kinds: readonly Category[];
  readonly #table: Table;
  readonly #frame: string;
  readonly #index: ReadonlyMap<string, Category>;
  /** As texts. */
  readonly #faces: ReadonlyMap<string, string>;

  constructor(table: Table) {
    this.kinds = [...table.categories, ...table.services];
    this.#table = frameOf(table);
    this.#frame = plain(this.#table);
    const faces = this.kinds.map((kind) => [kind.name, faceOf(kind)] as const);
    this.#index = new Map(faces);
    this.#faces = new Map(faces.map(([name, face]) => [name, plain(face)]));
  }

  isStill({ frame, own, faces }: Rendered, now: string): boolean {
    if (frame !== this.#frame || own !== now) return false;
    return [...faces].every(([name, face]) => this.#faces.get(name) === face);
  }

  render(kind: Category, own: string): Rendered {
    const index = new FaceIndex(this.#table, this.#index);
    const text = render("class.ts", classView(index, kind));
    const faces = new Map(
      [...index.asked].map((name) => [name, this.#faces.get(name) ?? ""]),
    );
    return { frame: this.#frame, own, faces, text };
  }
}

/** Gives the faces of categories and services, and notes which were asked for. */
class FaceIndex extends TableIndex {
  readonly asked = new Set<string>();

  constructor(frame: Table, kinds: ReadonlyMap<string, Category>) {
    super(frame, kinds);
  }

  override kind(name: string): Category {
    this.asked.add(name);
    return super.kind(name);
  }
}

/** The files of all classes; with a memo, as many of them as may be as they were. */
export function* classFiles(
  index: TableIndex,
  memo?: ClassMemo,
): Generator<readonly [path: string, text: string], void> {
  const { table } = index;
  if (memo !== undefined) yield* memo.files(table);
  else
    for (const kind of [...table.categories, ...table.services])
      yield [classPath(kind), render("class.ts", classView(index, kind))];
}

function classPath(kind: Category): string {
  return `src/${categoryNames(kind).classFile}`;
}

/** As a text, which can be compared. */
function plain(value: unknown): string {
  return JSON.stringify(value, (_key, it: unknown) => {
    if (it instanceof Map) return { map: [...it] };
    return it instanceof Set ? { set: [...it] } : it;
  });
}
