import type { SocketAddress } from "@captable/wsk";
import type { Link } from "../src/transport/link.ts";
import type {
  LinkRequest,
  ListenerEvents,
  StreamPort,
} from "../src/transport/port.ts";
import { FakeLink } from "./fake-link.ts";
import { FakeTransport } from "./fake-transport.ts";

/** Somebody who asks to connect, and does what the test says. */
export class FakeCaller implements LinkRequest {
  readonly link: FakeLink = new FakeLink();
  readonly localAddress: SocketAddress = this.link.localAddress;
  readonly remoteAddress: SocketAddress = this.link.remoteAddress;
  outcome: "waits" | "accepted" | "rejected" | "gone" = "waits";
  #aborted: (() => void) | undefined;

  accept(): Link | undefined {
    if (this.outcome === "gone") return undefined;
    this.outcome = "accepted";
    return this.link;
  }

  reject(): void {
    this.outcome = "rejected";
  }

  watch(aborted: () => void): void {
    this.#aborted = aborted;
  }

  /** The peer gives up; whoever watches is told, as often as this is called. */
  giveUp(): void {
    this.outcome = "gone";
    this.#aborted?.();
  }
}

/** A transport whose one listener tells what the test says. */
export class FakeListenerTransport extends FakeTransport {
  readonly address: SocketAddress = {
    family: "IPv4",
    address: "10.0.0.1",
    port: 7,
  };
  /** How often the listener has been closed. */
  closes = 0;
  #listener: ListenerEvents | undefined;

  /** What the listener tells. */
  get listener(): ListenerEvents {
    if (this.#listener === undefined) throw new TypeError("nobody listens");
    return this.#listener;
  }

  override bindStream(): StreamPort {
    return {
      address: this.address,
      connect: () => {
        throw new TypeError("nobody connects");
      },
      listen: (events) => {
        this.#listener = events;
        return {
          close: () => {
            this.closes += 1;
          },
        };
      },
      close: () => undefined,
    };
  }

  /** As many ask to connect, one after the other. */
  arrive(count = 1): FakeCaller[] {
    const callers = Array.from({ length: count }, () => new FakeCaller());
    for (const caller of callers) this.listener.arrived(caller);
    return callers;
  }
}
