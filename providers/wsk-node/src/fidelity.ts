/**
 * - `native`: Node does what the table says.
 * - `emulated`: this provider does it, as far as its reason says.
 * - `unsupported`: what asks for it fails with STATUS_NOT_SUPPORTED; an event
 *   or a flag of a result never comes.
 */
export type Fidelity = "native" | "emulated" | "unsupported";

/** How this provider honours something that the table leaves to the transport. */
export interface Support {
  readonly kind:
    "option" | "ioctl" | "clientControl" | "event" | "flag" | "parameter";
  readonly name: string;
  /** The categories that it is so for. */
  readonly categories: readonly string[];
  readonly fidelity: Fidelity;
  readonly reason: string;
}

type Line = readonly [
  name: string,
  categories: string,
  fidelity: Fidelity,
  reason: string,
];

const LATER = "Events are not delivered by this version.";
const NO_SECURITY = "Node has no security descriptors.";
const NO_SHARING = "Node lets nobody choose who shares a TCP address.";
const ALL = "basic listening datagram connectionOriented stream";

// prettier-ignore
const options: readonly Line[] = [
  ["IPV6_V6ONLY",           "listening datagram connectionOriented stream", "native",      "On by default, unlike in Node."],
  ["SO_BROADCAST",          "datagram",                                     "native",      "Set when the socket is bound; reading gives what was set."],
  ["SO_CONDITIONAL_ACCEPT", "listening",                                    "unsupported", LATER],
  ["SO_EXCLUSIVEADDRUSE",   "listening datagram connectionOriented stream", "unsupported", "Node lets nobody choose who shares an address."],
  ["SO_KEEPALIVE",          "listening connectionOriented stream",          "native",      "The first probe follows after two hours; reading gives what was set."],
  ["SO_RCVBUF",             "datagram",                                     "native",      "Known once the socket is bound. Linux doubles what is set for its own needs, which is not counted here."],
  ["SO_RCVBUF",             "listening connectionOriented stream",          "unsupported", "Node cannot change the buffers of TCP."],
  ["SO_REUSEADDR",          "datagram",                                     "native",      "On Linux all sockets that share an address must ask for it; reading gives what was set."],
  ["SO_REUSEADDR",          "listening connectionOriented stream",          "unsupported", NO_SHARING],
  ["SO_WSK_EVENT_CALLBACK", "listening datagram connectionOriented stream", "unsupported", LATER],
  ["SO_WSK_SECURITY",       "listening datagram connectionOriented stream", "unsupported", NO_SECURITY],
  ["TCP_FASTOPEN",          "connectionOriented stream",                    "unsupported", "Node cannot send data with a connection request."],
  ["TCP_NODELAY",           "connectionOriented stream",                    "native",      "Reading gives what was set."],
];

// prettier-ignore
const ioctls: readonly Line[] = [
  ["SIO_ADDRESS_LIST_CHANGE",                   ALL,                                    "unsupported", "Node does not tell of changes."],
  ["SIO_ADDRESS_LIST_QUERY",                    ALL,                                    "native",      "Those of interfaces that are up."],
  ["SIO_ADDRESS_LIST_SORT",                     ALL,                                    "unsupported", "The order is not documented."],
  ["SIO_LOOPBACK_FAST_PATH",                    "listening connectionOriented stream",  "unsupported", "Only Windows has it."],
  ["SIO_QUERY_WFP_CONNECTION_REDIRECT_CONTEXT", "connectionOriented",                   "unsupported", "Only Windows redirects so."],
  ["SIO_QUERY_WFP_CONNECTION_REDIRECT_RECORDS", "connectionOriented",                   "unsupported", "Only Windows redirects so."],
  ["SIO_SET_WFP_CONNECTION_REDIRECT_RECORDS",   "connectionOriented",                   "unsupported", "Only Windows redirects so."],
  ["SIO_WSK_QUERY_IDEAL_SEND_BACKLOG",          "connectionOriented stream",            "emulated",    "The constant amount that Node buffers."],
  ["SIO_WSK_QUERY_INSPECT_ID",                  "connectionOriented",                   "native",      "No socket is accepted conditionally, as the status says."],
  ["SIO_WSK_QUERY_RECEIVE_BACKLOG",             "connectionOriented stream",            "emulated",    "Without what the system still holds, which Node does not tell."],
  ["SIO_WSK_REGISTER_EXTENSION",                ALL,                                    "unsupported", "There are no extensions."],
  ["SIO_WSK_SET_REMOTE_ADDRESS",                "datagram",                             "emulated",    "The datagrams of others are dropped by this provider."],
  ["SIO_WSK_SET_SENDTO_ADDRESS",                "datagram",                             "emulated",    "Kept by this provider."],
  ["SIO_WSK_SET_TCP_SILENT_MODE",               "connectionOriented stream",            "unsupported", "The system acknowledges what arrives all the same."],
];

