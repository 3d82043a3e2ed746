// What promises people put around a socket: those of `node:stream` and `node:util`.
import type { Socket } from "node:net";
import { announcement } from "./protocol.ts";

function write(socket: Socket, data: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(data, (error) => (error ? reject(error) : resolve()));
  });
}

/** A socket whose chunks are iterated over. */
export class Wrapped {
  readonly #socket: Socket;
  readonly #chunks: AsyncIterator<Buffer>;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.#chunks = socket[Symbol.asyncIterator]();
  }

  async send(block: Uint8Array, blocks: number): Promise<void> {
    await write(this.#socket, announcement(blocks));
    for (let sent = 0; sent < blocks; sent += 1)
      await write(this.#socket, block);
    await this.#chunks.next();
  }

  async receive(blocks: number, bytes: number): Promise<void> {
    await write(this.#socket, announcement(blocks));
    await this.#take(bytes);
  }

  async roundTrips(message: Uint8Array, trips: number): Promise<void> {
    for (let trip = 0; trip < trips; trip += 1) {
      await write(this.#socket, message);
      await this.#take(message.byteLength);
    }
  }

  async #take(bytes: number): Promise<void> {
    for (let left = bytes; left > 0;) {
      const { value, done } = await this.#chunks.next();
      if (done === true) throw new Error("the peer is gone");
      left -= value.byteLength;
    }
  }
}
