import type {
  AbortEvent,
  AbortEventReply,
  AcceptEvent,
  AcceptEventReply,
  InspectEvent,
  InspectEventReply,
  ListeningReport,
  ListeningState,
  StreamState,
} from "@captable/wsk";
import type { Failing } from "../failing.ts";

/** The host of a listening socket, or of a stream socket. */
export interface ListeningSide extends Failing {
  readonly state: ListeningState | StreamState;
  report(transition: ListeningReport): boolean;
  handles(event: "acceptEvent" | "inspectEvent" | "abortEvent"): boolean;
  deliver(
    event: "acceptEvent",
    payload: AcceptEvent,
  ): AcceptEventReply | undefined;
  deliver(
    event: "inspectEvent",
    payload: InspectEvent,
  ): InspectEventReply | undefined;
  deliver(
    event: "abortEvent",
    payload: AbortEvent,
  ): AbortEventReply | undefined;
}
