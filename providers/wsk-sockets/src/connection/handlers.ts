import type {
  DataIndication,
  DisconnectEvent,
  ReceiveEvent,
  ReceiveEventReply,
} from "@captable/wsk";
import type { EventSwitch } from "../events/event-switch.ts";
import type { ConnectionSide } from "./side.ts";

/** What is told to the event handlers of a connection. */
export class Handlers {
  /** Handed to each of them, if there is one. */
  context: unknown;
  readonly #side: ConnectionSide;
  readonly #switch: EventSwitch;

  constructor(side: ConnectionSide, events: EventSwitch, context: unknown) {
    this.#side = side;
    this.#switch = events;
    this.context = context;
  }

  /** Whether somebody wants to be told of received data. */
  get takeData(): boolean {
    return this.#hears("receive") && this.#side.handles("receiveEvent");
  }

  /** Whether somebody wants to be told that the peer has disconnected. */
  get takeEnd(): boolean {
    return this.#hears("disconnect") && this.#side.handles("disconnectEvent");
  }

  /** Undefined if it could not be told. */
  receive(
    dataIndication: readonly DataIndication[],
    bytesIndicated: number,
    releaseAsap: boolean,
  ): ReceiveEventReply | undefined {
    const event = { dataIndication, bytesIndicated };
    return this.#side.deliver(
      "receiveEvent",
      this.#addressed<ReceiveEvent>(
        releaseAsap ? { ...event, flags: { releaseAsap } } : event,
      ),
    );
  }

  /** False if it could not be told. */
  disconnect(abortive: boolean): boolean {
    const reply = this.#side.deliver(
      "disconnectEvent",
      this.#addressed<DisconnectEvent>(abortive ? { flags: { abortive } } : {}),
    );
    return reply !== undefined;
  }

  /** The socket is dead. */
  dead(): void {
    if (!this.takeData) return;
    this.#side.deliver(
      "receiveEvent",
      this.#addressed<ReceiveEvent>({ bytesIndicated: 0 }),
    );
  }

  #hears(name: "receive" | "disconnect"): boolean {
    return this.#switch.isOn(name) && !this.#switch.awaitsHandlers;
  }

  #addressed<Event extends object>(event: Event): Event {
    return this.context === undefined
      ? event
      : { socketContext: this.context, ...event };
  }
}
