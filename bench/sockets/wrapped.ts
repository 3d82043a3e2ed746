// What people put around a socket to await it, and what they then do with it.
import { once } from "node:events";
import net, { type Socket } from "node:net";
import { HOST, announcement } from "./protocol.ts";

/** A socket as a wrapper offers it. */
export interface Promised {
  /** Resolves when the next may be written. */
  write(data: Uint8Array): Promise<unknown>;
  /** What has come. */
  read(): Promise<Uint8Array>;
}

export interface Wrapper {
  readonly name: string;
  wrap(socket: Socket): Promised;
  /** Connects, resets the connection, and waits until nothing is left of it. */
  comeAndGo(port: number): Promise<unknown>;
}

/** The least: a promise around a callback, and the iteration that Node's streams have. */
export const promises: Wrapper = {
  name: "promises",
  wrap: (socket) => {
    const chunks: AsyncIterator<Buffer> = socket[Symbol.asyncIterator]();
    return {
      write: (data) =>
        new Promise<void>((resolve, reject) => {
          socket.write(data, (error) => (error ? reject(error) : resolve()));
        }),
      read: async () => {
        const { value, done } = await chunks.next();
        if (done === true) throw new Error("the peer is gone");
        return value;
      },
    };
  },
  comeAndGo: async (port) => {
    const socket = net.connect(port, HOST);
    await once(socket, "connect");
    socket.resetAndDestroy();
    await once(socket, "close");
  },
};

/** The use that is made of a wrapped socket. */
export class Wrapped {
  readonly #socket: Promised;

  constructor(socket: Promised) {
    this.#socket = socket;
  }

  async send(block: Uint8Array, blocks: number, atOnce: number): Promise<void> {
    await this.#socket.write(announcement(blocks));
    const lane = async (): Promise<void> => {
      for (let left = blocks / atOnce; left > 0; left -= 1) {
        await this.#socket.write(block);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    await this.#socket.read();
  }

  async receive(blocks: number, bytes: number): Promise<void> {
    await this.#socket.write(announcement(blocks));
    await this.#take(bytes);
  }

  async roundTrips(message: Uint8Array, trips: number): Promise<void> {
    for (let trip = 0; trip < trips; trip += 1) {
      await this.#socket.write(message);
      await this.#take(message.byteLength);
    }
  }

  async #take(bytes: number): Promise<void> {
    for (let left = bytes; left > 0;) {
      left -= (await this.#socket.read()).byteLength;
    }
  }
}
