/** Event handlers that write down what they are called with. @module */
import type { Category, EventRow } from "../../model/model.ts";
import type { ReceivedEvent } from "./session.ts";
import { fieldValue, type ValueSource } from "./values/values.ts";

type Seen = (recorder: Recorder, event: ReceivedEvent) => void;

/** The handlers of one instance: for every event of its kind, with the plainest legal reply. */
export class Recorder {
  readonly handlers: object;
  readonly events: ReceivedEvent[] = [];
  /** The instance that the events are about, once it is known. */
  instance: object | undefined;
  readonly #replies = new Map<string, unknown>();
  readonly #awaited = new Map<string, number>();
  readonly #waiting: (() => void)[] = [];
  readonly #seen: Seen;

  constructor(kinds: readonly Category[], source: ValueSource, seen: Seen) {
    this.#seen = seen;
    const events = new Map(
      kinds.flatMap((kind) => kind.events.map((row) => [row.name, row])),
    );
    const handlers = [...events].map(([name, row]) => [
      name,
      (payload: unknown) => this.#receive(row, payload, source),
    ]);
    this.handlers = Object.fromEntries(handlers);
  }

  answer(event: string, reply: unknown): void {
    this.#replies.set(event, reply);
  }

  /** The next event of the name, however long it takes. */
  async next(event: string): Promise<ReceivedEvent> {
    const seen = this.#awaited.get(event) ?? 0;
    this.#awaited.set(event, seen + 1);
    for (;;) {
      const found = this.events.filter((one) => one.event === event)[seen];
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }

  /** How many events of the name have come and have not been waited for. */
  unmet(event: string): number {
    const come = this.events.filter((one) => one.event === event).length;
    return Math.max(0, come - (this.#awaited.get(event) ?? 0));
  }

  #receive(row: EventRow, payload: unknown, source: ValueSource): unknown {
    const state = this.instance && Reflect.get(this.instance, "state");
    const received = { event: row.name, payload, state: String(state) };
    this.events.push(received);
    this.#seen(this, received);
    for (const resolve of this.#waiting.splice(0)) resolve();
    if (!this.#replies.has(row.name)) return plainReply(row, source);
    const reply = this.#replies.get(row.name);
    return typeof reply === "function" ? reply(payload) : reply;
  }
}

/** The first reply that its name alone can give, else the first with its fields. */
export function plainReply(row: EventRow, source: ValueSource): unknown {
  const bare = row.replies.find((one) =>
    one.fields.every((field) => field.optional),
  );
  if (bare !== undefined) return bare.name;
  const [reply] = row.replies;
  const fields = (reply?.fields ?? [])
    .filter((field) => !field.optional)
    .map((field) => [field.name, fieldValue(field, source)]);
  return { reply: reply?.name, ...Object.fromEntries(fields) };
}
