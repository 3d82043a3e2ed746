import type {
  DataIndication,
  DisconnectOptions,
  ReceiveOptions,
  SendOptions,
  SocketAddress,
  Status,
} from "@captable/wsk";
import type { Environment } from "../environment.ts";
import { fail } from "../failing.ts";
import { checkFlags } from "../flags.ts";
import { TransportFailure } from "../transport/failure.ts";
import type { Link, LinkEvents } from "../transport/link.ts";
import type { Handlers } from "./handlers.ts";
import { Receiving } from "./receiving.ts";
import { Sending } from "./sending.ts";
import type { ConnectionSide, Interruption } from "./side.ts";

/** How a connection ends without the host or the provider being at fault. */
const peerFaults: ReadonlySet<Status> = new Set<Status>([
  "STATUS_CONNECTION_RESET",
  "STATUS_CONNECTION_ABORTED",
  "STATUS_IO_TIMEOUT",
  "STATUS_HOST_UNREACHABLE",
  "STATUS_NETWORK_UNREACHABLE",
]);

/** Whoever has other calls under way on the same socket, which fail if it dies. */
export interface Mortal {
  die(error: TransportFailure): void;
}

/**
 * An established TCP connection. What its two directions need is made when they
 * are first used: many a connection is idle, or used in one direction only.
 */
export class Connection implements LinkEvents {
  readonly #side: ConnectionSide;
  readonly #environment: Environment;
  readonly #link: Link;
  readonly #handlers: Handlers;
  readonly #others: Mortal;
  #receives: Receiving | undefined;
  #sends: Sending | undefined;
  /** Nothing more is to be told: it was reset or closed. */
  #over = false;
  /** How the peer has disconnected, until the application is told. */
  #departure: "graceful" | "abortive" | undefined;
  #departureTold = false;
  #scheduled = false;

  /**
   * The link is to be started, or handed over, afterwards.
   *
   */
  constructor(
    side: ConnectionSide,
    environment: Environment,
    link: Link,
    handlers: Handlers,
    others: Mortal,
  ) {
    this.#side = side;
    this.#environment = environment;
    this.#link = link;
    this.#handlers = handlers;
    this.#others = others;
  }

