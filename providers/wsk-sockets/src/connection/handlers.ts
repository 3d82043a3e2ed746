import type {
  DataIndication,
  DisconnectEvent,
  ReceiveEvent,
  ReceiveEventReply,
} from "@captable/wsk";
import type { EventSwitch } from "../events/event-switch.ts";
import type { ConnectionSide } from "./side.ts";

/** Whoever knows which events are on. Asked only if there is a handler. */
export interface Switched {
  readonly events: EventSwitch;
}

/** What is told to the event handlers of a connection. */
export class Handlers {
  /** Handed to each of them, if there is one. */
  context: unknown;
  readonly #side: ConnectionSide;
  readonly #switched: Switched;

  constructor(side: ConnectionSide, switched: Switched, context: unknown) {
    this.#side = side;
    this.#switched = switched;
    this.context = context;
  }

  /** Whether somebody wants to be told of received data. */
  get takeData(): boolean {
    return this.#side.handles("receiveEvent") && this.#hears("receive");
  }

  /** Whether somebody wants to be told that the peer has disconnected. */
  get takeEnd(): boolean {
    return this.#side.handles("disconnectEvent") && this.#hears("disconnect");
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
    const { events } = this.#switched;
    return events.isOn(name) && !events.awaitsHandlers;
  }

  #addressed<Event extends object>(event: Event): Event {
    return this.context === undefined
      ? event
      : { socketContext: this.context, ...event };
  }
}
