import dgram, { type RemoteInfo, type Socket } from "node:dgram";
import type { SocketAddress } from "@captable/wsk";
import type {
  DatagramBinding,
  DatagramEvents,
  DatagramPort,
  TransportFailure,
} from "@captable/wsk-sockets";
import { fromNode, hostOf } from "./addresses.ts";
import { Arrivals } from "./arrivals.ts";
import { plain } from "./bytes.ts";
import { tellMessages } from "./datagram-handle.ts";
import { DirectSending } from "./direct-sending.ts";
import { failureOf, ofAnyPort, ofDatagrams } from "./statuses.ts";

/** Binds a UDP socket of `node:dgram`. */
export function bindDatagram(
  address: SocketAddress,
  binding: DatagramBinding,
  events: DatagramEvents,
): Promise<DatagramPort> {
  return new Promise((resolve, reject) => {
    const socket = create(address, binding);
    const give = (error: unknown): void => {
      socket.close();
      reject(failureOf(error, address.port === 0 ? ofAnyPort : undefined));
    };
    const open = (): void => {
      socket.off("error", give);
      try {
        resolve(new NodeDatagramPort(socket, binding, events));
      } catch (error) {
        give(error);
      }
    };
    socket.once("listening", open).once("error", give);
    socket.bind({
      address: hostOf(address),
      port: address.port,
      exclusive: true,
    });
  });
}

function create({ family }: SocketAddress, binding: DatagramBinding): Socket {
  return dgram.createSocket({
    type: family === "IPv4" ? "udp4" : "udp6",
    reuseAddr: binding.sharing === "reuse",
    ipv6Only: family === "IPv6" && binding.ipv6Only,
    // Addresses are numeric: there is nothing to look up, or to wait for.
    lookup: (name, _options, done) =>
      done(null, name, family === "IPv4" ? 4 : 6),
  });
}

class NodeDatagramPort implements DatagramPort {
  readonly address: SocketAddress;
  readonly #socket: Socket;
  readonly #events: DatagramEvents;
  readonly #arrivals: Arrivals;
  readonly #direct: DirectSending | undefined;
  #closing: Promise<void> | undefined;

  constructor(
    socket: Socket,
    { broadcast, receiveBuffer }: DatagramBinding,
    events: DatagramEvents,
  ) {
    const { address, port } = socket.address();
    this.address = fromNode(address, port);
    this.#socket = socket;
    this.#events = events;
    this.#arrivals = new Arrivals(events);
    this.#direct = DirectSending.of(socket);
    if (broadcast) socket.setBroadcast(true);
    if (receiveBuffer !== undefined) socket.setRecvBufferSize(receiveBuffer);
    socket.on("error", (error) => this.#onError(error));
    tellMessages(socket, (data, from) => this.#onMessage(data, from));
  }

  send(
    data: Uint8Array,
    to: SocketAddress,
    done: (failure?: TransportFailure) => void,
  ): boolean {
    const host = hostOf(to);
    const sent = (error: Error | null): void => {
      if (this.#closing !== undefined) return;
      if (error === null) done();
      else done(failureOf(error, ofDatagrams));
    };
    // A socket that is closed has no handle, and says so.
    if (this.#direct !== undefined && this.#closing === undefined) {
      return this.#direct.send(data, to.port, host, sent);
    }
    this.#socket.send(data, to.port, host, sent);
    return false;
  }

  setBroadcast(on: boolean): void {
    attempt(() => this.#socket.setBroadcast(on));
  }

  setReceiveBuffer(size: number): void {
    attempt(() => this.#socket.setRecvBufferSize(size));
  }

  /** Without what Linux adds for its own needs: as much again. */
  getReceiveBuffer(): number {
    const size = attempt(() => this.#socket.getRecvBufferSize());
    return process.platform === "linux" ? size / 2 : size;
  }

  close(): Promise<void> {
    this.#arrivals.drop();
    this.#closing ??= new Promise((resolve) => {
      this.#socket.close(() => resolve());
    });
    return this.#closing;
  }

  #onMessage(data: Buffer, { family, address, port }: RemoteInfo): void {
    if (this.#closing !== undefined) return;
    const from: SocketAddress =
      family === "IPv4" ? { family, address, port } : fromNode(address, port);
    this.#arrivals.take(plain(data), from);
  }

  #onError(error: Error): void {
    if (this.#closing !== undefined) return;
    // What has come has come before it.
    this.#arrivals.tell();
    const failure = failureOf(error, ofDatagrams);
    if (failure.status === "STATUS_PORT_UNREACHABLE") {
      this.#events.undelivered(failure);
      return;
    }
    void this.close();
    this.#events.broken(failure);
  }
}

/** Node throws what the system answers. */
function attempt<Result>(call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    throw failureOf(error);
  }
}
