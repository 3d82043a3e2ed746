import { Flow } from "./flow.ts";

/** In bytes: what a client says first, to say which session it is. */
export const HELLO = 4;

let sessions = 0;

/** A connection, from the decision to connect to the last close. */
export class Session {
  readonly number: number;
  readonly toServer: Flow;
  readonly toClient: Flow;
  /** Whether the server knows it. Before, it may be turned down. */
  claimed = false;
  /** Whether whoever listens may turn it down, or stop listening. */
  readonly precarious: boolean;
  /** Whether it carries more than a system buffers, to receivers that are slow. */
  readonly carriesMuch: boolean;
  #left = 0;

  constructor(name: string, precarious: boolean, carriesMuch: boolean) {
    sessions += 1;
    this.number = sessions;
    this.precarious = precarious;
    this.carriesMuch = carriesMuch;
    this.toServer = new Flow(`${name} ${this.number} to the server`);
    this.toClient = new Flow(`${name} ${this.number} to the client`);
  }

  /** What the client says first. */
  get hello(): Uint8Array {
    const bytes = new Uint8Array(HELLO);
    new DataView(bytes.buffer).setUint32(0, this.number);
    return bytes;
  }

  toString(): string {
    return `${this.toServer}, ${this.toClient}`;
  }

  get broken(): boolean {
    return this.toServer.broken;
  }

  /** Somebody is about to end it abruptly. */
  break(): void {
    this.toServer.break();
    this.toClient.break();
  }

  /** One of the two is done with it. Once both are, the account must be even. */
  leave(): void {
    this.#left += 1;
    if (this.#left < 2) return;
    this.toServer.settle();
    this.toClient.settle();
  }
}
