import type { SocketAddress } from "@captable/wsk";
import {
  TransportFailure,
  type DatagramBinding,
  type DatagramEvents,
  type DatagramKind,
  type DatagramPort,
  type Link,
  type LinkRequest,
  type ListenerPort,
  type StreamBinding,
  type StreamPort,
  type Transport,
} from "@captable/wsk-sockets";
import { expect } from "vitest";
import type { MemoryNetwork } from "../src/network.ts";
import { coreOf } from "../src/network.ts";
import { MemoryTransport } from "../src/transport.ts";

/** The transport of a host. */
export function transportOf(network: MemoryNetwork, host = "host"): Transport {
  const core = coreOf(network);
  return new MemoryTransport(core, core.hosts.take(host));
}

export function v4(address: string, port = 0): SocketAddress {
  return { family: "IPv4", address, port };
}

export function v6(address: string, port = 0): SocketAddress {
  return { family: "IPv6", address, port };
}

export const streamBinding: StreamBinding = {
  ipv6Only: true,
  sharing: "default",
  outgoing: false,
};

export const datagramBinding: DatagramBinding = {
  ...streamBinding,
  broadcast: false,
  receiveBuffer: undefined,
};

export function bindStream(
  transport: Transport,
  address: SocketAddress = v4("127.0.0.1"),
  binding: Partial<StreamBinding> = {},
): StreamPort {
  return transport.bindStream(address, { ...streamBinding, ...binding });
}

/** What a listener tells, kept. */
export class Door {
  readonly port: ListenerPort;
  readonly requests: LinkRequest[] = [];
  readonly missed: TransportFailure[] = [];
  readonly failed: TransportFailure[] = [];
  opened: SocketAddress | undefined;

  constructor(port: StreamPort) {
    this.port = port.listen({
      opened: (address) => {
        this.opened = address;
      },
      arrived: (request) => void this.requests.push(request),
      missed: (failure) => void this.missed.push(failure),
      failed: (failure) => void this.failed.push(failure),
    });
  }
}

/** What a link tells, kept. */
export class Ear {
  readonly link: Link;
  readonly chunks: Uint8Array[] = [];
  ended = false;
  broken: TransportFailure | undefined;
  /** What is told after the end of everything. */
  after = 0;

  constructor(link: Link, starts = true) {
    this.link = link;
    if (starts) this.start();
  }

  get length(): number {
    return this.chunks.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  get text(): string {
    return new TextDecoder().decode(this.bytes);
  }

  get bytes(): Uint8Array {
    const all = new Uint8Array(this.length);
    let offset = 0;
    for (const chunk of this.chunks) {
      all.set(chunk, offset);
      offset += chunk.byteLength;
    }
    return all;
  }

  start(): void {
    this.link.start({
      data: (chunk) => {
        if (this.ended || this.broken) this.after += 1;
        this.chunks.push(chunk);
      },
      end: () => {
        if (this.ended || this.broken) this.after += 1;
        this.ended = true;
      },
      broken: (failure) => {
        if (this.broken) this.after += 1;
        this.broken = failure;
      },
    });
  }
}

export interface Pair {
  readonly door: Door;
  readonly near: Ear;
  readonly far: Ear;
}

/** Two ends of a connection. */
export async function pair(
  network: MemoryNetwork,
  near: Transport = transportOf(network),
  far: Transport = near,
  address: SocketAddress = v4("127.0.0.1"),
  starts = true,
): Promise<Pair> {
  const port = bindStream(far, address);
  const door = new Door(port);
  const wildcard = address.family === "IPv4" ? v4("0.0.0.0") : v6("::");
  const { outcome } = bindStream(near, wildcard).connect(port.address);
  await until(network, () => door.requests.length > 0);
  const link = door.requests[0]?.accept();
  if (link === undefined) throw new TypeError("the peer has given up");
  let isConnected = false;
  void outcome.then(() => (isConnected = true));
  await until(network, () => isConnected);
  return {
    door,
    near: new Ear(await outcome, starts),
    far: new Ear(link, starts),
  };
}

/** Lets time pass, as little as is needed. */
async function until(
  network: MemoryNetwork,
  isSo: () => boolean,
): Promise<void> {
  await network.idle();
  while (!isSo()) await network.advance(1);
}

/** Datagrams are told of one by one. */
export function togetherNever(): void {
  throw new TypeError("several datagrams were told of together");
}

/** What a datagram port tells, kept. */
export class Mailbox {
  readonly texts: string[] = [];
  readonly senders: SocketAddress[] = [];
  readonly kinds: (DatagramKind | undefined)[] = [];
  readonly undelivered: TransportFailure[] = [];
  broken: TransportFailure | undefined;

  readonly events: DatagramEvents = {
    message: (data, from, kind) => {
      this.texts.push(new TextDecoder().decode(data));
      this.senders.push(from);
      this.kinds.push(kind);
    },
    messages: togetherNever,
    undelivered: (failure) => void this.undelivered.push(failure),
    broken: (failure) => {
      this.broken = failure;
    },
  };
}

export interface Post {
  readonly port: DatagramPort;
  readonly box: Mailbox;
}

export async function bindDatagram(
  transport: Transport,
  address: SocketAddress = v4("127.0.0.1"),
  binding: Partial<DatagramBinding> = {},
): Promise<Post> {
  const box = new Mailbox();
  const port = await transport.bindDatagram(
    address,
    { ...datagramBinding, ...binding },
    box.events,
  );
  return { port, box };
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Sends a text; resolves with what went wrong. */
export function send(
  { port }: Post,
  text: string,
  to: SocketAddress,
): Promise<TransportFailure | undefined> {
  return new Promise((resolve) => port.send(bytes(text), to, resolve));
}

/** Resolves with whether the transport took the bytes. */
export function write(link: Link, data: Uint8Array | string): Promise<boolean> {
  const raw = typeof data === "string" ? bytes(data) : data;
  return new Promise((resolve) => link.write(raw, resolve));
}

export function end(link: Link): Promise<boolean> {
  return new Promise((resolve) => link.end(resolve));
}

/** The status that something fails with. */
export async function statusOf(
  call: Promise<unknown> | (() => unknown),
): Promise<string> {
  try {
    await (typeof call === "function" ? call() : call);
  } catch (error) {
    expect(error).toBeInstanceOf(TransportFailure);
    if (error instanceof TransportFailure) return error.status;
  }
  throw new TypeError("nothing failed");
}

/** How much a network keeps of its sockets. */
export function left(network: MemoryNetwork): number {
  const { clock, hosts } = coreOf(network);
  let sum = clock.scheduled;
  for (const { tcp, udp, ends, sockets, watchers } of hosts.all) {
    sum += tcp.size + udp.size + ends.size + sockets + watchers;
  }
  return sum;
}
