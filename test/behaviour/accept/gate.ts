import type {
  AbortEvent,
  AbortEventReply,
  InspectEvent,
  InspectEventReply,
  InspectId,
  ListeningSocket,
} from "@captable/wsk";
import { Log } from "../log.ts";
import {
  client,
  loopback,
  until,
  use,
  type Client,
  type Server,
} from "../net.ts";
import type { Net } from "../subject.ts";
import { Receptionist } from "./receptionist.ts";

/** Handlers of a socket that accepts conditionally. They note what they are told. */
export class Gate extends Receptionist {
  readonly requests = new Log<InspectEvent>();
  readonly aborted: InspectId[] = [];
  /** What a request is answered with. */
  decide: (event: InspectEvent) => InspectEventReply;

  constructor(decide: (event: InspectEvent) => InspectEventReply) {
    super();
    this.decide = decide;
  }

  inspectEvent(event: InspectEvent): InspectEventReply {
    this.requests.add(event);
    return this.decide(event);
  }

  abortEvent({ inspectId }: AbortEvent): AbortEventReply {
    this.aborted.push(inspectId);
    return "STATUS_SUCCESS";
  }

  /** The id of the next request. */
  async nextId(): Promise<InspectId> {
    const { inspectId } = await this.requests.next();
    if (inspectId !== undefined) return inspectId;
    throw new TypeError("the listening socket is dead");
  }
}

/** A socket that accepts conditionally. */
export async function guard(
  net: Net,
  handlers: Gate,
  socketContext?: unknown,
): Promise<ListeningSocket> {
  const options =
    socketContext === undefined ? { handlers } : { handlers, socketContext };
  const server = use(await net.wsk.socket("listening", options));
  await server.controlSocket("setOption", "SO_CONDITIONAL_ACCEPT", true);
  await server.bind(loopback());
  return server;
}

/** An id that says the same. */
export function copyOf({ key, serialNumber }: InspectId): InspectId {
  return { key, serialNumber };
}

/** Somebody who asks to connect: whether he is told before he is accepted depends on the transport. */
export async function ask(net: Net, server: Server): Promise<Client> {
  const guest = await client(net);
  guest.connect(await server.getLocalAddress()).catch(() => undefined);
  return guest;
}

/** He is turned down: before he was connected, or by a reset. */
export async function turnedDown(guest: Client): Promise<void> {
  await until(
    () => ["bound", "aborted"].includes(guest.state),
    () => `the guest is ${guest.state}`,
  );
}

export async function connected(guest: Client): Promise<void> {
  await until(
    () => guest.state === "connected",
    () => `the guest is ${guest.state}`,
  );
}
