/**
 * The states in which events come, typed by hand and independent of the capability table. Where a payload may be
 * absent, the event without it is how a socket that is `dead` says so.
 *
 * @module
 */

/** By event, the states. */
export type EventMatrix = Readonly<Record<string, readonly string[]>>;

const listening: EventMatrix = {
  acceptEvent: ["listening", "dead"],
  inspectEvent: ["listening", "dead"],
  abortEvent: ["listening"],
};

// prettier-ignore
const connection: EventMatrix = {
  receiveEvent:     ["connected", "sendClosed", "recvClosed", "disconnected", "aborted", "dead"],
  disconnectEvent:  ["connected", "sendClosed", "recvClosed", "disconnected", "aborted"],
  sendBacklogEvent: ["connected", "recvClosed"],
};

/** By category or service. */
export const EVENTS: Readonly<Record<string, EventMatrix>> = {
  basic: {},
  listening,
  datagram: { receiveFromEvent: ["bound", "dead"] },
  connectionOriented: connection,
  stream: { ...listening, ...connection },
  registration: {},
  client: { clientEvent: ["captured", "inUse"] },
};
