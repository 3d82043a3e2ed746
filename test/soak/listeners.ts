import type {
  AcceptEventReply,
  AddressFamily,
  InspectEventReply,
  InspectId,
  ListeningHandlers,
  ListeningSocket,
  SocketAddress,
  StreamSocket,
} from "@captable/wsk";
import { loopback } from "./addresses.ts";
import { acceptedWith, chooseReading, serve } from "./connection.ts";
import { Discrepancy } from "./discrepancy.ts";
import { IndicatedReader } from "./indicated.ts";
import { isCancelled, statusOf } from "./statuses.ts";
import { turns } from "./turns.ts";
import type { Player } from "./world.ts";

/** How a listener gets its connections. */
export interface ListenerKind {
  readonly category: "listening" | "stream";
  readonly family: AddressFamily;
  /** By `acceptEvent`, else by calls of `accept`. */
  readonly byEvent: boolean;
  /** Inspects every request, and turns some down. */
  readonly conditional: boolean;
  /** Closes now and then, and opens again. */
  readonly fleeting: boolean;
}

/** How many accepts are pending. */
const ACCEPTS = 3;

/** Somebody who listens, for as long as it is open. */
export class Listener {
  readonly kind: ListenerKind;
  readonly #player: Player;
  #socket: ListeningSocket | StreamSocket | undefined;
  #address: SocketAddress | undefined;
  /** The requests that wait for a decision. */
  readonly #pended = new Set<string>();
  #accepting: Promise<unknown> = Promise.resolve();
  #closing = true;

  constructor(player: Player, kind: ListenerKind) {
    this.#player = player;
    this.kind = kind;
  }

  get address(): SocketAddress {
    if (this.#address === undefined) throw new TypeError("not open");
    return this.#address;
  }

  /** Whether it turns connections down, or may do so. */
  get precarious(): boolean {
    return this.kind.conditional || this.kind.fleeting;
  }

  get isOpen(): boolean {
    return !this.#closing;
  }

  /** Opens and closes for a time. */
  async flicker(until: number): Promise<void> {
    const { dice } = this.#player;
    while (performance.now() < until) {
      await turns(dice.int(10, 200));
      await this.close();
      await turns(dice.int(0, 5));
      await this.open();
    }
  }

  async open(): Promise<void> {
    const { category, family, byEvent, conditional } = this.kind;
    const { world } = this.#player;
    const handlers: ListeningHandlers = {
      acceptEvent: ({ acceptSocket }) =>
        world.reply<AcceptEventReply>(
          () => this.#accepted(acceptSocket),
          "STATUS_REQUEST_NOT_ACCEPTED",
        ),
      inspectEvent: ({ inspectId }) =>
        world.reply(() => this.#inspect(inspectId), "reject"),
      abortEvent: ({ inspectId }) => this.#aborted(inspectId),
    };
    const options = { addressFamily: family, handlers };
    const socket = await world.wsk.socket(category, options);
    this.#socket = socket;
    if (conditional && socket.category === "listening") {
      await socket.controlSocket("setOption", "SO_CONDITIONAL_ACCEPT", true);
    }
    await socket.bind(loopback(family));
    if (socket.category === "stream") await socket.listen();
    this.#address = await socket.getLocalAddress();
    this.#closing = false;
    if (byEvent) await this.#enable(socket);
    else this.#accepting = this.#acceptByCalls(socket).catch(world.fail);
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#socket?.closeSocket();
    await this.#accepting;
  }

  /** Connections of a listening socket have their events enabled from the first. */
  async #enable(socket: ListeningSocket | StreamSocket): Promise<void> {
    const option = "SO_WSK_EVENT_CALLBACK";
    if (socket.category === "listening") {
      const eventMask = { accept: true, receive: true, disconnect: true };
      await socket.controlSocket("setOption", option, { eventMask });
    } else {
      const eventMask = { accept: true };
      await socket.controlSocket("setOption", option, { eventMask });
    }
  }

  #acceptByCalls(socket: ListeningSocket | StreamSocket): Promise<unknown> {
    return Promise.all(
      Array.from({ length: ACCEPTS }, () => this.#acceptAll(socket)),
    );
  }

  async #acceptAll(socket: ListeningSocket | StreamSocket): Promise<void> {
    const { dice } = this.#player;
    while (!this.#closing) {
      const reading = chooseReading(this.#player);
      const abort = dice.chance(0.1) ? new AbortController() : undefined;
      const { reply: _reply, ...accepted } = acceptedWith(reading);
      const call = socket.accept({ ...accepted, signal: abort?.signal });
      if (abort !== undefined)
        void turns(dice.int(0, 50)).then(() => abort.abort());
      try {
        serve(this.#fork(), await call, reading);
      } catch (error) {
        const expected = this.#closing || abort?.signal.aborted;
        if (!expected || !isCancelled(error)) throw error;
      }
    }
  }

  #accepted(socket: Parameters<typeof serve>[1] | undefined): AcceptEventReply {
    if (socket === undefined) throw new Discrepancy("a dead listener");
    if (this.#closing) throw new Discrepancy("an event after the end");
    const inherited = this.kind.category === "listening";
    const reading = inherited
      ? new IndicatedReader(this.#player.world)
      : chooseReading(this.#player);
    serve(this.#fork(), socket, reading, inherited);
    return acceptedWith(reading);
  }

  #inspect(inspectId: InspectId | undefined): InspectEventReply {
    if (inspectId === undefined) throw new Discrepancy("a dead listener");
    const { dice, world } = this.#player;
    world.tally.add("inspections");
    const action = dice.pick(["accept", "accept", "pend", "reject"] as const);
    if (action !== "pend") return action;
    this.#pended.add(keyOf(inspectId));
    // Whoever compares identities must compare what is in them.
    world.start(this.#decide({ ...inspectId }), () => "inspection");
    return action;
  }

  async #decide(inspectId: InspectId): Promise<void> {
    const { dice } = this.#player;
    await turns(dice.int(0, 30));
    const socket = this.#socket;
    if (this.#closing || socket?.category !== "listening") return;
    const pended = this.#pended.delete(keyOf(inspectId));
    const action = dice.chance(0.7) ? "accept" : "reject";
    try {
      await socket.inspectComplete(inspectId, action);
    } catch (error) {
      if (pended || statusOf(error) !== "STATUS_NOT_FOUND") throw error;
    }
  }

  #aborted(inspectId: InspectId): "STATUS_SUCCESS" {
    this.#pended.delete(keyOf(inspectId));
    return "STATUS_SUCCESS";
  }

  #fork(): Player {
    return { world: this.#player.world, dice: this.#player.dice.fork() };
  }
}

function keyOf({ key, serialNumber }: InspectId): string {
  return `${key}:${serialNumber}`;
}

const plain = { byEvent: false, conditional: false, fleeting: false };

/** One of each kind. */
export const listenerKinds: readonly ListenerKind[] = (
  ["IPv4", "IPv6"] as const
).flatMap((family): ListenerKind[] => [
  { ...plain, family, category: "listening" },
  { ...plain, family, category: "listening", byEvent: true },
  { ...plain, family, category: "listening", conditional: true },
  { ...plain, family, category: "listening", conditional: true, byEvent: true },
  { ...plain, family, category: "listening", fleeting: true },
  { ...plain, family, category: "stream" },
  { ...plain, family, category: "stream", byEvent: true },
  { ...plain, family, category: "stream", fleeting: true },
]);
