/**
 * The model provider: the lifecycle itself as an implementation, derived from the table. It has no will of its own; a
 * puppet pulls its strings. The kit is run against it before there is any other provider, and with its defects switched on
 * to show that the kit finds them.
 *
 * @module
 */
import type { Table } from "../../model/model.ts";
import type { Claims } from "../claims/claims.ts";
import { claimsOfAll } from "../claims/everything.ts";
import type { Opened, Puppet, Subject } from "../subject.ts";
import type { Defect } from "./defects.ts";
import { type Exports, Model } from "./model.ts";
import type { ModelInstance } from "./instance.ts";

export { type Defect, DEFECTS, defects } from "./defects.ts";

export interface ModelOptions {
  readonly defects?: readonly Defect[];
  /** What it claims otherwise than everything; what it does not claim, it does not do. */
  readonly claims?: Partial<Claims>;
}

/** The model of a table, as a subject. */
export function modelSubject(
  table: Table,
  exports: Exports,
  options: ModelOptions = {},
): Subject {
  const { defects = [], claims: given } = options;
  const claims: Claims = {
    ...claimsOfAll(table),
    behaviour: "lifecycle",
    observers: [],
    ...given,
  };
  return {
    name: "model",
    claims,
    open: () => openModel(new Model(table, exports, defects, claims)),
  };
}

function openModel(model: Model): Opened {
  return {
    provider: model.provider,
    puppet: new ModelPuppet(model),
    settle: () => model.settle(),
  };
}

class ModelPuppet implements Puppet {
  readonly #model: Model;

  constructor(model: Model) {
    this.#model = model;
  }

  fulfil(instance: object, functionId: string): boolean {
    const newest = this.#model.has("newestFirst");
    const entry = this.#of(instance).take(functionId, newest);
    entry?.complete();
    return entry !== undefined;
  }

  failNext(instance: object, functionId: string, status: string): void {
    const { failures } = this.#of(instance);
    const known = failures.get(functionId) ?? [];
    failures.set(functionId, [...known, status]);
  }

  deliver(instance: object, event: string, force?: "force"): unknown {
    const record = this.#of(instance);
    const { kind, enabled, host } = record;
    const row = kind.events.find((one) => one.name === event);
    if (row === undefined) return undefined;
    const on =
      (row.enabledBy.length === 0 || enabled.has(event)) &&
      !this.#model.has("eventNeverOn");
    const anyhow = force !== undefined || this.#model.has("eventOnByDefault");
    if (!on && !anyhow) return undefined;
    return host.deliver(event, this.#model.payload(row, record));
  }

  report(instance: object, transition: string): boolean {
    return this.#of(instance).host.report(transition);
  }

  hold(instance: object, functionId: string): void {
    const { holds } = this.#of(instance);
    holds.set(functionId, (holds.get(functionId) ?? 0) + 1);
  }

  attach(instance: object, handlers: object): void {
    this.#of(instance).host.attach(handlers);
  }

  calls(instance: object): readonly string[] {
    return this.#of(instance).calls;
  }

  pending(): number {
    const all = [...this.#model.records];
    return all.reduce((sum, { pending }) => sum + pending.length, 0);
  }

  made(instance: object): void {
    this.#model.made(instance);
  }

  #of(instance: object): ModelInstance {
    const record = this.#model.record(instance);
    if (record !== undefined) return record;
    throw new TypeError("the model has not made this instance");
  }
}
