import type { SocketAddress } from "@captable/wsk";
import type {
  LinkAttempt,
  ListenerEvents,
  ListenerPort,
  StreamBinding,
  StreamPort,
} from "@captable/wsk-sockets";
import { NodeAttempt } from "./attempt.ts";
import { leaveUnbound, type Bind, type Bound } from "./bound.ts";
import { NodeListener } from "./listener.ts";
import { failureOf, ofAnyPort } from "./statuses.ts";

/** The local address of a TCP socket, as one of the methods has bound it. */
export class NodeStreamPort implements StreamPort {
  readonly #bound: Bound;

  constructor(bind: Bind, address: SocketAddress, binding: StreamBinding) {
    try {
      this.#bound =
        (binding.outgoing ? leaveUnbound(address) : undefined) ??
        bind(address, binding.ipv6Only);
    } catch (error) {
      throw failureOf(error, address.port === 0 ? ofAnyPort : undefined);
    }
  }

  get address(): SocketAddress {
    return this.#bound.address;
  }

  connect(remote: SocketAddress): LinkAttempt {
    try {
      return new NodeAttempt(this.#bound.connect(remote), this.address);
    } catch (error) {
      throw failureOf(error);
    }
  }

  listen(events: ListenerEvents): ListenerPort {
    return new NodeListener(this.#bound, events);
  }

  close(): void {
    this.#bound.close();
  }
}
