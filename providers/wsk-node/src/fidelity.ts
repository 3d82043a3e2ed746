import {
  fidelityTable,
  type Fidelity,
  type FidelityLine,
  type Support,
} from "@captable/wsk-sockets";

const NO_SECURITY = "Node has no security descriptors.";
const NO_SHARING = "Node lets nobody choose who shares a TCP address.";
const NO_LEVELS = "Never set: JavaScript has no such levels.";
const NO_DESTINATION =
  "Never set: Node does not tell the destination of a datagram.";
const NO_CONTROL = "Node sends no control information.";
const NO_OWNERS = "Sockets belong to the process of Node.";
const ONE_RESOLVER = "Node knows the system's resolver only.";
const ONLY_WINDOWS = "Only Windows redirects so.";
const NOT_INSPECTED = "Stream sockets do not accept conditionally.";
const ALL = "basic listening datagram connectionOriented stream";

/** Elsewhere an address may be taken from its owner. */
const exclusive: Fidelity =
  process.platform === "linux" ? "emulated" : "unsupported";

// prettier-ignore
const option: readonly FidelityLine[] = [
  ["IPV6_V6ONLY",           "listening datagram connectionOriented stream", "native",      "On by default, unlike in Node."],
  ["SO_BROADCAST",          "datagram",                                     "native",      "Set when the socket is bound; reading gives what was set."],
  ["SO_CONDITIONAL_ACCEPT", "listening",                                    "emulated",    "The system establishes a connection before it is inspected: a peer that is rejected sees a reset."],
  ["SO_EXCLUSIVEADDRUSE",   "listening datagram",                           exclusive,     "Linux lets nobody share such an address unless both ask for it, so that there is nothing to do; other systems are not asked to."],
  ["SO_EXCLUSIVEADDRUSE",   "connectionOriented stream",                    "unsupported", "The system lets several sockets be bound to a port until one of them listens."],
  ["SO_KEEPALIVE",          "listening connectionOriented stream",          "native",      "The first probe follows after two hours; reading gives what was set."],
  ["SO_RCVBUF",             "datagram",                                     "native",      "Known once the socket is bound. Linux doubles what is set for its own needs, which is not counted here."],
  ["SO_RCVBUF",             "listening connectionOriented stream",          "unsupported", "Node cannot change the buffers of TCP."],
  ["SO_REUSEADDR",          "datagram",                                     "native",      "On Linux all sockets that share an address must ask for it; reading gives what was set."],
  ["SO_REUSEADDR",          "listening connectionOriented stream",          "unsupported", NO_SHARING],
  ["SO_WSK_EVENT_CALLBACK", "listening datagram connectionOriented stream", "native",      "No extension interface is known."],
  ["SO_WSK_SECURITY",       "listening datagram connectionOriented stream", "unsupported", NO_SECURITY],
  ["TCP_FASTOPEN",          "connectionOriented stream",                    "unsupported", "Node cannot send data with a connection request."],
  ["TCP_NODELAY",           "connectionOriented stream",                    "native",      "Reading gives what was set."],
];

// prettier-ignore
const ioctl: readonly FidelityLine[] = [
  ["SIO_ADDRESS_LIST_CHANGE",                   ALL,                                    "emulated",    "Node does not tell of changes: this provider looks every second, and keeps the process alive meanwhile."],
  ["SIO_ADDRESS_LIST_QUERY",                    ALL,                                    "native",      "Those of interfaces that are up."],
  ["SIO_ADDRESS_LIST_SORT",                     ALL,                                    "unsupported", "The order is not documented."],
  ["SIO_LOOPBACK_FAST_PATH",                    "listening connectionOriented stream",  "unsupported", "Only Windows has it."],
  ["SIO_QUERY_WFP_CONNECTION_REDIRECT_CONTEXT", "connectionOriented",                   "unsupported", ONLY_WINDOWS],
  ["SIO_QUERY_WFP_CONNECTION_REDIRECT_RECORDS", "connectionOriented",                   "unsupported", ONLY_WINDOWS],
  ["SIO_SET_WFP_CONNECTION_REDIRECT_RECORDS",   "connectionOriented",                   "unsupported", ONLY_WINDOWS],
  ["SIO_WSK_QUERY_IDEAL_SEND_BACKLOG",          "connectionOriented stream",            "emulated",    "A constant amount, with which the system does not run dry."],
  ["SIO_WSK_QUERY_INSPECT_ID",                  "connectionOriented",                   "native",      "Of sockets that were accepted conditionally."],
  ["SIO_WSK_QUERY_RECEIVE_BACKLOG",             "connectionOriented stream",            "emulated",    "Without what the system still holds, which Node does not tell."],
  ["SIO_WSK_REGISTER_EXTENSION",                ALL,                                    "unsupported", "There are no extensions."],
  ["SIO_WSK_SET_REMOTE_ADDRESS",                "datagram",                             "emulated",    "The datagrams of others are dropped by this provider."],
  ["SIO_WSK_SET_SENDTO_ADDRESS",                "datagram",                             "emulated",    "Kept by this provider."],
  ["SIO_WSK_SET_TCP_SILENT_MODE",               "connectionOriented stream",            "unsupported", "The system acknowledges what arrives all the same."],
];

