/** One instance of the model: what has been set, what is enabled, what is under way. @module */
import type { Category } from "../../model/model.ts";

/** What the class offers to a provider's side of an instance. */
export interface ModelHost {
  readonly state: string;
  deliver(event: string, payload: object): unknown;
  report(transition: string): boolean;
  attach(handlers: object): void;
  fail(
    functionName: string,
    status: string,
    detail?: { readonly message?: string; readonly cause?: unknown },
  ): Error;
}

/** A call that is under way. */
export interface PendingEntry {
  readonly function: string;
  complete(): void;
  fail(status: string, cause?: unknown): void;
}

export class ModelInstance {
  readonly kind: Category;
  readonly host: ModelHost;
  /** Its number among the instances of its category. */
  readonly number: number;
  readonly calls: string[] = [];
  readonly pending: PendingEntry[] = [];
  readonly holds: Map<string, number> = new Map();
  readonly failures: Map<string, string[]> = new Map();
  readonly properties: Map<string, unknown> = new Map();
  /** The events that are enabled, its own and those of what it makes. */
  readonly enabled: Set<string>;

  constructor(
    kind: Category,
    host: ModelHost,
    number: number,
    enabled: Iterable<string>,
  ) {
    this.kind = kind;
    this.host = host;
    this.number = number;
    this.enabled = new Set(enabled);
  }

  /** Takes a call that is under way off the list. */
  take(functionId: string, newest: boolean): PendingEntry | undefined {
    const matches = ({ function: id }: PendingEntry): boolean =>
      id === functionId;
    const at = newest
      ? this.pending.findLastIndex(matches)
      : this.pending.findIndex(matches);
    return at < 0 ? undefined : this.pending.splice(at, 1)[0];
  }

  isHeld(functionId: string): boolean {
    const count = this.holds.get(functionId) ?? 0;
    if (count > 0) this.holds.set(functionId, count - 1);
    return count > 0;
  }
}
