import type {
  DatagramDispatch,
  DatagramHost,
  DatagramIndication,
  ReceivedDatagram,
  ReceiveFromOptions,
  SendMessagesOptions,
  SendToOptions,
  SocketAddress,
  WskBufList,
} from "@captable/wsk";
import { checkAddress } from "../addresses.ts";
import { BasicRequests } from "../basic-requests.ts";
import { closing } from "../closing.ts";
import { control, type Controls } from "../control.ts";
import type { Environment, Origin } from "../environment.ts";
import { cancelled, fail, failure, forcedClosed } from "../failing.ts";
import { Pending } from "../queue.ts";
import type { TransportFailure } from "../transport/failure.ts";
import type {
  Arrival,
  DatagramBinding,
  DatagramEvents,
  DatagramKind,
  DatagramPort,
} from "../transport/port.ts";
import { datagramControls } from "./controls.ts";
import { Destinations } from "./destinations.ts";
import { Inbox } from "./inbox.ts";
import { Indicator } from "./indicator.ts";
import { Outbox } from "./outbox.ts";
import { DatagramSettings } from "./settings.ts";
import { ofDatagrams } from "./statuses.ts";

/** What a port that is bound serves. */
interface Open {
  readonly port: DatagramPort;
  readonly outbox: Outbox;
}

/**
 * A datagram socket. A transport of datagrams cannot be held back: what nobody
 * receives waits within limits, and is lost beyond them.
 */
export class TransportDatagram implements DatagramDispatch {
  readonly #host: DatagramHost;
  readonly #environment: Environment;
  readonly #settings: DatagramSettings;
  readonly #destinations = new Destinations();
  readonly #inbox: Inbox;
  readonly #indicator: Indicator;
  readonly #requests: BasicRequests;
  readonly #controls: Controls;
  #binding: Pending<DatagramBinding, void> | undefined;
  /** From the call of bind on. */
  #port: Promise<DatagramPort> | undefined;
  #open: Open | undefined;
  #shutting: Promise<void> | undefined;

  constructor(host: DatagramHost, environment: Environment, origin: Origin) {
    const { family, context } = origin;
    this.#host = host;
    this.#environment = environment;
    this.#settings = new DatagramSettings(family);
    this.#inbox = new Inbox(host);
    this.#indicator = new Indicator(host, environment, context, this.#inbox);
    this.#requests = new BasicRequests(host, environment, family);
    this.#controls = datagramControls(host, {
      settings: this.#settings,
      destinations: this.#destinations,
      events: this.#indicator.events,
      requests: this.#requests,
    });
    environment.usage.enter();
  }

  controlSocket(
    request: string,
    name: string,
    value: unknown,
    options: object,
  ): Promise<unknown> {
    return control(
      this.#host,
      this.#environment.transport.fidelity,
      "controlSocket",
      this.#controls[request],
      name,
      value,
      options,
    );
  }

  closeSocket(): Promise<void> {
    const host = this.#host;
    this.#requests.cancel();
    this.#binding?.reject(cancelled(host, "bind"));
    this.#binding = undefined;
    this.#open?.outbox.end((name) => cancelled(host, name));
    this.#inbox.end(() => cancelled(host, "receiveFrom"));
    return closing(this.#environment, this.#shut());
  }

  bind(localAddress: SocketAddress): Promise<void> {
    checkAddress(this.#host, "bind", localAddress, this.#settings.family);
    const { binding } = this.#settings;
    const pending = new Pending<DatagramBinding, void>(binding);
    this.#binding = pending;
    const { transport } = this.#environment;
    const port = transport.bindDatagram(localAddress, binding, this.#events());
    this.#port = port;
    port.then(
      (bound) => this.#onBound(pending, bound),
      (error: unknown) => this.#onUnbound(pending, error),
    );
    return pending.promise;
  }

  getLocalAddress(): Promise<SocketAddress> {
    return Promise.resolve(this.#bound().port.address);
  }

  sendTo(buffer: Uint8Array, options: SendToOptions): Promise<number> {
    return this.#bound().outbox.send(buffer, options);
  }

  sendMessages(
    bufferList: WskBufList,
    options: SendMessagesOptions,
  ): Promise<number> {
    return this.#bound().outbox.sendAll(bufferList, options);
  }

  receiveFrom(
    buffer: Uint8Array,
    options: ReceiveFromOptions,
  ): Promise<ReceivedDatagram> {
    return this.#inbox.receive(buffer, options);
  }

  release(datagramIndication: readonly DatagramIndication[]): void {
    if (this.#indicator.release(datagramIndication)) return;
    throw fail(
      this.#host,
      "release",
      "STATUS_INVALID_PARAMETER",
      "the list is not retained",
    );
  }

  /** The states in which nothing is bound do not ask for it. */
  #bound(): Open {
    if (this.#open === undefined) throw new TypeError("not bound");
    return this.#open;
  }

  #events(): DatagramEvents {
    return {
      message: (data, from, kind) => this.#onMessage(data, from, kind),
      messages: (arrivals) => this.#onMessages(arrivals),
      undelivered: (error) =>
        this.#inbox.failFirst(() =>
          failure(this.#host, "receiveFrom", error, ofDatagrams),
        ),
      broken: (error) => this.#onBroken(error),
    };
  }

  #onBound(pending: Pending<DatagramBinding, void>, port: DatagramPort): void {
    if (this.#binding !== pending) return;
    try {
      this.#settings.attach(port, pending.request);
    } catch (error) {
      void port.close();
      this.#inbox.clear();
      this.#onUnbound(pending, error);
      return;
    }
    this.#binding = undefined;
    const outbox = new Outbox(this.#host, port, this.#destinations);
    this.#open = { port, outbox };
    pending.resolve();
    this.#indicator.indicateLater();
  }

  #onUnbound(pending: Pending<DatagramBinding, void>, error: unknown): void {
    if (this.#binding !== pending) return;
    this.#binding = undefined;
    this.#port = undefined;
    pending.reject(failure(this.#host, "bind", error));
  }

  #onMessage(data: Uint8Array, from: SocketAddress, kind?: DatagramKind): void {
    if (this.#take({ data, from, kind })) this.#indicator.indicate();
  }

  /** They are indicated together. */
  #onMessages(arrivals: readonly Arrival[]): void {
    let kept = false;
    for (const arrival of arrivals) {
      if (this.#take(arrival)) kept = true;
    }
    if (kept) this.#indicator.indicate();
  }

  /** Gives a datagram to whom it is for. True if that is nobody yet. */
  #take(arrival: Arrival): boolean {
    const inbox = this.#inbox;
    if (inbox.ended || !this.#destinations.admits(arrival.from)) return false;
    if (inbox.serve(arrival) || this.#indicator.isFull) return false;
    inbox.keep(arrival);
    return true;
  }

  #onBroken(error: TransportFailure): void {
    const host = this.#host;
    if (this.#inbox.ended) return;
    host.report("died");
    this.#open?.outbox.end((name) => forcedClosed(host, name, error));
    this.#inbox.end(() => forcedClosed(host, "receiveFrom", error));
    this.#requests.die(error);
    void this.#shut();
    this.#indicator.died();
  }

  /** Closes the port, once it is there. */
  #shut(): Promise<void> {
    this.#settings.detach();
    this.#shutting ??=
      this.#port === undefined
        ? Promise.resolve()
        : this.#port.then(
            (port) => port.close(),
            () => undefined,
          );
    return this.#shutting;
  }
}
