import type {
  AcceptEventReply,
  AcceptOptions,
  ConnectionOrientedSocket,
  InspectId,
  SocketAddress,
} from "@captable/wsk";
import { connected, type Connected } from "../connection-oriented.ts";
import type { ConnectionSettings } from "../connection/role.ts";
import type { Environment } from "../environment.ts";
import type { EventContext } from "../events/context.ts";
import type { EventName } from "../events/event-switch.ts";
import type { Link } from "../transport/link.ts";
import type { ListeningSide } from "./side.ts";

/** An established connection that the application has not been given. */
export interface Arrival {
  readonly link: Link;
  /** Of the request, if it was inspected. */
  readonly inspectId: InspectId | undefined;
}

/** Gives connections to the application, by completing a call or by `acceptEvent`. */
export class HandOver {
  readonly #side: ListeningSide;
  readonly #environment: Environment;
  readonly #context: EventContext;
  readonly #settings: Readonly<ConnectionSettings>;

  /** @param settings - what the accepted sockets inherit: each gets a copy of what is set at the time */
  constructor(
    side: ListeningSide,
    environment: Environment,
    context: EventContext,
    settings: Readonly<ConnectionSettings>,
  ) {
    this.#side = side;
    this.#environment = environment;
    this.#context = context;
    this.#settings = settings;
  }

  /** The socket that a call accepts. Its events are off. */
  toCall(arrival: Arrival, options: AcceptOptions): ConnectionOrientedSocket {
    return connected(this.#environment, arrival.link, {
      handlers: options.acceptSocketDispatch,
      context: options.acceptSocketContext,
      settings: { ...this.#settings },
      inspectId: arrival.inspectId,
    }).socket;
  }

  /** Offers a socket to `acceptEvent`, with the given events on, and closes it if it is refused. */
  toEvent(arrival: Arrival, events: readonly EventName[]): void {
    const { link, inspectId } = arrival;
    const accepted = connected(this.#environment, link, {
      settings: { ...this.#settings },
      events,
      inspectId,
    });
    const reply = this.#side.deliver("acceptEvent", {
      ...this.#context,
      localAddress: link.localAddress,
      remoteAddress: link.remoteAddress,
      acceptSocket: accepted.socket,
    });
    settle(accepted, reply);
  }

  /** Tells `acceptEvent` that the listening socket is dead. There is no peer; its address is a mere repetition. */
  tellDeath(address: SocketAddress): void {
    this.#side.deliver("acceptEvent", {
      ...this.#context,
      localAddress: address,
      remoteAddress: address,
    });
  }
}

function settle(
  { socket, dispatch }: Connected,
  reply: AcceptEventReply | undefined,
): void {
  if (reply === "STATUS_SUCCESS") {
    dispatch.attach(undefined, undefined);
  } else if (typeof reply === "object") {
    dispatch.attach(reply.acceptSocketDispatch, reply.acceptSocketContext);
  } else if (socket.state !== "closed") {
    void socket.closeSocket();
  }
}
