import type {
  ConnectionOrientedHandlers,
  DisconnectEvent,
  DisconnectEventReply,
  ReceiveEvent,
  ReceiveEventReply,
} from "@captable/wsk";
import { textOf } from "./ends.ts";
import { until } from "./net.ts";

type Reply = (event: ReceiveEvent) => ReceiveEventReply;

/** Handlers of a connection that note what they are told. */
export class Witness implements ConnectionOrientedHandlers {
  /** What has been told, in order: data as text, the end by a word. */
  readonly notes: string[] = [];
  readonly received: ReceiveEvent[] = [];
  readonly ends: DisconnectEvent[] = [];
  /** What data is answered with. */
  reply: Reply;

  constructor(reply: Reply = () => "STATUS_SUCCESS") {
    this.reply = reply;
  }

  /** All data that has been indicated, whatever became of it. */
  get text(): string {
    return this.received
      .map(({ dataIndication }) => textOf(dataIndication))
      .join("");
  }

  receiveEvent(event: ReceiveEvent): ReceiveEventReply {
    this.received.push(event);
    this.notes.push(textOf(event.dataIndication));
    return this.reply(event);
  }

  disconnectEvent(event: DisconnectEvent): DisconnectEventReply {
    this.ends.push(event);
    const { abortive = false } = event.flags ?? {};
    this.notes.push(abortive ? "<aborted>" : "<disconnected>");
    return "STATUS_SUCCESS";
  }

  /** Lets events happen until so many have been told. */
  async told(count: number): Promise<void> {
    await until(
      () => this.notes.length >= count,
      () => `${count} events were expected, not ${this.notes.join()}`,
    );
  }

  /** Lets events happen until so much data has been indicated. */
  async toldText(text: string): Promise<void> {
    await until(
      () => this.text.length >= text.length,
      () => `${text} was expected, not ${this.text}`,
    );
  }
}
