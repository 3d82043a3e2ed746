/** The model provider at work: every function answers with a plain sample, and what pends waits to be told. @module */
import type {
  Category,
  EventRow,
  FunctionRow,
  Table,
} from "../../model/model.ts";
import type { Claims } from "../claims/claims.ts";
import { creatorOf, entriesOf, type Lookup, lookupOf } from "../lookup.ts";
import { nextTurn } from "../session/turns.ts";
import {
  fieldValue,
  plainValue,
  type ValueSource,
} from "../session/values/values.ts";
import type { Defect } from "./defects.ts";
import { Dispatch } from "./dispatch.ts";
import { ModelInstance, type ModelHost } from "./instance.ts";

/** The package's factory, without its types. */
export interface ModelFactory {
  create(
    kind: string,
    state: string,
    open: (host: ModelHost) => object,
    handlers?: object,
  ): object;
}

export type Exports = Readonly<Record<string, unknown>>;

export class Model {
  readonly lookup: Lookup;
  readonly table: Table;
  readonly claims: Claims;
  readonly provider: object;
  readonly source: ValueSource;
  readonly #exports: Exports;
  readonly #defects: ReadonlySet<Defect>;
  readonly #records = new Map<object, ModelInstance>();
  readonly #counts = new Map<string, number>();
  /** Given to entry functions. */
  #factory: ModelFactory | undefined;
  /** Whose functions have been made last, and whose instance is not known yet. */
  #unknown: ModelInstance | undefined;
  /** What completes by itself in a later turn. */
  #later = 0;

  constructor(
    table: Table,
    exports: Exports,
    defects: readonly Defect[],
    claims: Claims,
  ) {
    this.table = table;
    this.claims = claims;
    this.lookup = lookupOf(table);
    this.#exports = exports;
    this.#defects = new Set(defects);
    this.source = {
      lookup: this.lookup,
      values: new Map(),
      instance: (kind) => this.yields(this.lookup.concrete(kind)),
    };
    this.provider = this.#makeProvider();
  }

  has(defect: Defect): boolean {
    return this.#defects.has(defect);
  }

  record(instance: object): ModelInstance | undefined {
    return this.#records.get(instance);
  }

  get records(): Iterable<ModelInstance> {
    return this.#records.values();
  }

  /** The package has made an instance with the functions that were asked for last. */
  made(instance: object): void {
    if (this.#unknown) this.#records.set(instance, this.#unknown);
    this.#unknown = undefined;
  }

  /** Makes an instance, as a call of `maker` that yields one. */
  yields(
    kind: Category,
    state: string = kind.lifecycle.initial,
    handlers: object = {},
    maker?: ModelInstance,
  ): object {
    const inherited = [...(maker?.enabled ?? [])].filter(
      (event) => !isLegal(maker, event),
    );
    const factory = this.#factory;
    const name = creatorOf(this.table);
    if (factory === undefined) {
      const create = this.#exports[name ?? ""];
      if (typeof create !== "function") throw new TypeError(`no ${name}`);
      const args = [this.provider, kind.name, handlers];
      const instance: object = Object(Reflect.apply(create, undefined, args));
      this.made(instance);
      return instance;
    }
    const open = (host: ModelHost): object => this.#open(kind, host, inherited);
    const instance = factory.create(kind.name, state, open, handlers);
    this.made(instance);
    return instance;
  }

  /** Whether it claims to make instances of the category. */
  makes({ kind, name }: Category): boolean {
    return kind === "service" || this.claims.categories.includes(name);
  }

  unsupported(host: ModelHost, what: string): Error {
    return host.fail(what, this.table.violations.unsupported);
  }

  /** Lets something happen by itself. */
  later(act: () => void): void {
    this.#later += 1;
    setImmediate(() => {
      this.#later -= 1;
      act();
    });
  }

  async settle(): Promise<void> {
    do await nextTurn();
    while (this.#later > 0);
  }

  /** What an event brings: among it an instance such as the function yields whose place it takes. */
  payload(event: EventRow, maker?: ModelInstance): object {
    const fields = event.payload
      .filter((field) => !field.optional)
      .map((field) => [field.name, fieldValue(field, this.source)]);
    const taken = this.table.functions.find(
      ({ id }) => id === event.precedence,
    );
    const { category, state } = taken?.produces ?? {};
    const brings = event.payload.find(
      ({ type, optional }) =>
        optional && type.kind === "instance" && type.of === category,
    );
    if (category === undefined || state === undefined || !brings) {
      return Object.fromEntries(fields);
    }
    const kind = this.lookup.kind(category);
    const instance = this.yields(kind, state, {}, maker);
    return { ...Object.fromEntries(fields), [brings.name]: instance };
  }

  #makeProvider(): object {
    const entries = entriesOf(this.table).map((row) => [
      row.name,
      (factory: ModelFactory, ...args: readonly unknown[]) =>
        this.#enter(row, factory, args),
    ]);
    const openers = this.table.categories
      .filter((one) => !one.abstract && creatorOf(this.table) !== undefined)
      .map((kind) => [
        kind.name,
        (host: ModelHost) => {
          if (!this.makes(kind)) throw this.unsupported(host, kind.name);
          return this.#open(kind, host, []);
        },
      ]);
    return Object.fromEntries([["name", "model"], ...entries, ...openers]);
  }

  #enter(
    row: FunctionRow,
    factory: ModelFactory,
    args: readonly unknown[],
  ): unknown {
    this.#factory = factory;
    const value = this.#entered(row, args);
    return row.sync ? value : Promise.resolve(value);
  }

  #entered(row: FunctionRow, args: readonly unknown[]): unknown {
    const { produces, creates, result } = row;
    if (creates !== undefined) {
      return this.yields(this.lookup.kind(String(args[0])));
    }
    if (produces !== undefined) {
      const kind = this.lookup.concrete(produces.category);
      return this.yields(kind, produces.state);
    }
    return result && plainValue(result.type, this.source);
  }

  #open(kind: Category, host: ModelHost, enabled: readonly string[]): object {
    const number = this.#counts.get(kind.name) ?? 0;
    this.#counts.set(kind.name, number + 1);
    const record = new ModelInstance(kind, host, number, enabled);
    this.#unknown = record;
    return new Dispatch(this, record).functions();
  }
}

/** Whether an event may come to whoever has enabled it; if not, it is for what that makes. */
function isLegal(maker: ModelInstance | undefined, event: string): boolean {
  const state = maker?.kind.lifecycle.states.find(
    (one) => one.name === maker.host.state,
  );
  return state?.events.has(event) ?? false;
}
