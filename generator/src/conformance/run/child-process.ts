/** A process that runs tests, as its parent sees it: a row of events. @module */
import { fork, type ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";
import {
  isChildMessage,
  type ChildMessage,
  type LoadParts,
  type ParentMessage,
} from "./messages.ts";

/** What comes of waiting for a child. */
export type ChildEvent =
  | ChildMessage
  | { readonly type: "exit"; readonly how: string; readonly clean: boolean }
  /** It has said nothing for too long. */
  | { readonly type: "silent" };

/** So much is kept of what a provider prints. */
const TAIL = 4_000;

/** The module that runs in the child: beside this one, built or not. */
const MODULE = new URL(
  import.meta.url.endsWith(".ts") ? "./child.ts" : "./child.js",
  import.meta.url,
);

/** One child. What its provider prints goes nowhere, but for the end of it. */
export class Child {
  readonly #process: ChildProcess;
  readonly #events: ChildEvent[] = [];
  readonly #tails: Tail[] = [];
  #wake: (() => void) | undefined;
  readonly #started: number = performance.now();

  constructor(parts: LoadParts) {
    this.#process = fork(MODULE, [], {
      serialization: "advanced",
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const { stdout, stderr } = this.#process;
    for (const stream of [stderr, stdout])
      if (stream !== null) this.#tails.push(new Tail(stream));
    this.#process.on("message", (message) => {
      if (isChildMessage(message)) this.#add(message);
    });
    this.#process.on("error", (error) => {
      this.#add({ type: "exit", how: error.message, clean: false });
    });
    this.#process.on("exit", (code, signal) => void this.#ended(code, signal));
    this.send({ type: "load", parts });
  }

  /** Milliseconds since it was started. */
  get age(): number {
    return performance.now() - this.#started;
  }

  /** The end of what it has printed: to stderr if anything, else to stdout. */
  get printed(): string {
    return this.#tails.map(({ text }) => text).find((it) => it !== "") ?? "";
  }

  /** It may be gone already, which the next event tells. */
  send(message: ParentMessage): void {
    if (this.#process.connected) this.#process.send(message, () => undefined);
  }

  /** The next event; after an exit, there is none. */
  async next(limit: number): Promise<ChildEvent> {
    if (this.#events.length === 0) await this.#wait(limit);
    return this.#events.shift() ?? { type: "silent" };
  }

  kill(): void {
    this.#process.kill("SIGKILL");
  }

  #wait(limit: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, limit);
      this.#wake = done;
      function done(): void {
        clearTimeout(timer);
        resolve();
      }
    });
  }

  #add(event: ChildEvent): void {
    this.#events.push(event);
    this.#wake?.();
  }

  /** What it has printed last comes after its end; unless a process that it has left behind holds the pipe. */
  async #ended(code: number | null, signal: string | null): Promise<void> {
    await Promise.all(this.#tails.map((tail) => tail.end()));
    const how = signal === null ? `with code ${code}` : `by ${signal}`;
    this.#add({ type: "exit", how, clean: code === 0 });
  }
}

/** In milliseconds, for what is in a pipe already. */
const DRAIN = 200;

/** The end of what comes out of a stream. */
class Tail {
  text = "";
  readonly #stream: Readable;

  constructor(stream: Readable) {
    this.#stream = stream;
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => {
      this.text = (this.text + text).slice(-TAIL);
    });
  }

  async end(): Promise<void> {
    const stream = this.#stream;
    if (stream.readableEnded || stream.destroyed) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, DRAIN);
      stream.once("close", () => {
        clearTimeout(timer);
        resolve();
      });
    });
    stream.destroy();
  }
}
