import type { SocketAddress } from "@captable/wsk";
import type { TransportFailure } from "./failure.ts";
import type { Link, LinkAttempt } from "./link.ts";

/** With whom a local address may be shared. */
export type Sharing = "default" | "reuse" | "exclusive";

export interface StreamBinding {
  /** For IPv6: whether the address is bound for IPv6 alone. */
  readonly ipv6Only: boolean;
  readonly sharing: Sharing;
  /**
   * Whether all that follows is a connection from there, at once: the transport
   * may choose port 0 only then.
   */
  readonly outgoing: boolean;
}

/** The local address of a TCP socket, to be used once: to connect from, or to listen on. */
export interface StreamPort {
  /** With the port that was chosen, if it is known yet. */
  readonly address: SocketAddress;
  /** Begins to connect. Throws a {@link TransportFailure}. */
  connect(remote: SocketAddress): LinkAttempt;
  /** Begins to listen. */
  listen(events: ListenerEvents): ListenerPort;
  /** Gives the address up unused. */
  close(): void;
}

/** What a listener tells. None of it comes while a function of it is being called. */
export interface ListenerEvents {
  /** It listens, on this address. */
  opened(address: SocketAddress): void;
  /** Somebody asks to connect. */
  arrived(request: LinkRequest): void;
  /** A single connection has failed; others may come. */
  missed(failure: TransportFailure): void;
  /** It does not, or no longer, listen. */
  failed(failure: TransportFailure): void;
}

/** Somebody who asks to connect. */
export interface LinkRequest {
  readonly localAddress: SocketAddress;
  readonly remoteAddress: SocketAddress;
  /**
   * Establishes the connection. Undefined if the peer has given up meanwhile.
   * Some transports have established it before they tell of the request.
   */
  accept(): Link | undefined;
  /** Turns the peer down. */
  reject(): void;
  /**
   * Has it told, once, when the peer gives up: before `accept`, or, if called
   * behind it, before the link is started. Only then may the transport read
   * ahead, to notice.
   */
  watch(aborted: () => void): void;
}

export interface ListenerPort {
  /** Stops listening at once. Requests and links that it told of live on. */
  close(): void;
}

export interface DatagramBinding {
  readonly ipv6Only: boolean;
  readonly sharing: Sharing;
  readonly broadcast: boolean;
  /** In bytes; undefined leaves it to the transport. */
  readonly receiveBuffer: number | undefined;
}

/** What is known of a datagram besides its bytes and its sender. */
export interface DatagramKind {
  readonly broadcast?: boolean;
  readonly multicast?: boolean;
}

/** A datagram that has come. The bytes are the receiver's from now on. */
export interface Arrival {
  readonly data: Uint8Array;
  readonly from: SocketAddress;
  readonly kind?: DatagramKind | undefined;
}

/** What a datagram port tells. None of it comes while a function of it is being called. */
export interface DatagramEvents {
  /** The bytes are the receiver's from now on. */
  message(data: Uint8Array, from: SocketAddress, kind?: DatagramKind): void;
  /** The same of several that have come together, in order. */
  messages(arrivals: readonly Arrival[]): void;
  /** A datagram that was sent could not be delivered. */
  undelivered(failure: TransportFailure): void;
  /** The port is no more; nothing else will be told. */
  broken(failure: TransportFailure): void;
}

/** A bound UDP socket. */
export interface DatagramPort {
  readonly address: SocketAddress;
  /**
   * Sends one datagram. True if the transport has taken it at once. Otherwise
   * the bytes must not change before `done`, which tells later.
   */
  send(
    data: Uint8Array,
    to: SocketAddress,
    done: (failure?: TransportFailure) => void,
  ): boolean;
  /** Throw a {@link TransportFailure}. */
  setBroadcast(on: boolean): void;
  setReceiveBuffer(size: number): void;
  getReceiveBuffer(): number;
  /** Resolves when nothing is left of it; what it was to send is lost, and not told. */
  close(): Promise<void>;
}
