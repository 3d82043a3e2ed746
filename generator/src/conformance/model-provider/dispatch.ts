/** The functions of one instance of the model. @module */
import type { FunctionRow, PropertyRow } from "../../model/model.ts";
import { stateOf } from "../lookup.ts";
import { plainValue, typedValue } from "../session/values/values.ts";
import { attemptLate, handlersIn, keyOf, signalIn, twice } from "./calls.ts";
import { enabledByFunction, switchedByProperty } from "./events.ts";
import type { ModelInstance, PendingEntry } from "./instance.ts";
import type { Model } from "./model.ts";

type Args = readonly unknown[];

export class Dispatch {
  readonly #model: Model;
  readonly #record: ModelInstance;

  constructor(model: Model, record: ModelInstance) {
    this.#model = model;
    this.#record = record;
  }

  /** The functions by name, as the class calls them. */
  functions(): object {
    const rows = [
      ...this.#model.lookup.functionsOf(this.#record.kind).values(),
    ];
    const present = rows.filter(
      (row) =>
        row.support !== "optional" ||
        (this.#model.claims.functions.includes(row.id) &&
          !this.#model.has("lacksOptional")),
    );
    return Object.fromEntries(
      present.map((row) => [
        row.name,
        (...args: Args) => this.#call(row, args),
      ]),
    );
  }

  #call(row: FunctionRow, args: Args): unknown {
    const { calls, failures } = this.#record;
    calls.push(row.id);
    const ends = this.#ends(row, args);
    if (ends) this.#endAll();
    const status =
      failures.get(row.id)?.shift() ??
      this.#unlisted(row) ??
      this.#unclaimed(row, args);
    if (status !== undefined) return this.#refuse(row, status);
    if (ends && this.#neverEnds()) return new Promise<void>(() => {});
    if (this.#model.has("reportsUnasked")) this.#reportSomething();
    if (row.sync) return this.#result(row, args);
    const held = this.#record.isHeld(row.id);
    if (held || row.traits.has("pends")) {
      return this.#pend(row, args, held || row.fulfil.length > 0);
    }
    return this.#answer(this.#result(row, args));
  }

  #answer(value: unknown): unknown {
    if (this.#model.has("returnsNoPromise")) return value;
    return this.#model.has("completesTwice")
      ? twice(value)
      : Promise.resolve(value);
  }

  #refuse(row: FunctionRow, status: string): unknown {
    const error = this.#record.host.fail(row.name, status);
    if (row.sync) throw error;
    return Promise.reject(error);
  }

  /** A call that completes when it is told to, or in a later turn; or fails when its signal is aborted. */
  #pend(row: FunctionRow, args: Args, waits: boolean): Promise<unknown> {
    const { pending, host } = this.#record;
    return new Promise((resolve, reject) => {
      const entry: PendingEntry = {
        function: row.id,
        complete: () => resolve(this.#result(row, args)),
        fail: (status, cause) => reject(host.fail(row.name, status, { cause })),
      };
      pending.push(entry);
      this.#listen(entry, signalIn(args));
      if (!waits) this.#model.later(() => this.#completeFirst(row.id));
    });
  }

  #completeFirst(id: string): void {
    this.#record.take(id, this.#model.has("newestFirst"))?.complete();
  }

  #listen(entry: PendingEntry, signal: AbortSignal | undefined): void {
    if (signal === undefined || this.#model.has("ignoreAbort")) return;
    const { pending } = this.#record;
    signal.addEventListener("abort", () => {
      const at = pending.indexOf(entry);
      if (at < 0) return;
      pending.splice(at, 1);
      const because = this.#model.has("abortWithoutCause")
        ? undefined
        : (signal.reason as unknown);
      entry.fail(this.#model.table.violations.cancelled, because);
    });
  }

  // ── The end ──────────────────────────────────────────────────────────────────────────────────

  /** Whether the call leads to a terminal state. */
  #ends(row: FunctionRow, args: Args): boolean {
    const { kind, host } = this.#record;
    const key = keyOf(row, args);
    const isEnd = (name: string | undefined): boolean =>
      name !== undefined && stateOf(kind, name)?.terminal === true;
    // The class has made the move already, or gone as far as the state of passage.
    return (
      isEnd(host.state) ||
      isEnd(stateOf(kind, host.state)?.calls.get(key)?.to) ||
      kind.lifecycle.states.some((state) => {
        const move = state.calls.get(key);
        return move?.via === host.state && isEnd(move.to);
      })
    );
  }

