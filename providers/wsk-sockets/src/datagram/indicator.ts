import type {
  DatagramHost,
  DatagramIndication,
  ReceiveFromEvent,
} from "@captable/wsk";
import type { Environment } from "../environment.ts";
import { eventContext, type EventContext } from "../events/context.ts";
import { EventSwitch } from "../events/event-switch.ts";
import { Retained } from "../events/retained.ts";
import { indication, type Batch, type Inbox } from "./inbox.ts";

/**
 * The most datagrams that are retained: even those without a byte take memory.
 */
const MOST_RETAINED = 16 * 1024;

/**
 * Indicates received datagrams by `receiveFromEvent`: all that wait and are of
 * one kind at a time, as what the event says of them holds for the whole list.
 */
export class Indicator {
  readonly events: EventSwitch;
  readonly #host: DatagramHost;
  readonly #environment: Environment;
  readonly #inbox: Inbox;
  readonly #context: EventContext;
  readonly #retained = new Retained();
  #retainedDatagrams = 0;

  constructor(
    host: DatagramHost,
    environment: Environment,
    context: unknown,
    inbox: Inbox,
  ) {
    this.#host = host;
    this.#environment = environment;
    this.#inbox = inbox;
    this.#context = eventContext(context);
    this.events = new EventSwitch(host, {
      own: ["receiveFrom"],
      fixed: environment.statics.names,
      enabled: () => this.indicateLater(),
    });
  }

  /** Whether the application retains so much that further datagrams are lost. */
  get isFull(): boolean {
    return (
      this.#retained.bytes >= this.#environment.limits.retainedBytes ||
      this.#retainedDatagrams >= MOST_RETAINED
    );
  }

  /** Indicates what waits, in a turn of its own, once what enables it has been told. */
  indicateLater(): void {
    // What comes later is indicated as it comes.
    if (!this.#isOn || !this.#inbox.hasWaiting) return;
    this.#environment.transport.defer(() => this.indicate());
  }

  /** Indicates what waits, until the application declines. */
  indicate(): void {
    const inbox = this.#inbox;
    while (inbox.hasWaiting && this.#isOn) {
      if (!this.#indicate(inbox.take())) return;
    }
  }

  /** Takes a list back. False if it is not retained. */
  release(list: readonly DatagramIndication[]): boolean {
    if (!this.#retained.release(list)) return false;
    this.#retainedDatagrams -= list.length;
    return true;
  }

  /** Tells the application that the socket is dead, once what was pending has been told. */
  died(): void {
    this.#environment.transport.defer(() => {
      if (this.#isOn) this.#host.deliver("receiveFromEvent", this.#context);
    });
  }

  get #isOn(): boolean {
    return (
      this.events.isOn("receiveFrom") && this.#host.handles("receiveFromEvent")
    );
  }

  /** Indicates some datagrams. Tells whether the next can be indicated at once. */
  #indicate(batch: Batch): boolean {
    const dataIndication = Object.freeze(batch.datagrams.map(indication));
    const event: ReceiveFromEvent = { ...this.#context, dataIndication };
    const { kind } = batch;
    const reply = this.#host.deliver(
      "receiveFromEvent",
      kind === undefined ? event : { ...event, flags: { ...kind } },
    );
    // The handler may have closed the socket.
    if (this.#inbox.ended) return false;
    if (reply === "STATUS_PENDING") {
      this.#retained.retain(dataIndication, batch.bytes);
      this.#retainedDatagrams += dataIndication.length;
    }
    if (reply === "STATUS_PENDING" || reply === "STATUS_SUCCESS") {
      // Whoever has been served goes on before more is indicated.
      if (!this.#inbox.settle()) return true;
      this.indicateLater();
      return false;
    }
    // Without a reply, it was too early.
    if (reply !== undefined) this.events.turnOff("receiveFrom");
    this.#inbox.settle(batch);
    return false;
  }
}