  #receiving(): Receiving {
    return (this.#receives ??= new Receiving(this.#side, this.#link, {
      handlers: this.#handlers,
      retainedBytes: this.#environment.limits.retainedBytes,
      events: this,
    }));
  }

  #sending(): Sending {
    return (this.#sends ??= new Sending(this.#side, this.#link));
  }

  get localAddress(): SocketAddress {
    return this.#link.localAddress;
  }

  get remoteAddress(): SocketAddress {
    return this.#link.remoteAddress;
  }

  set noDelay(value: boolean) {
    this.#sending().noDelay = value;
  }

  set keepAlive(value: boolean) {
    this.#link.setKeepAlive(value);
  }

  /** In bytes; undefined if the transport does not tell. Setting it throws a `TransportFailure`. */
  get receiveBuffer(): number | undefined {
    return this.#link.getReceiveBuffer?.();
  }

  set receiveBuffer(size: number) {
    if (this.#link.setReceiveBuffer === undefined) {
      throw new TransportFailure(
        "STATUS_NOT_SUPPORTED",
        "the transport does not let its buffer be changed",
      );
    }
    this.#link.setReceiveBuffer(size);
  }

  get receiveBacklog(): number {
    return this.#receiving().backlog;
  }

  get idealSendBacklog(): number {
    return this.#link.idealBacklog;
  }

  /** Whether no call is pending. */
  get quiet(): boolean {
    return this.#sends?.busy !== true && this.#receives?.busy !== true;
  }

  send(buffer: Uint8Array, options: SendOptions): Promise<number> {
    const { flags } = options;
    if (flags !== undefined) this.#checkFlags("send", "SendFlags", flags);
    return this.#sending().send(buffer, options);
  }

  receive(buffer: Uint8Array, options: ReceiveOptions): Promise<number> {
    return this.#receiving().receive(buffer, options);
  }

  /** False if the list is not retained. */
  release(list: readonly DataIndication[]): boolean {
    return this.#receiving().release(list);
  }

  disconnect(options: DisconnectOptions): Promise<void> {
    if (options.flags?.abortive === true) return this.#abort();
    return this.#sending().finish(options.buffer, options.signal);
  }

  /** Sends nothing more, and discards what arrives. */
  silence(): void {
    if (this.#sends?.busy === true) {
      throw fail(
        this.#side,
        "controlSocket",
        "STATUS_INVALID_DEVICE_STATE",
        "sends or a disconnect are pending",
      );
    }
    if (this.#link.silence === undefined) {
      throw fail(
        this.#side,
        "controlSocket",
        "STATUS_NOT_SUPPORTED",
        "the transport cannot fall silent",
      );
    }
    this.#over = true;
    this.#departure = undefined;
    this.#sending().interrupt({
      status: "STATUS_INVALID_DEVICE_STATE",
      message: "the connection has fallen silent",
    });
    this.#link.silence();
  }

  /** Cancels everything, then ends the connection: abruptly, unless both sides have disconnected. */
  close(): Promise<void> {
    this.#over = true;
    this.#departure = undefined;
    this.#sends?.cancel();
    this.#receives?.cancel();
    return this.#hasEnded() ? this.#link.release() : this.#link.reset();
  }

  /** Has the events told that are due by then, in a turn of their own. */
  tellLater(): void {
    if (this.#scheduled) return;
    const leaving = this.#departure !== undefined && this.#handlers.takeEnd;
    if (!leaving && !this.#handlers.takeData) return;
    this.#scheduled = true;
    this.#environment.transport.defer(() => {
      this.#scheduled = false;
      this.#tell();
    });
  }

  data(chunk: Uint8Array, lent = false): void {
    if (this.#over) return;
    this.#receiving().push(chunk);
    if (lent) this.#receiving().own();
    this.#tell();
  }

  end(): void {
    if (this.#over) return;
    this.#side.report("peerDisconnected");
    this.#receiving().end();
    this.#depart("graceful");
  }

  /** The connection has ended by no doing of this side. */
  broken(error: TransportFailure): void {
    const { status, message, cause = error } = error;
    if (this.#over || this.#hasEnded()) return;
    this.#over = true;
    if (peerFaults.has(status)) {
      const news = this.#side.report("peerReset") && !this.#departureTold;
      this.#interrupt({ status, message, cause });
      if (news) this.#depart("abortive");
      return;
    }
    this.#side.report("died");
    this.#departure = undefined;
    this.#interrupt({ status: "STATUS_FILE_FORCED_CLOSED", message, cause });
    this.#others.die(error);
    // Once the calls have told.
    this.#environment.transport.defer(() => this.#handlers.dead());
  }

  /** Refuses flags that the transport does not honour. */
  #checkFlags(functionName: string, type: string, flags: object): void {
    const { transport } = this.#environment;
    checkFlags(this.#side, transport.fidelity, functionName, type, flags);
  }

  #abort(): Promise<void> {
    if (this.#over || this.#hasEnded()) return Promise.resolve();
    this.#over = true;
    this.#departure = undefined;
    this.#interrupt({
      status: "STATUS_CONNECTION_ABORTED",
      message: "this side has aborted the connection",
    });
    // It may still be asked for, and the link has it no longer.
    void this.#link.localAddress;
    return this.#link.reset();
  }

  #hasEnded(): boolean {
    return this.#receives?.ended === true && this.#link.finished;
  }

  #interrupt(interruption: Interruption): void {
    this.#sending().interrupt(interruption);
    // Once both sides have disconnected, what had come before stays receivable.
    if (this.#side.state !== "disconnected") {
      this.#receiving().interrupt(interruption);
    }
  }

  /** Has the events told that are due: the data first, then that the peer has disconnected. */
  #tell(): void {
    if (this.#scheduled) return;
    if (this.#receives?.due === true) this.#receives.indicate();
    if (!this.#scheduled) this.#tellDeparture();
  }

  /**
   * The peer has disconnected, and the calls that this completes have been
   * completed. It is told at once unless data has to be told before: whoever
   * closes the socket when a call says so would miss it in the next turn.
   */
  #depart(how: "graceful" | "abortive"): void {
    this.#departure = how;
    if (this.#receives?.due === true) this.#tell();
    else this.#tellDeparture();
  }

  #tellDeparture(): void {
    const departure = this.#departure;
    if (departure === undefined || !this.#handlers.takeEnd) return;
    if (!this.#handlers.disconnect(departure === "abortive")) return;
    this.#departureTold = true;
    this.#departure = undefined;
  }
}
