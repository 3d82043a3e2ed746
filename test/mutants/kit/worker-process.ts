/** A process that runs the kit, as its parent sees it. */
import { fork, type ChildProcess } from "node:child_process";
import { isAnswer, type Answer, type Order } from "./messages.ts";

/** A run of one family, or of more, that has not ended by then never does. */
const HANGS = { one: 20_000, more: 45_000 };

/** So many runs are made in one process; each leaves the modules of a package behind. */
const RUNS = 150;

/** What came of a process that was given an order. */
export type Reply = Answer | { readonly ended: string };

export class WorkerProcess {
  readonly #module: string;
  #child: ChildProcess | undefined;
  #runs = 0;

  constructor(module: string) {
    this.#module = module;
  }

  /** One order at a time. */
  async obey(order: Order): Promise<Reply> {
    const child = (this.#child ??= this.#start());
    const reply = await replyOf(child, order);
    this.#runs += 1;
    // What a real provider has under way when it is left is nobody else's to suffer from.
    const used = this.#runs >= RUNS || order.providerModule !== undefined;
    if ("ended" in reply || "partly" in reply || used) this.close();
    return reply;
  }

  close(): void {
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
    this.#runs = 0;
  }

  #start(): ChildProcess {
    return fork(this.#module, [], {
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
  }
}

function replyOf(child: ChildProcess, order: Order): Promise<Reply> {
  return new Promise((resolve) => {
    const done = (reply: Reply): void => {
      clearTimeout(timer);
      child.off("message", told).off("error", failed).off("exit", gone);
      resolve(reply);
    };
    const told = (message: unknown): void => {
      if (isAnswer(message)) done(message);
    };
    const failed = (error: Error): void => done({ ended: error.message });
    const gone = (code: number | null, signal: string | null): void =>
      done({ ended: `the process ended with ${signal ?? code}` });
    const limit = order.families.length === 1 ? HANGS.one : HANGS.more;
    const timer = setTimeout(
      () => done({ ended: `nothing came of the run within ${limit} ms` }),
      limit,
    );
    child.on("message", told).on("error", failed).on("exit", gone);
    child.send(order, (error) => {
      if (error !== null) failed(error);
    });
  });
}
