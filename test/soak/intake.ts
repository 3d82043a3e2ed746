import { Discrepancy } from "./discrepancy.ts";
import type { Flow } from "./flow.ts";
import { HELLO, type Session } from "./session.ts";

/** What one side of a connection receives; a server first learns which session it is. */
export class Intake {
  /** Undefined if the connection ended before the client said it. */
  readonly session: Promise<Session | undefined>;
  readonly #sessions: ReadonlyMap<number, Session>;
  readonly #hello = new Uint8Array(HELLO);
  #greeted = 0;
  #known: Session | undefined;
  #flow: Flow | undefined;
  #learn: (session: Session | undefined) => void = () => undefined;

  /** @param known - the session, for the client */
  constructor(sessions: ReadonlyMap<number, Session>, known?: Session) {
    this.#sessions = sessions;
    this.#known = known;
    this.#flow = known?.toClient;
    this.session =
      known === undefined
        ? new Promise((resolve) => (this.#learn = resolve))
        : Promise.resolve(known);
  }

  get flow(): Flow | undefined {
    return this.#flow;
  }

  toString(): string {
    return this.#known === undefined ? "unknown" : String(this.#known);
  }

  /** Whether so much comes that somebody slow holds the sender back. */
  get isMuch(): boolean {
    return this.#known?.carriesMuch ?? false;
  }

  /** Bytes have arrived. */
  take(bytes: Uint8Array): void {
    const rest = this.#flow === undefined ? this.#greet(bytes) : bytes;
    if (rest.byteLength > 0) this.#flow?.arrive(rest);
  }

  /** The peer has disconnected gracefully. */
  end(): void {
    if (this.#flow !== undefined) this.#flow.seeEnd();
    else if (this.#greeted > 0) throw new Discrepancy("the end cut a hello");
    this.#learn(undefined);
  }

  /** The connection is no more. */
  reset(reason: unknown): void {
    const session = this.#known;
    if (session?.precarious && !session.claimed) session.break();
    this.#flow?.seeBreak(reason);
    this.#learn(undefined);
  }

  #greet(bytes: Uint8Array): Uint8Array {
    const part = bytes.subarray(0, HELLO - this.#greeted);
    this.#hello.set(part, this.#greeted);
    this.#greeted += part.byteLength;
    if (this.#greeted < HELLO) return part.subarray(part.byteLength);
    const number = new DataView(this.#hello.buffer).getUint32(0);
    const session = this.#sessions.get(number);
    if (session === undefined || session.claimed) {
      throw new Discrepancy(
        `nobody said hello as ${number}, or somebody twice`,
      );
    }
    session.claimed = true;
    this.#known = session;
    this.#flow = session.toServer;
    this.#learn(session);
    return bytes.subarray(part.byteLength);
  }
}
