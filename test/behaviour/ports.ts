import type {
  AddressFamily,
  DatagramHandlers,
  DatagramIndication,
  DatagramSocket,
  ReceiveFromEvent,
  ReceiveFromEventReply,
} from "@captable/wsk";
import { textOf } from "./ends.ts";
import { bytes, loopback, until, use } from "./net.ts";
import type { Net } from "./subject.ts";

/** A datagram socket on the loopback interface. */
export async function bound(
  { wsk }: Net,
  addressFamily: AddressFamily = "IPv4",
  handlers: DatagramHandlers = {},
  socketContext?: unknown,
): Promise<DatagramSocket> {
  const options = { addressFamily, handlers, socketContext };
  const socket = use(await wsk.socket("datagram", options));
  await socket.bind(loopback(addressFamily));
  return socket;
}

/** Sends texts, one datagram each, from one socket to another. */
export async function sendTexts(
  from: DatagramSocket,
  to: DatagramSocket,
  ...texts: readonly string[]
): Promise<void> {
  const remoteAddress = await to.getLocalAddress();
  for (const text of texts) await from.sendTo(bytes(text), { remoteAddress });
}

/** What one receive yields. */
export async function receiveFromText(
  socket: DatagramSocket,
  size = 64,
  signal?: AbortSignal,
): Promise<string> {
  const buffer = new Uint8Array(size);
  const { bytesReceived } = await socket.receiveFrom(buffer, { signal });
  return new TextDecoder().decode(buffer.subarray(0, bytesReceived));
}

type Reply = (event: ReceiveFromEvent) => ReceiveFromEventReply;

/** A handler of a datagram socket that notes what it is told. */
export class DatagramWitness implements DatagramHandlers {
  readonly events: ReceiveFromEvent[] = [];
  /** The datagrams of all events, in order. */
  readonly notes: string[] = [];
  /** What datagrams are answered with. */
  reply: Reply;

  constructor(reply: Reply = () => "STATUS_SUCCESS") {
    this.reply = reply;
  }

  receiveFromEvent(event: ReceiveFromEvent): ReceiveFromEventReply {
    this.events.push(event);
    this.notes.push(...textsOf(event.dataIndication));
    return this.reply(event);
  }

  /** Lets events happen until so many datagrams have been told of. */
  async told(count: number): Promise<void> {
    await until(
      () => this.notes.length >= count,
      () => `${count} datagrams were expected, not ${this.notes.join()}`,
    );
  }
}

/** The datagrams of a list, as texts. */
export function textsOf(list: readonly DatagramIndication[] = []): string[] {
  return list.map((datagram) => textOf([datagram]));
}
