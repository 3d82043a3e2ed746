import type { SocketAddress } from "@captable/wsk";
import type { Link, LinkEvents } from "../src/transport/link.ts";
import type { StreamPort } from "../src/transport/port.ts";
import { FakeTransport } from "./fake-transport.ts";

/** A link that tells what the test says. */
export class FakeLink implements Link {
  readonly localAddress: SocketAddress = address(1);
  readonly remoteAddress: SocketAddress = address(2);
  readonly idealBacklog = 64 * 1024;
  readonly unsent = 0;
  finished = false;
  paused = false;
  /** How often it has been reset. */
  resets = 0;
  /** What has been written and is not taken yet; undefined if all is taken at once. */
  held: (() => void)[] | undefined;
  /** Whether what is written is taken before the call returns. */
  takesAtOnce = false;
  #lends = false;
  readonly #arrived: Uint8Array[] = [];
  #ended = false;
  #events: LinkEvents | undefined;

  get events(): LinkEvents {
    if (this.#events === undefined) throw new TypeError("not started");
    return this.#events;
  }

  get unread(): number {
    return this.#arrived.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** The peer has sent something. It is told by {@link tell}. */
  arrive(chunk: Uint8Array): void {
    this.#arrived.push(chunk);
  }

  /** The peer has disconnected. */
  leave(): void {
    this.#ended = true;
  }

  /** Tells what has come, as far as it is not held back. True if there was something. */
  tell(): boolean {
    let told = false;
    while (!this.paused) {
      const chunk = this.#arrived.shift();
      if (chunk === undefined) break;
      this.#give(chunk);
      told = true;
    }
    if (!this.#ended || this.paused) return told;
    this.#ended = false;
    this.events.end();
    return true;
  }

  /** Every other chunk is only lent: the memory is used again at once. */
  #give(chunk: Uint8Array): void {
    this.#lends = !this.#lends;
    if (!this.#lends) {
      this.events.data(chunk);
      return;
    }
    const memory = chunk.slice();
    this.events.data(memory, true);
    memory.fill(0xee);
  }

  start(events: LinkEvents): void {
    this.#events = events;
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  write(_data: Uint8Array, done: (taken: boolean) => void): boolean {
    if (this.takesAtOnce) return true;
    if (this.held === undefined) queueMicrotask(() => done(true));
    else this.held.push(() => done(true));
    return false;
  }

  end(done: (taken: boolean) => void): void {
    this.finished = true;
    queueMicrotask(() => done(true));
  }

  reset(): Promise<void> {
    this.resets += 1;
    return Promise.resolve();
  }

  release(): Promise<void> {
    return Promise.resolve();
  }

  setKeepAlive(): void {}

  setNoDelay(): void {}
}

/** A transport whose one link does as the test says. */
export class FakeLinkTransport extends FakeTransport {
  readonly link: FakeLink = new FakeLink();

  override bindStream(): StreamPort {
    const { link } = this;
    return {
      address: link.localAddress,
      connect: () => ({
        outcome: Promise.resolve(link),
        abandon: () => Promise.resolve(),
      }),
      listen: () => {
        throw new TypeError("nobody listens");
      },
      close: () => undefined,
    };
  }

  /** Lets everything happen that is under way, on the link too. */
  override async settle(): Promise<void> {
    await super.settle();
    while (this.link.tell()) {
      // What is deferred has a turn of its own.
      await new Promise((resolve) => setImmediate(resolve));
      await super.settle();
    }
  }
}

function address(port: number): SocketAddress {
  return { family: "IPv4", address: "10.0.0.1", port };
}
