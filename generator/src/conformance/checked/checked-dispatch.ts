/** One instance's functions and host, held to the table. @module */
import type { Category, FunctionRow } from "../../model/model.ts";
import type { Type } from "../../model/types.ts";
import { stateOf } from "../lookup.ts";
import type { ModelHost } from "../model-provider/instance.ts";
import { isThenable } from "../session/call.ts";
import { ContractBreach, type Clause } from "./breach.ts";
import type { CheckedWorld } from "./checked-provider.ts";
import { complaint, fieldsComplaint, said } from "./conforms.ts";

export class CheckedDispatch {
  readonly #kind: Category;
  readonly #host: ModelHost;
  readonly #world: CheckedWorld;

  constructor(kind: Category, host: ModelHost, world: CheckedWorld) {
    this.#kind = kind;
    this.#host = host;
    this.#world = world;
  }

  /** The host that the provider gets. */
  host(): ModelHost {
    const checked = {
      deliver: (event: string, payload: object): unknown => {
        this.#expectEvent(event, payload);
        return this.#host.deliver(event, payload);
      },
      report: (transition: string): boolean => {
        this.#expectReport(transition);
        return this.#host.report(transition);
      },
    };
    return new Proxy(this.#host, {
      get: (host, name) => {
        const own: unknown = Reflect.get(checked, name);
        if (own !== undefined) return own;
        const value: unknown = Reflect.get(host, name, host);
        return typeof value === "function" ? value.bind(host) : value;
      },
    });
  }

  /** The functions that the class gets. */
  functions(dispatch: object): object {
    const checked: Record<string, unknown> = {};
    for (const row of this.#world.lookup.functionsOf(this.#kind).values()) {
      const own: unknown = Reflect.get(dispatch, row.name);
      if (own === undefined && row.support === "optional") continue;
      if (typeof own !== "function") {
        throw this.#breach(row.name, "functions", "it is missing");
      }
      checked[row.name] = (...args: readonly unknown[]) =>
        this.#call(row, args, () => Reflect.apply(own, dispatch, args));
    }
    return checked;
  }

  #call(
    row: FunctionRow,
    args: readonly unknown[],
    make: () => unknown,
  ): unknown {
    let result: unknown;
    try {
      result = make();
    } catch (error) {
      // The class makes a rejection of what is thrown: it is held to the same.
      throw this.#expectError(row, args, error);
    }
    if (row.sync) return this.#expectResult(row, args, result);
    if (!isThenable(result)) {
      const what = `it gives ${said(result)} instead of a promise`;
      throw this.#breach(row.name, "promise", what);
    }
    return this.#once(row, args, result);
  }

  /** A promise of what the provider's promise gives, once. */
  #once(
    row: FunctionRow,
    args: readonly unknown[],
    result: {
      then(
        onValue: (value: unknown) => void,
        onError: (error: unknown) => void,
      ): unknown;
    },
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      let completed = false;
      const complete = (act: () => void): void => {
        if (completed) {
          throw this.#breach(row.name, "once", "it completes twice");
        }
        completed = true;
        act();
      };
      // A promise that is fulfilled twice tells so in the same turn, before anybody has been told the first time.
      const defer = (act: () => void): void => {
        try {
          complete(() => queueMicrotask(act));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      result.then(
        (value) =>
          defer(() => {
            try {
              resolve(this.#expectResult(row, args, value));
            } catch (error) {
              reject(error instanceof Error ? error : new Error(String(error)));
            }
          }),
        (error) => defer(() => reject(this.#expectError(row, args, error))),
      );
    });
  }

  #expectResult(
    row: FunctionRow,
    args: readonly unknown[],
    value: unknown,
  ): unknown {
    const type = this.#resultType(row, args);
    const found = type && complaint(type, value, this.#world, "the result");
    if (found !== undefined) throw this.#breach(row.name, "result", found);
    const { produces } = row;
    if (produces === undefined || typeof value !== "object") return value;
    const state = value && String(Reflect.get(value, "state"));
    if (state === null || state === produces.state) return value;
    const what = `what it yields is ${state}, not ${produces.state}`;
    throw this.#breach(row.name, "result", what);
  }

  #resultType(
    row: FunctionRow,
    [request, name]: readonly unknown[],
  ): Type | undefined {
    if (row.creates !== undefined) {
      return { kind: "instance", of: String(request) };
    }
    const access = row.accesses.find((one) => one.name === request);
    if (access === undefined) return row.result?.type;
    const property = this.#kind.properties.find((one) => one.name === name);
    return property?.[access.access]?.result;
  }

  /** The error, if it is one that the table lists for the function. */
  #expectError(
    row: FunctionRow,
    args: readonly unknown[],
    error: unknown,
  ): Error {
    const { table, exports } = this.#world;
    const made = exports[table.errorClass];
    if (error instanceof ContractBreach) return error;
    if (typeof made !== "function" || !(error instanceof made)) {
      const what = `it fails with ${said(error)}, which is no ${table.errorClass}`;
      return this.#breach(row.name, "error", what);
    }
    const status = String(Reflect.get(Object(error), "status"));
    if (this.#listed(row, args).has(status)) return Object(error);
    const what = `it fails with ${status}, which is not listed for it`;
    return this.#breach(row.name, "error", what);
  }

  #listed(row: FunctionRow, args: readonly unknown[]): ReadonlySet<string> {
    return listedErrors(this.#world.table, this.#kind, row, args);
  }

  #expectEvent(event: string, payload: object): void {
    const row = this.#kind.events.find((one) => one.name === event);
    if (row === undefined) {
      throw this.#breach(
        event,
        "event",
        `${this.#kind.name} has no such event`,
      );
    }
    if (stateOf(this.#kind, this.#host.state)?.terminal) {
      throw this.#breach(event, "end", "it is delivered after the end");
    }
    const fields = row.payload;
    const found = fieldsComplaint(fields, payload, this.#world, "the payload");
    if (found !== undefined) throw this.#breach(event, "event", found);
  }

  #expectReport(transition: string): void {
    const { reports } = this.#kind.lifecycle;
    if (reports.some((one) => one.name === transition)) return;
    const what = `${this.#kind.name} has no such report`;
    throw this.#breach(transition, "report", what);
  }

  #breach(name: string, clause: Clause, what: string): ContractBreach {
    const { provider, note } = this.#world;
    const breach = new ContractBreach(provider, name, clause, what);
    note(breach);
    return breach;
  }
}

/** Every status that a call may fail with: what is listed for the function or the property, and every breach of the table. */
export function listedErrors(
  table: CheckedWorld["table"],
  kind: Category,
  row: FunctionRow,
  [, name]: readonly unknown[] = [],
): ReadonlySet<string> {
  const property =
    row.accesses.length === 0
      ? undefined
      : kind.properties.find((one) => one.name === name);
  const accesses = [property?.get, property?.set, property?.run];
  const fails = kind.lifecycle.states.flatMap(
    (state) => state.fails.get(row.id) ?? [],
  );
  return new Set<string>([
    ...row.errors.map((one) => one.status),
    ...accesses.flatMap((one) => one?.errors.map((it) => it.status) ?? []),
    ...fails,
    ...row.params.flatMap(({ limit }) => (limit ? [limit.error] : [])),
    ...row.conditions.map((one) =>
      one.kind === "limit" ? one.limit.error : one.error,
    ),
    ...Object.values<string>({ ...table.violations }),
  ]);
}