// prettier-ignore
const clientControls: readonly Line[] = [
  ["WSK_CACHE_SD",                   "client", "unsupported", NO_SECURITY],
  ["WSK_RELEASE_SD",                 "client", "unsupported", NO_SECURITY],
  ["WSK_SET_STATIC_EVENT_CALLBACKS", "client", "unsupported", LATER],
  ["WSK_TDI_BEHAVIOR",               "client", "unsupported", "Only Windows has TDI."],
  ["WSK_TDI_DEVICENAME_MAPPING",     "client", "unsupported", "Only Windows has TDI."],
  ["WSK_TRANSPORT_LIST_CHANGE",      "client", "emulated",    "Waits for ever: the transports do not change."],
  ["WSK_TRANSPORT_LIST_QUERY",       "client", "native",      "TCP and UDP, each for IPv4 and IPv6."],
];

// prettier-ignore
const events: readonly Line[] = [
  ["abortEvent",       "listening stream",          "unsupported", LATER],
  ["acceptEvent",      "listening stream",          "unsupported", LATER],
  ["clientEvent",      "client",                    "native",      "There are no such events."],
  ["disconnectEvent",  "connectionOriented stream", "unsupported", LATER],
  ["inspectEvent",     "listening stream",          "unsupported", LATER],
  ["receiveEvent",     "connectionOriented stream", "unsupported", LATER],
  ["receiveFromEvent", "datagram",                  "unsupported", LATER],
  ["sendBacklogEvent", "connectionOriented stream", "unsupported", "Node does not tell of such changes."],
];

// prettier-ignore
const flags: readonly Line[] = [
  ["SendFlags.nodelay",   "connectionOriented stream", "emulated",    "Holds for the whole connection until the data is sent."],
  ["SendFlags.oob",       "connectionOriented stream", "unsupported", "Node has no urgent data."],
  ["ReceiveFlags.drain",  "connectionOriented stream", "emulated",    "This provider discards the data."],
  ["ReceiveFlags.waitall","connectionOriented stream", "emulated",    "This provider waits for the data."],
  ["DisconnectFlags.abortive", "connectionOriented stream", "native", "Resets the connection."],
  ["ControlFlags.truncated", "datagram", "emulated", "This provider has the whole datagram and says what did not fit."],
  ["ControlFlags.broadcast", "datagram", "unsupported", "Never set: Node does not tell the destination of a datagram."],
  ["ControlFlags.multicast", "datagram", "unsupported", "Never set: Node does not tell the destination of a datagram."],
];

// prettier-ignore
const parameters: readonly Line[] = [
  ["SocketAddressIPv6.flowInfo",       ALL,        "unsupported", "Node cannot set it."],
  ["sendTo.controlInfo",               "datagram", "unsupported", "Node sends no control information."],
  ["sendMessages.controlInfo",         "datagram", "unsupported", "Node sends no control information."],
  ["socket.owningProcess",             "client",   "unsupported", "Sockets belong to the process of Node."],
  ["socket.owningThread",              "client",   "unsupported", "Sockets belong to the process of Node."],
  ["socket.securityDescriptor",        "client",   "unsupported", NO_SECURITY],
  ["getAddressInfo.hints.flags.canonName", "client", "unsupported", "Node does not tell canonical names."],
  ["getAddressInfo.nameSpace",         "client",   "unsupported", "Node knows the system's resolver only."],
  ["getAddressInfo.provider",          "client",   "unsupported", "Node knows the system's resolver only."],
  ["getAddressInfo.serviceName",       "client",   "emulated",    "Port numbers only: Node does not look services up."],
  ["getNameInfo.flags.dgram",          "client",   "unsupported", "Node looks up the services of TCP only."],
];

const kinds: Readonly<Record<Support["kind"], readonly Line[]>> = {
  option: options,
  ioctl: ioctls,
  clientControl: clientControls,
  event: events,
  flag: flags,
  parameter: parameters,
};

/** What this provider honours, and how. What is not listed is native. */
export const fidelity: readonly Support[] = Object.entries(kinds).flatMap(
  ([kind, lines]) =>
    lines.map(([name, categories, how, reason]) => ({
      kind: kind as Support["kind"],
      name,
      categories: categories.split(" "),
      fidelity: how,
      reason,
    })),
);

/** Why a category does not honour something. */
export function reasonAgainst(
  name: string,
  category: string,
): string | undefined {
  return fidelity.find(
    (support) =>
      support.name === name &&
      support.fidelity === "unsupported" &&
      support.categories.includes(category),
  )?.reason;
}
