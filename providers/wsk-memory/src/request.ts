import type { SocketAddress } from "@captable/wsk";
import type { Link, LinkRequest } from "@captable/wsk-sockets";
import { seenBy } from "./addresses.ts";
import type { Binding } from "./bindings.ts";
import type { Connection } from "./connection.ts";
import type { Core } from "./core.ts";
import { tooManySockets } from "./failures.ts";
import type { Route } from "./hosts.ts";
import { MemoryLink } from "./link.ts";
import type { Segment, SegmentSink, Window } from "./pipe.ts";
import { includes } from "./places.ts";
import type { MemoryStreamPort } from "./stream-port.ts";

/** Somebody who asks to connect: first on the way, then with a listener. */
export class MemoryRequest implements LinkRequest, SegmentSink {
  readonly deaf = false;
  readonly gone = false;
  readonly #core: Core;
  readonly #route: Route;
  #connection: Connection | undefined;
  #offered: Window | undefined;
  #port: Binding<MemoryStreamPort> | undefined;
  #isOver = false;
  #isAborted = false;
  #aborted: (() => void) | undefined;
  #link: MemoryLink | undefined;

  constructor(core: Core, route: Route) {
    this.#core = core;
    this.#route = route;
  }

  set connection(connection: Connection) {
    this.#connection = connection;
  }

  get localAddress(): SocketAddress {
    return this.#seen(this.#route.to.address);
  }

  get remoteAddress(): SocketAddress {
    return this.#seen(this.#route.from.address);
  }

  accept(): Link | undefined {
    const connection = this.#connection;
    if (this.#isOver || connection === undefined) return undefined;
    const { host } = this.#route.to;
    const { maxSockets, receiveWindow } = this.#core.faults;
    this.#aborted = undefined;
    if (host.sockets >= maxSockets) {
      // Others have been accepted since it came.
      this.reject();
      return undefined;
    }
    this.#isOver = true;
    const window = { received: 0, limit: receiveWindow, ended: false };
    connection.homeward.send("accept", window);
    host.sockets += 1;
    this.#link = new MemoryLink(this.#core, {
      connection,
      incoming: connection.outward,
      family: this.localAddress.family,
      receiveWindow,
      offered: this.#offered,
      gone: () => {
        host.sockets -= 1;
      },
    });
    return this.#link;
  }

  reject(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#connection?.homeward.send("refuse");
  }

  watch(aborted: () => void): void {
    if (this.#link !== undefined) {
      this.#link.watch(aborted);
      return;
    }
    this.#aborted = aborted;
    if (!this.#isAborted) return;
    this.#core.clock.schedule(0, () => this.#tellAborted());
  }

  receive({ kind, window }: Segment): void {
    if (kind === "syn") this.#arrive(window);
    else if (kind === "reset" && !this.#isOver) {
      this.#isOver = true;
      this.#isAborted = true;
      this.#tellAborted();
    }
  }

  timeOut(): void {}

  missAnswer(): void {}

  #tellAborted(): void {
    const aborted = this.#aborted;
    this.#aborted = undefined;
    aborted?.();
  }

  #arrive(offered: Window | undefined): void {
    this.#offered = offered;
    const { host, address } = this.#route.to;
    const { faults } = this.#core;
    const port = host.tcp
      .at(address)
      .find(({ owner }) => owner.listener !== undefined);
    this.#port = port;
    const listener = port?.owner.listener;
    if (listener === undefined || includes(faults.refused, this.#route.to)) {
      this.reject();
    } else if (host.sockets >= faults.maxSockets) {
      this.reject();
      listener.missed(tooManySockets());
    } else {
      listener.arrived(this);
    }
  }

  #seen(address: Route["to"]["address"]): SocketAddress {
    return seenBy(this.#port?.family ?? address.family, address);
  }
}
