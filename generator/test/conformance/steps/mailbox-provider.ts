/** A provider of mailboxes in memory, and its broken variants. @module */
import type { FakeDispatch, FakeInstance } from "./fake-instance.ts";
import type { FakeProvider, Make } from "./fake-session.ts";

/** What can be wrong with it. */
export type Defect =
  | "miscounts"
  | "losesLetters"
  | "ignoresAbort"
  | "neverWaits"
  | "ignoresReplies"
  | "deliversUnasked"
  | "wrongStatus"
  | "wrongName"
  | "losesReason"
  | "staysOpen"
  | "newestFirst"
  | "keepsBuffers"
  | "unlisted";

interface Box {
  readonly letters: Uint8Array[];
  /** Whoever waits for a letter, and whoever waits for room. */
  readonly takers: (() => boolean)[];
  readonly posters: (() => boolean)[];
  readonly watchers: Set<FakeInstance>;
}

const ROOM = 2;

/** A provider with a world of its own. */
export function mailboxProvider(
  defect?: Defect,
  lacks: readonly string[] = [],
): FakeProvider {
  const post = new PostOffice(defect);
  return {
    open: (instance, make) => {
      if (lacks.includes(instance.kind.name)) return "CANNOT";
      const all = Object.entries(post.open(instance, make));
      return Object.fromEntries(all.filter(([id]) => !lacks.includes(id)));
    },
    ...(!lacks.includes("lost") && {
      reports: {
        lost: (instance) => {
          if (defect !== "staysOpen") post.lose(instance);
        },
      },
    }),
    observers: {
      letters: (instance, { letter }) => ({
        ...(letter instanceof Uint8Array && {
          letter: new TextDecoder().decode(letter),
        }),
        waiting: post.boxOf(instance).letters.length,
        room: ROOM,
      }),
    },
  };
}

class PostOffice {
  readonly #defect: Defect | undefined;
  readonly #boxes: Map<string, Box> = new Map();
  readonly #names: Map<object, string> = new Map();

  constructor(defect: Defect | undefined) {
    this.#defect = defect;
  }

  boxOf(instance: object): Box {
    return this.#box(this.#names.get(instance) ?? "main");
  }

  lose(instance: object): void {
    const found = [...this.#names.keys()].find((one) => one === instance);
    if (isFake(found)) queueMicrotask(() => found.report("lost"));
  }

  open(self: FakeInstance, make: Make): FakeDispatch {
    const cancel = new AbortController();
    return {
      attach: ({ box }) => {
        if (this.#defect === "unlisted") throw self.fail("attach", "FULL");
        this.#names.set(self, String(box));
      },
      where: () => ({ box: this.#names.get(self) ?? "", slot: 7 }),
      listen: () => {},
      speak: () => {},
      post: ({ letter, urgent }, signal) =>
        this.#post(self, letter, urgent === true, signal),
      take: ({ buffer, peek }, signal) =>
        this.#take(
          self,
          buffer,
          peek === true,
          AbortSignal.any([signal, cancel.signal]),
        ),
      readAll: () => streamOf(this.boxOf(self).letters.splice(0)),
      count: () => BigInt(this.boxOf(self).letters.length),
      tap: () => {
        const made = make("sender", "ready");
        this.#names.set(made, this.#names.get(self) ?? "main");
        return made;
      },
      watch: () => {
        this.boxOf(self).watchers.add(self);
      },
      set: ({ request, value }) => (request === "read" ? 2 : value),
      close: () => {
        cancel.abort();
      },
    };
  }

  #post(
    self: FakeInstance,
    letter: unknown,
    isUrgent: boolean,
    signal: AbortSignal,
  ): unknown {
    const box = this.boxOf(self);
    // The buffer is the application's again once the call has completed.
    const bytes =
      this.#defect === "keepsBuffers"
        ? asBytes(letter)
        : asBytes(letter).slice();
    const deliver = (): number => {
      if (this.#defect !== "losesLetters") this.#arrive(self, box, bytes);
      return bytes.length + (this.#defect === "miscounts" ? 1 : 0);
    };
    const isFull = (): boolean => box.letters.length >= ROOM;
    if (!isFull() || this.#defect === "neverWaits") return deliver();
    if (isUrgent) {
      const status = this.#defect === "wrongStatus" ? "BURNT" : "FULL";
      const name = this.#defect === "wrongName" ? "send" : "post";
      throw self.fail(name, status);
    }
    return this.#wait(self, "post", box.posters, signal, () =>
      isFull() ? undefined : deliver(),
    );
  }

  #arrive(from: FakeInstance, box: Box, letter: Uint8Array): void {
    const isUnasked = this.#defect === "deliversUnasked";
    const watchers = isUnasked
      ? [...this.#names.keys()].filter(isFake).filter(isOpen)
      : [...box.watchers];
    let isKept = true;
    for (const watcher of watchers) {
      const payload = { size: letter.length, letter, from };
      const reply = watcher.deliver("arrived", payload);
      if (this.#defect === "ignoresReplies") continue;
      if (reply === "drop") isKept = false;
      if (typeof reply === "object" && reply !== null && "to" in reply) {
        this.#box(String(reply.to)).letters.push(letter);
      }
    }
    if (!isKept) return;
    box.letters.push(letter);
    serve(box.takers);
  }

  #take(
    self: FakeInstance,
    buffer: unknown,
    isPeek: boolean,
    signal: AbortSignal,
  ): unknown {
    const box = this.boxOf(self);
    const target = asBytes(buffer);
    return this.#wait(self, "take", box.takers, signal, () => {
      const [letter] = box.letters;
      if (letter === undefined) return undefined;
      if (!isPeek) box.letters.shift();
      target.set(letter.subarray(0, target.length));
      queueMicrotask(() => serve(box.posters));
      return Math.min(letter.length, target.length);
    });
  }

  #wait(
    self: FakeInstance,
    name: string,
    queue: (() => boolean)[],
    signal: AbortSignal,
    attempt: () => unknown,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const once = (): boolean => {
        const result = attempt();
        if (result !== undefined) resolve(result);
        return result !== undefined;
      };
      if (queue.length === 0 && once()) return;
      if (this.#defect === "newestFirst") queue.unshift(once);
      else queue.push(once);
      if (this.#defect === "ignoresAbort") return;
      signal.addEventListener("abort", () => {
        if (!queue.includes(once)) return;
        queue.splice(queue.indexOf(once), 1);
        const lost = this.#defect === "losesReason";
        const cause: unknown = lost ? undefined : signal.reason;
        reject(self.fail(name, "CUT", cause));
      });
    });
  }

  #box(name: string): Box {
    const known = this.#boxes.get(name);
    const box = known ?? {
      letters: [],
      takers: [],
      posters: [],
      watchers: new Set(),
    };
    this.#boxes.set(name, box);
    return box;
  }
}

/** Serves whoever waits, one after the other, as long as there is something for them. */
function serve(queue: (() => boolean)[]): void {
  while (queue[0]?.() === true) queue.shift();
}

async function* streamOf(
  letters: readonly Uint8Array[],
): AsyncGenerator<Uint8Array, void> {
  yield* letters;
}

function asBytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new TypeError("expected bytes");
}

function isFake(value: unknown): value is FakeInstance {
  return typeof value === "object" && value !== null && "dispatch" in value;
}

function isOpen({ state }: FakeInstance): boolean {
  return state === "open";
}
