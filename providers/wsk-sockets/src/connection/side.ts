import type {
  ConnectionOrientedHandlers,
  ConnectionOrientedReport,
  ConnectionOrientedState,
  DisconnectEvent,
  DisconnectEventReply,
  ReceiveEvent,
  ReceiveEventReply,
  Status,
  StreamState,
} from "@captable/wsk";
import type { Failing } from "../failing.ts";

/** The host of a connection-oriented socket, or of a stream socket. */
export interface ConnectionSide extends Failing {
  readonly category: string;
  readonly state: ConnectionOrientedState | StreamState;
  report(transition: ConnectionOrientedReport): boolean;
  handles(event: keyof ConnectionOrientedHandlers): boolean;
  attach(handlers: ConnectionOrientedHandlers): void;
  deliver(
    event: "receiveEvent",
    payload: ReceiveEvent,
  ): ReceiveEventReply | undefined;
  deliver(
    event: "disconnectEvent",
    payload: DisconnectEvent,
  ): DisconnectEventReply | undefined;
}

/** Why a connection has ended before its time: what sending and receiving fail with from then on. */
export interface Interruption {
  readonly status: Status;
  readonly message: string;
  readonly cause?: unknown;
}
