import type {
  ConnectionOrientedReport,
  ConnectionOrientedState,
  Status,
  StreamState,
} from "@captable/wsk";
import type { Failing } from "../statuses.ts";

/** The host of a connection-oriented socket, or of a stream socket. */
export interface ConnectionSide extends Failing {
  readonly state: ConnectionOrientedState | StreamState;
  report(transition: ConnectionOrientedReport): boolean;
}

/** Why a connection has ended before its time: what sending and receiving fail with from then on. */
export interface Interruption {
  readonly status: Status;
  readonly message: string;
  readonly cause?: unknown;
}
