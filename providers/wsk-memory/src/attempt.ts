import type { AddressFamily, Status } from "@captable/wsk";
import {
  TransportFailure,
  type Link,
  type LinkAttempt,
} from "@captable/wsk-sockets";
import type { WireAddress } from "./addresses.ts";
import type { Mortal } from "./bindings.ts";
import { Connection } from "./connection.ts";
import type { Core } from "./core.ts";
import { noWay, unanswered } from "./failures.ts";
import type { KeptEnd } from "./host.ts";
import type { Route } from "./hosts.ts";
import { MemoryLink } from "./link.ts";
import type { Segment, SegmentSink, Window } from "./pipe.ts";
import { MemoryRequest } from "./request.ts";

/** An attempt to connect. */
export class MemoryAttempt implements LinkAttempt, SegmentSink, KeptEnd {
  readonly outcome: Promise<Link>;
  readonly deaf = false;
  readonly gone = false;
  readonly local: WireAddress;
  readonly remote: WireAddress;
  readonly #core: Core;
  readonly #route: Route;
  readonly #family: AddressFamily;
  readonly #gone: () => void;
  readonly #receiveWindow: number;
  readonly #connection: Connection;
  #resolve: (link: Link) => void = () => {};
  #reject: (failure: TransportFailure) => void = () => {};
  #isOver = false;
  #link: MemoryLink | undefined;

  constructor(
    core: Core,
    route: Route,
    family: AddressFamily,
    gone: () => void,
  ) {
    this.outcome = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#core = core;
    this.#route = route;
    this.#family = family;
    this.#gone = gone;
    this.local = route.from.address;
    this.remote = route.to.address;
    this.#receiveWindow = core.faults.receiveWindow;
    const request = new MemoryRequest(core, route);
    this.#connection = new Connection(core, route, this, request);
    request.connection = this.#connection;
    route.from.host.keep(this);
    this.#connection.outward.send("syn", this.#window());
  }

  /** What dies if the socket does. */
  get bearer(): Mortal {
    return this.#link ?? this;
  }

  abandon(): Promise<void> {
    if (!this.#isOver) {
      this.#connection.outward.send("reset");
      this.#leave();
      this.#reject(
        new TransportFailure("STATUS_CANCELLED", "the attempt was given up"),
      );
    }
    return Promise.resolve();
  }

  receive({ kind, window }: Segment): void {
    if (kind === "accept") this.#succeed(window);
    else if (kind === "refuse" || kind === "reset") {
      this.#fail(
        new TransportFailure(
          "STATUS_CONNECTION_REFUSED",
          "the peer refuses the connection",
        ),
      );
    }
  }

  timeOut(): void {
    this.#giveUp();
  }

  missAnswer(): void {
    this.#giveUp();
  }

  probe(): void {}

  #giveUp(): void {
    if (this.#isOver) return;
    this.#fail(unanswered());
  }

  die(failure: TransportFailure): void {
    if (this.#isOver) return;
    this.#connection.outward.send("reset");
    this.#fail(failure);
  }

  #succeed(window: Window | undefined): void {
    this.#isOver = true;
    this.#link = new MemoryLink(this.#core, {
      connection: this.#connection,
      incoming: this.#connection.homeward,
      family: this.#family,
      receiveWindow: this.#receiveWindow,
      offered: window,
      gone: this.#gone,
    });
    this.#resolve(this.#link);
  }

  #fail(failure: TransportFailure): void {
    this.#leave();
    this.#reject(failure);
  }

  #leave(): void {
    this.#isOver = true;
    this.#connection.leave(this.#connection.homeward);
    this.#route.from.host.drop(this);
    this.#gone();
  }

  #window(): Window {
    return { received: 0, limit: this.#receiveWindow, ended: false };
  }
}

/** An attempt that no way leads from. */
export function hopeless(
  core: Core,
  status: Status,
  gone: () => void,
): LinkAttempt {
  let abandon = (): void => {};
  const outcome = new Promise<Link>((_resolve, reject) => {
    const { clock } = core;
    const end = (): void => {
      gone();
      reject(noWay(status));
    };
    const scheduled = clock.schedule(0, end);
    abandon = () => {
      clock.callOff(scheduled);
      end();
    };
  });
  return {
    outcome,
    abandon: () => {
      abandon();
      return Promise.resolve();
    },
  };
}