  #endAll(): void {
    if (this.#model.has("lateEvent")) this.#model.later(() => this.#late());
    if (this.#model.has("leavePending")) return;
    const { cancelled } = this.#model.table.violations;
    for (const entry of this.#record.pending.splice(0)) entry.fail(cancelled);
  }

  #late(): void {
    for (const event of this.#record.kind.events) {
      attemptLate(() =>
        this.#record.host.deliver(event.name, this.#model.payload(event)),
      );
    }
  }

  #neverEnds(): boolean {
    return this.#model.has("firstNeverEnds") && this.#record.number === 0;
  }

  #reportSomething(): void {
    for (const { name } of this.#record.kind.lifecycle.reports) {
      if (this.#record.host.report(name)) return;
    }
  }

  /** What is not claimed is not supported. */
  #unclaimed(row: FunctionRow, args: Args): string | undefined {
    const { lookup, claims, table } = this.#model;
    const { unsupported } = table.violations;
    if (row.creates !== undefined) {
      const kind = lookup.kind(String(args[0]));
      return this.#model.makes(kind) ? undefined : unsupported;
    }
    if (row.accesses.length === 0) return undefined;
    const claim = claims.properties[String(args[1])];
    const own =
      typeof claim === "object" ? claim[this.#record.kind.name] : claim;
    return own === undefined || own === "unsupported" ? unsupported : undefined;
  }

  #unlisted(row: FunctionRow): string | undefined {
    if (!this.#model.has("unlistedStatus") || row.sync) return undefined;
    const listed = new Set(row.errors.map((one) => one.status));
    for (const status of Object.values(this.#model.table.violations)) {
      listed.add(String(status));
    }
    return this.#model.table.errors.find(
      (one) => !one.success && !listed.has(one.name),
    )?.name;
  }

  // ── Results ──────────────────────────────────────────────────────────────────────────────────

  #result(row: FunctionRow, args: Args): unknown {
    for (const event of enabledByFunction(this.#model.table, row.id)) {
      this.#record.enabled.add(event);
    }
    if (row.accesses.length > 0) return this.#access(row, args);
    if (row.creates !== undefined) return this.#create(args);
    if (row.produces !== undefined) return this.#produce(row.produces, args);
    if (row.result === undefined) return undefined;
    return this.#model.has("wrongResult")
      ? Symbol("no value of any type")
      : plainValue(row.result.type, this.#model.source);
  }

  #create(args: Args): object {
    const { lookup } = this.#model;
    const named = lookup.kind(String(args[0]));
    const others = lookup.table.categories.filter(
      (one) => !one.abstract && one !== named,
    );
    const other = this.#model.has("wrongCategory") ? others[0] : undefined;
    return this.#model.yields(
      other ?? named,
      undefined,
      handlersIn(args),
      this.#record,
    );
  }

  #produce(produces: NonNullable<FunctionRow["produces"]>, args: Args): object {
    const kind = this.#model.lookup.concrete(produces.category);
    const other = kind.lifecycle.states.find(
      (one) => one.name !== produces.state,
    );
    const state = this.#model.has("wrongState") ? other?.name : undefined;
    return this.#model.yields(
      kind,
      state ?? produces.state,
      handlersIn(args),
      this.#record,
    );
  }

  #access(row: FunctionRow, [request, name, value]: Args): unknown {
    const access = row.accesses.find((one) => one.name === request)?.access;
    const property = this.#record.kind.properties.find(
      (one) => one.name === name,
    );
    if (access === undefined || property === undefined) return undefined;
    if (access === "get") return this.#read(property);
    this.#switch(property, value);
    if (access === "run") {
      const { result } = property.run ?? {};
      return result && plainValue(result, this.#model.source);
    }
    const alike =
      JSON.stringify(property.get?.result) ===
      JSON.stringify(property.set?.input?.type);
    if (alike && !this.#model.has("forgetsProperty")) {
      this.#record.properties.set(property.name, value);
    }
    return undefined;
  }

  #read({ name, get, default: usual }: PropertyRow): unknown {
    const { properties } = this.#record;
    if (properties.has(name)) return properties.get(name);
    if (get?.result === undefined) return undefined;
    const { source } = this.#model;
    const given = usual !== undefined && get.result.kind === "primitive";
    return given
      ? typedValue(get.result, source, usual)
      : plainValue(get.result, source);
  }

  #switch(property: PropertyRow, value: unknown): void {
    const { enabled } = this.#record;
    const switched = switchedByProperty(this.#model.lookup, property, value);
    for (const [event, on] of switched) {
      if (on) enabled.add(event);
      else if (!this.#model.has("eventStaysOn")) enabled.delete(event);
    }
  }
}
