import type {
  ConnectionOrientedHandlers,
  DataIndication,
  DisconnectEvent,
  ReceiveEvent,
  ReceiveEventReply,
  WskBuf,
} from "@captable/wsk";
import { Discrepancy } from "./discrepancy.ts";
import type { Side } from "./side.ts";
import { turns } from "./turns.ts";
import type { World } from "./world.ts";

/** Receives everything by `receiveEvent`, until `disconnectEvent`. */
export class IndicatedReader {
  readonly handlers: ConnectionOrientedHandlers = {
    receiveEvent: (event) =>
      this.#world.reply<ReceiveEventReply>(
        () => this.#receive(event),
        "STATUS_SUCCESS",
      ),
    disconnectEvent: (event) =>
      this.#world.reply(() => this.#disconnect(event), "STATUS_SUCCESS"),
  };
  readonly #world: World;
  #side: Side | undefined;
  #disconnected = false;

  constructor(world: World) {
    this.#world = world;
  }

  /** Goes on for a side; its events may come from now on. */
  attach(side: Side): void {
    this.#side = side;
  }

  /** Has the events called. */
  async enable(): Promise<void> {
    const eventMask = { receive: true, disconnect: true };
    try {
      await this.#attached.socket.controlSocket(
        "setOption",
        "SO_WSK_EVENT_CALLBACK",
        { eventMask },
      );
    } catch (error) {
      this.#attached.failed(error);
    }
  }

  get #attached(): Side {
    if (this.#side === undefined) throw new Discrepancy("an event too early");
    return this.#side;
  }

  #receive({
    dataIndication,
    bytesIndicated,
  }: ReceiveEvent): ReceiveEventReply {
    const side = this.#attached;
    expectOpen(side);
    if (dataIndication === undefined) throw new Discrepancy("a dead socket");
    if (side.isGone) return "STATUS_SUCCESS";
    const bytes = bytesOf(dataIndication);
    if (bytes.byteLength !== bytesIndicated || bytesIndicated === 0) {
      throw new Discrepancy(
        `${bytes.byteLength} bytes indicated as ${bytesIndicated}`,
      );
    }
    side.world.tally.add("indications");
    return this.#reply(side, dataIndication, bytes);
  }

  #reply(
    side: Side,
    list: readonly DataIndication[],
    bytes: Uint8Array,
  ): ReceiveEventReply {
    const { dice, intake, world } = side;
    if (dice.chance(0.1)) {
      world.start(this.#resume(side), () => "resume");
      return "STATUS_DATA_NOT_ACCEPTED";
    }
    if (dice.chance(0.2)) {
      const bytesAccepted = dice.int(0, bytes.byteLength - 1);
      intake.take(bytes.subarray(0, bytesAccepted));
      world.start(this.#resume(side), () => "resume");
      return { reply: "STATUS_SUCCESS", bytesAccepted };
    }
    intake.take(bytes);
    if (dice.chance(0.6)) return "STATUS_SUCCESS";
    world.start(this.#release(side, list, bytes), () => "release");
    return "STATUS_PENDING";
  }

  /** Resumes the event by a receive, of nothing or of something. */
  async #resume(side: Side): Promise<void> {
    await turns(side.dice.int(0, 3));
    const length = side.dice.chance(0.5) ? 0 : side.dice.size(5000);
    await this.#pull(side, new Uint8Array(length));
  }

  async #pull(side: Side, buffer: Uint8Array): Promise<void> {
    if (side.isOver) return;
    try {
      const length = await side.socket.receive(buffer);
      if (side.isOver || buffer.byteLength === 0) return;
      if (length === 0) side.ended();
      else side.intake.take(buffer.subarray(0, length));
    } catch (error) {
      side.failed(error);
    }
  }

  /** Gives a list back some time later, unchanged. */
  async #release(
    side: Side,
    list: readonly DataIndication[],
    bytes: Uint8Array,
  ): Promise<void> {
    side.world.tally.add("retained");
    await turns(side.dice.int(0, side.intake.isMuch ? 200 : 40));
    if (Buffer.compare(bytesOf(list), bytes) !== 0) {
      throw new Discrepancy("a retained list has changed");
    }
    if (side.socket.state !== "closed") side.socket.release(list);
  }

  #disconnect({ flags }: DisconnectEvent): "STATUS_SUCCESS" {
    const side = this.#attached;
    expectOpen(side);
    if (this.#disconnected) throw new Discrepancy("disconnected twice");
    this.#disconnected = true;
    if (flags?.abortive) side.broken(new Error("disconnectEvent"));
    else side.world.start(this.#pullRest(side), () => "rest");
    return "STATUS_SUCCESS";
  }

  /** Receives what had not been indicated when the end came. */
  async #pullRest(side: Side): Promise<void> {
    while (!side.isOver) await this.#pull(side, new Uint8Array(10_000));
  }
}

function expectOpen({ socket }: Side): void {
  if (socket.state === "closed")
    throw new Discrepancy("an event after the end");
}

/** A copy of all bytes of a list. */
function bytesOf(list: readonly DataIndication[]): Uint8Array {
  return Buffer.concat(list.flatMap(({ buffer }) => partsOf(buffer)));
}

function partsOf({ mdl, offset, length }: WskBuf): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let skip = offset;
  let left = length;
  for (const chunk of mdl) {
    const part = chunk.subarray(skip, skip + left);
    parts.push(part);
    left -= part.byteLength;
    skip = 0;
  }
  return parts;
}
