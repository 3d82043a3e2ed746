import type {
  AcceptEvent,
  AcceptEventReply,
  ConnectionOrientedSocket,
  ListeningHandlers,
} from "@captable/wsk";
import { Log } from "../log.ts";
import { use } from "../net.ts";

/** Handlers of a listening socket that note what they are told. */
export class Receptionist implements ListeningHandlers {
  readonly told = new Log<AcceptEvent>();
  /** What a connection is answered with. */
  reply: (event: AcceptEvent) => AcceptEventReply;

  constructor(
    reply: (event: AcceptEvent) => AcceptEventReply = () => "STATUS_SUCCESS",
  ) {
    this.reply = reply;
  }

  acceptEvent(event: AcceptEvent): AcceptEventReply {
    this.told.add(event);
    if (event.acceptSocket !== undefined) use(event.acceptSocket);
    return this.reply(event);
  }

  /** The socket of the next event. */
  async next(): Promise<ConnectionOrientedSocket> {
    const { acceptSocket } = await this.told.next();
    if (acceptSocket !== undefined) return acceptSocket;
    throw new TypeError("the listening socket is dead");
  }

  get count(): number {
    return this.told.items.length;
  }
}
