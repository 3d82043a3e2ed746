import type { SocketAddress } from "@captable/wsk";
import { Discrepancy } from "./discrepancy.ts";
import { mismatch, patternAt } from "./pattern.ts";

/** In bytes: the number of the post, of the datagram, and the length of the whole. */
export const HEADER = 12;

let posts = 0;

/** The account of the datagrams that go from one socket to another. */
export class Post {
  readonly #name: string;
  readonly #number: number;
  readonly #arrived = new Set<number>();
  #sent = 0;

  constructor(name: string) {
    posts += 1;
    this.#number = posts;
    this.#name = name;
  }

  get sent(): number {
    return this.#sent;
  }

  get arrived(): number {
    return this.#arrived.size;
  }

  /** Whether everything that has been sent from a datagram on has arrived. */
  hasAll(first: number): boolean {
    for (let number = first; number < this.#sent; number += 1) {
      if (!this.#arrived.has(number)) return false;
    }
    return true;
  }

  /** The next datagram to send, at least as long as its header. */
  next(length: number): Uint8Array {
    const datagram = new Uint8Array(length);
    const header = new DataView(datagram.buffer);
    header.setUint32(0, this.#number);
    header.setUint32(4, this.#sent);
    header.setUint32(8, length);
    datagram.set(patternAt(this.#number, this.#sent, length - HEADER), HEADER);
    this.#sent += 1;
    return datagram;
  }

  /** A datagram has arrived, or as much of it as there was room for. */
  arrive(datagram: Uint8Array, truncated: boolean, sender: boolean): void {
    if (!sender) throw this.#wrong("a datagram of a stranger arrived");
    if (datagram.byteLength < HEADER) {
      throw this.#wrong(`a datagram of ${datagram.byteLength} bytes arrived`);
    }
    const number = this.check(datagram, truncated);
    if (this.#arrived.has(number))
      throw this.#wrong(`datagram ${number} arrived twice`);
    this.#arrived.add(number);
  }

  /** Whether a datagram is, or still is, what was sent. Tells its number. */
  check(datagram: Uint8Array, truncated: boolean): number {
    const header = new DataView(datagram.buffer, datagram.byteOffset, HEADER);
    const number = header.getUint32(4);
    const length = header.getUint32(8);
    if (header.getUint32(0) !== this.#number || number >= this.#sent) {
      throw this.#wrong("a datagram that was not sent arrived");
    }
    if (
      truncated ? datagram.byteLength >= length : datagram.byteLength !== length
    ) {
      throw this.#wrong(
        `datagram ${number} of ${length} bytes came as ${datagram.byteLength}`,
      );
    }
    if (
      mismatch(this.#number, number, datagram.subarray(HEADER)) !== undefined
    ) {
      throw this.#wrong(`datagram ${number} was damaged`);
    }
    return number;
  }

  #wrong(message: string): Discrepancy {
    return new Discrepancy(`${this.#name}: ${message}`);
  }
}

/** Whether two addresses are spelled the same. */
export function sameAddress(one: SocketAddress, other: SocketAddress): boolean {
  return one.address === other.address && one.port === other.port;
}
