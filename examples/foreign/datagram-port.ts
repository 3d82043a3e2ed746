import { types } from "@bytecodealliance/preview3-shim/sockets";
import type { SocketAddress } from "@captable/wsk";
import type {
  DatagramBinding,
  DatagramEvents,
  DatagramPort,
  TransportFailure,
} from "@captable/wsk-sockets";
import { familyToForeign, fromForeign, toForeign } from "./addresses.ts";
import { attempt, failureOf, lacking } from "./failures.ts";
import { dispose, type UdpSocket } from "./sockets.ts";

/** Binds a UDP socket of the package. */
export async function bindDatagram(
  address: SocketAddress,
  { receiveBuffer }: DatagramBinding,
  events: DatagramEvents,
): Promise<DatagramPort> {
  const family = familyToForeign(address.family);
  const socket = attempt(() => types.UdpSocket.create(family));
  try {
    socket.bind(toForeign(address));
    const port = new ForeignDatagramPort(socket, events);
    if (receiveBuffer !== undefined) port.setReceiveBuffer(receiveBuffer);
    return port;
  } catch (error) {
    dispose(socket);
    throw failureOf(error);
  }
}

class ForeignDatagramPort implements DatagramPort {
  readonly address: SocketAddress;
  readonly #socket: UdpSocket;
  readonly #events: DatagramEvents;
  #closed = false;

  constructor(socket: UdpSocket, events: DatagramEvents) {
    this.address = fromForeign(socket.getLocalAddress());
    this.#socket = socket;
    this.#events = events;
    void this.#receive();
  }

  send(
    data: Uint8Array,
    to: SocketAddress,
    done: (failure?: TransportFailure) => void,
  ): boolean {
    void this.#send(data, to).then((failure) => {
      if (!this.#closed) done(failure);
    });
    return false;
  }

  setBroadcast(): void {
    throw lacking("SO_BROADCAST");
  }

  setReceiveBuffer(size: number): void {
    attempt(() => this.#socket.setReceiveBufferSize(BigInt(size)));
  }

  getReceiveBuffer(): number {
    return Number(attempt(() => this.#socket.getReceiveBufferSize()));
  }

  close(): Promise<void> {
    if (!this.#closed) dispose(this.#socket);
    this.#closed = true;
    return Promise.resolve();
  }

  async #send(
    data: Uint8Array,
    to: SocketAddress,
  ): Promise<TransportFailure | undefined> {
    try {
      // A copy: the package takes the buffer away from whoever sends.
      await this.#socket.send(new Uint8Array(data), toForeign(to));
      return undefined;
    } catch (error) {
      return failureOf(error);
    }
  }

  async #receive(): Promise<void> {
    try {
      for (;;) {
        const [data, from] = await this.#socket.receive();
        if (this.#closed) return;
        this.#events.message(data, fromForeign(from));
      }
    } catch (error) {
      if (this.#closed) return;
      void this.close();
      this.#events.broken(failureOf(error));
    }
  }
}
