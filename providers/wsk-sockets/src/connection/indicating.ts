import type { DataIndication, ReceiveEventReply } from "@captable/wsk";
import { Retained } from "../events/retained.ts";
import type { ByteQueue } from "./byte-queue.ts";
import type { Handlers } from "./handlers.ts";

/** Indicates received data by `receiveEvent`, and keeps account of what the application retains of it. */
export class Indicating {
  readonly #handlers: Handlers;
  readonly #bytes: ByteQueue;
  readonly #limit: number;
  readonly #retained = new Retained();
  #suspended = false;
  #running = false;

  /** @param limit - in bytes: so much may be retained */
  constructor(handlers: Handlers, bytes: ByteQueue, limit: number) {
    this.#handlers = handlers;
    this.#bytes = bytes;
    this.#limit = limit;
  }

  /** Whether the handler is being called. What it has been given is nobody else's meanwhile. */
  get running(): boolean {
    return this.#running;
  }

  /** Whether as much is retained as may be. */
  get full(): boolean {
    return this.#retained.bytes >= this.#limit;
  }

  /** Whether there is something to indicate. */
  get due(): boolean {
    if (this.#bytes.length === 0 || this.#suspended || this.#running) {
      return false;
    }
    return this.#handlers.takeData;
  }

  /** A receive has completed. */
  resume(): void {
    this.#suspended = false;
  }

  /** Takes a retained list back. False if it is none. */
  release(list: readonly DataIndication[]): boolean {
    return this.#retained.release(list);
  }

  /** Indicates everything there is. What is not accepted stays where it is, and suspends the event. */
  run(): void {
    const { length } = this.#bytes;
    const list = Object.freeze(this.#bytes.chunks().map(indicationOf));
    const releaseAsap = this.#retained.bytes * 2 >= this.#limit;
    this.#running = true;
    const reply = this.#handlers.receive(list, length, releaseAsap);
    this.#running = false;
    if (reply === undefined) return;
    if (reply === "STATUS_PENDING") this.#retained.retain(list, length);
    const accepted = acceptedBy(reply, length);
    this.#suspended = accepted < length;
    // The handler may have ended the connection, and nothing be left of the data.
    this.#bytes.drop(accepted);
  }
}

function indicationOf(chunk: Uint8Array): DataIndication {
  const buffer = { mdl: [chunk], offset: 0, length: chunk.byteLength };
  return { buffer };
}

/** More than was indicated is all of it. */
function acceptedBy(reply: ReceiveEventReply, indicated: number): number {
  if (typeof reply === "object") return reply.bytesAccepted ?? indicated;
  return reply === "STATUS_DATA_NOT_ACCEPTED" ? 0 : indicated;
}
