import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../../examples/dist/", import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** A process of a test, and what it has said so far. */
export class Running {
  readonly child: ChildProcess;
  readonly #out: Buffer[] = [];
  readonly #err: Buffer[] = [];
  readonly #closed: Promise<unknown>;
  readonly #said: (() => void)[] = [];

  constructor(command: string, args: readonly string[]) {
    this.child = spawn(command, args, { stdio: "pipe" });
    this.#collect(this.child.stdout, this.#out);
    this.#collect(this.child.stderr, this.#err);
    this.#closed = once(this.child, "close").finally(() => this.#tell());
    // A program that ends early does not read what it is given.
    this.child.stdin?.on("error", () => undefined);
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error("it has not started");
    return this.child.pid;
  }

  get text(): string {
    return Buffer.concat([...this.#out, ...this.#err]).toString();
  }

  /** Waits until it says something; fails if it ends without having done so. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.text);
      if (match !== null) return match;
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        throw new Error(`it never said ${pattern}, but:\n${this.text}`);
      }
      await new Promise<void>((resolve) => this.#said.push(resolve));
    }
  }

  async ends(): Promise<Outcome> {
    await this.#closed;
    const stderr = Buffer.concat(this.#err).toString();
    return {
      code: this.child.exitCode,
      stdout: Buffer.concat(this.#out),
      stderr,
    };
  }

  /** Asks it to stop, and waits until it has. */
  stops(): Promise<Outcome> {
    this.child.kill("SIGTERM");
    return this.ends();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill("SIGKILL");
    await this.#closed.catch(() => undefined);
  }

  #collect(stream: Readable | null, chunks: Buffer[]): void {
    stream?.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      this.#tell();
    });
  }

  #tell(): void {
    for (const resolve of this.#said.splice(0)) resolve();
  }
}

/** Runs a program until it ends by itself, with all its input given at once. */
export async function run(
  command: string,
  args: readonly string[],
  input: string | Uint8Array = "",
): Promise<Outcome> {
  await using running = new Running(command, args);
  running.child.stdin?.end(input);
  return await running.ends();
}

export function startExample(
  name: string,
  ...args: readonly string[]
): Running {
  return new Running(process.execPath, [`${dist}${name}.js`, ...args]);
}

export function runExample(
  name: string,
  ...args: readonly string[]
): Promise<Outcome> {
  return run(process.execPath, [`${dist}${name}.js`, ...args]);
}

/** The port that a server of the examples says that it listens on. */
export async function portOf(server: Running): Promise<number> {
  const [, port] = await server.says(/^listening on .*:(\d+)$/m);
  return Number(port);
}

/** A port that nobody listens on, for programs that cannot choose one. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string")
    throw new Error("no port");
  return address.port;
}
