import type { ConnectionOrientedSocket, StreamSocket } from "@captable/wsk";
import type { Dice } from "./dice.ts";
import { Discrepancy } from "./discrepancy.ts";
import type { Intake } from "./intake.ts";
import type { Session } from "./session.ts";
import { statusOf } from "./statuses.ts";
import { turns } from "./turns.ts";
import type { Player, World } from "./world.ts";

export type Connection = ConnectionOrientedSocket | StreamSocket;

/** What calls fail with once this side has ended the connection, or is closing the socket. */
const ownEnd: readonly string[] = [
  "STATUS_CANCELLED",
  "STATUS_CONNECTION_ABORTED",
  "STATUS_CONNECTION_RESET",
  "STATUS_FILE_CLOSED",
  "STATUS_INVALID_DEVICE_STATE",
];

/** One end of a connection. */
export class Side implements Player {
  readonly world: World;
  readonly dice: Dice;
  readonly socket: Connection;
  readonly intake: Intake;
  /** Resolves when nothing can be received any more. */
  readonly over: Promise<void>;
  #isOver = false;
  #isGone = false;
  #finish: () => void = () => undefined;

  constructor({ world, dice }: Player, socket: Connection, intake: Intake) {
    this.world = world;
    this.dice = dice;
    this.socket = socket;
    this.intake = intake;
    this.over = new Promise((resolve) => (this.#finish = resolve));
  }

  /** Whether nothing can be received any more. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Whether nothing can be sent any more either. */
  get isGone(): boolean {
    return this.#isGone;
  }

  toString(): string {
    const { state, category } = this.socket;
    const flags = [this.#isOver && "over", this.#isGone && "gone"];
    return [category, state, ...flags.filter(Boolean), this.intake].join(" ");
  }

  /** The peer has disconnected gracefully, and everything has been received. */
  ended(): void {
    const before = this.#isOver;
    this.#receivedAll();
    if (!before) this.intake.end();
  }

  /** The connection is no more, for a reason of the peer. */
  broken(reason: unknown): void {
    const before = this.#isGone;
    this.#leave();
    if (!before) this.intake.reset(reason);
  }

  /** A call has failed. It may, if the connection has been ended abruptly. */
  failed(error: unknown): void {
    const status = statusOf(error);
    if (this.#isGone && ownEnd.includes(status)) return;
    const illegal = status === "STATUS_INVALID_DEVICE_STATE";
    const late = illegal && this.socket.state === "aborted";
    if (late || status === "STATUS_CONNECTION_RESET") this.broken(error);
    else throw new Discrepancy("a call failed for no reason", { cause: error });
  }

  /** Ends the connection abruptly, in one way or the other. */
  async breakOff(session: Session): Promise<void> {
    if (this.#isGone) return;
    session.break();
    this.world.tally.add("breaks");
    this.#leave();
    if (this.dice.chance(0.5)) {
      await this.socket.disconnect({ flags: { abortive: true } });
      await turns(this.dice.int(0, 3));
    }
    await this.socket.closeSocket();
  }

  async close(): Promise<void> {
    this.#leave();
    if (this.socket.state !== "closed") await this.socket.closeSocket();
  }

  #leave(): void {
    this.#isGone = true;
    this.#receivedAll();
  }

  #receivedAll(): void {
    this.#isOver = true;
    this.#finish();
  }
}