// prettier-ignore
const clientControl: readonly FidelityLine[] = [
  ["WSK_CACHE_SD",                   "client", "unsupported", NO_SECURITY],
  ["WSK_RELEASE_SD",                 "client", "unsupported", NO_SECURITY],
  ["WSK_SET_STATIC_EVENT_CALLBACKS", "client", "native",      "For every new socket of a category that has the events."],
  ["WSK_TDI_BEHAVIOR",               "client", "unsupported", "Only Windows has TDI."],
  ["WSK_TDI_DEVICENAME_MAPPING",     "client", "unsupported", "Only Windows has TDI."],
  ["WSK_TRANSPORT_LIST_CHANGE",      "client", "emulated",    "Waits for ever: the transports do not change."],
  ["WSK_TRANSPORT_LIST_QUERY",       "client", "native",      "TCP and UDP, each for IPv4 and IPv6."],
];

// prettier-ignore
const event: readonly FidelityLine[] = [
  ["abortEvent",       "listening",                 "emulated",    "The connection is read ahead to notice a reset; behind 64 KiB that wait, or an end, none is noticed."],
  ["abortEvent",       "stream",                    "unsupported", NOT_INSPECTED],
  ["acceptEvent",      "listening stream",          "native",      "The connection has been established before."],
  ["clientEvent",      "client",                    "native",      "There are no such events."],
  ["disconnectEvent",  "connectionOriented stream", "native",      "While nothing is read, because too much waits to be received or released, it is not noticed."],
  ["inspectEvent",     "listening",                 "emulated",    "The system has established the connection before."],
  ["inspectEvent",     "stream",                    "unsupported", NOT_INSPECTED],
  ["receiveEvent",     "connectionOriented stream", "native",      "The data is Node's own; it is not copied."],
  ["receiveFromEvent", "datagram",                  "native",      "The data is Node's own; it is not copied."],
  ["sendBacklogEvent", "connectionOriented stream", "unsupported", "The ideal backlog never changes."],
];

// prettier-ignore
const flag: readonly FidelityLine[] = [
  ["AcceptEventFlags.atDispatchLevel",        "listening stream",          "unsupported", NO_LEVELS],
  ["ControlFlags.broadcast",                  "datagram",                  "unsupported", NO_DESTINATION],
  ["ControlFlags.controlTruncated",           "datagram",                  "unsupported", "Never set: there is no control information."],
  ["ControlFlags.multicast",                  "datagram",                  "unsupported", NO_DESTINATION],
  ["ControlFlags.truncated",                  "datagram",                  "emulated",    "This provider has the whole datagram and says what did not fit."],
  ["DisconnectEventFlags.abortive",           "connectionOriented stream", "native",      "Set after a reset."],
  ["DisconnectEventFlags.atDispatchLevel",    "connectionOriented stream", "unsupported", NO_LEVELS],
  ["DisconnectFlags.abortive",                "connectionOriented stream", "native",      "Resets the connection."],
  ["ReceiveEventFlags.atDispatchLevel",       "connectionOriented stream", "unsupported", NO_LEVELS],
  ["ReceiveEventFlags.entireMessage",         "connectionOriented stream", "unsupported", "Never set: Node does not tell what the peer has pushed."],
  ["ReceiveEventFlags.releaseAsap",           "connectionOriented stream", "emulated",    "Set while at least half of what may be retained is retained."],
  ["ReceiveFlags.drain",                      "connectionOriented stream", "emulated",    "This provider discards the data."],
  ["ReceiveFlags.waitall",                    "connectionOriented stream", "emulated",    "This provider waits for the data."],
  ["ReceiveFromEventFlags.atDispatchLevel",   "datagram",                  "unsupported", NO_LEVELS],
  ["ReceiveFromEventFlags.broadcast",         "datagram",                  "unsupported", NO_DESTINATION],
  ["ReceiveFromEventFlags.multicast",         "datagram",                  "unsupported", NO_DESTINATION],
  ["SendFlags.nodelay",                       "connectionOriented stream", "emulated",    "Holds for the whole connection until the data is sent."],
  ["SendFlags.oob",                           "connectionOriented stream", "unsupported", "Node has no urgent data."],
  ["getAddressInfo.hints.flags.addrConfig",   "client",                    "native",      "The system's resolver has it."],
  ["getAddressInfo.hints.flags.all",          "client",                    "native",      "The system's resolver has it."],
  ["getAddressInfo.hints.flags.canonName",    "client",                    "unsupported", "Node does not tell canonical names; that of a numeric address is the address."],
  ["getAddressInfo.hints.flags.numericHost",  "client",                    "emulated",    "This provider knows what is numeric."],
  ["getAddressInfo.hints.flags.numericServ",  "client",                    "emulated",    "This provider knows what is numeric."],
  ["getAddressInfo.hints.flags.passive",      "client",                    "emulated",    "This provider knows the wildcards."],
  ["getAddressInfo.hints.flags.v4Mapped",     "client",                    "native",      "The system's resolver has it."],
  ["getNameInfo.flags.dgram",                 "client",                    "unsupported", "Node looks up the services of TCP only."],
  ["getNameInfo.flags.nameReqd",              "client",                    "native",      "Fails if the system's resolver has no name."],
  ["getNameInfo.flags.nofqdn",                "client",                    "emulated",    "This provider cuts the domain off the names of local addresses."],
  ["getNameInfo.flags.numericHost",           "client",                    "emulated",    "This provider spells the address."],
  ["getNameInfo.flags.numericServ",           "client",                    "emulated",    "This provider spells the port."],
];

// prettier-ignore
const parameter: readonly FidelityLine[] = [
  ["SocketAddressIPv6.flowInfo",       "listening datagram connectionOriented stream", "unsupported", "Node cannot set it."],
  ["SocketAddressIPv6.scopeId",        ALL,        "native",      "The number of an interface."],
  ["getAddressInfo.nameSpace",         "client",   "unsupported", ONE_RESOLVER],
  ["getAddressInfo.owningProcess",     "client",   "unsupported", NO_OWNERS],
  ["getAddressInfo.owningThread",      "client",   "unsupported", NO_OWNERS],
  ["getAddressInfo.provider",          "client",   "unsupported", ONE_RESOLVER],
  ["getAddressInfo.serviceName",       "client",   "emulated",    "Port numbers only: Node does not look services up."],
  ["getNameInfo.owningProcess",        "client",   "unsupported", NO_OWNERS],
  ["getNameInfo.owningThread",         "client",   "unsupported", NO_OWNERS],
  ["receiveFrom.controlLength",        "datagram", "emulated",    "Node receives no control information: there is never any."],
  ["sendMessages.controlInfo",         "datagram", "unsupported", NO_CONTROL],
  ["sendTo.controlInfo",               "datagram", "unsupported", NO_CONTROL],
  ["socket.owningProcess",             "client",   "unsupported", NO_OWNERS],
  ["socket.owningThread",              "client",   "unsupported", NO_OWNERS],
  ["socket.securityDescriptor",        "client",   "unsupported", NO_SECURITY],
  ["socketConnect.owningProcess",      "client",   "unsupported", NO_OWNERS],
  ["socketConnect.owningThread",       "client",   "unsupported", NO_OWNERS],
  ["socketConnect.securityDescriptor", "client",   "unsupported", NO_SECURITY],
];

/** What this provider honours, and how. What is not listed is native. */
export const fidelity: readonly Support[] = fidelityTable({
  option,
  ioctl,
  clientControl,
  event,
  flag,
  parameter,
});
