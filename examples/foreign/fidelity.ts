import {
  fidelityTable,
  type FidelityLine,
  type Support,
} from "@captable/wsk-sockets";

const NO_OPTION = "The package has no such option.";
const STORED =
  "The package keeps the number and tells it again; the system is never told.";
const NO_FUNCTION = "The package has no such function.";
const NO_LEVELS = "Never set: JavaScript has no such levels.";
const NO_DESTINATION =
  "Never set: the package does not tell the destination of a datagram.";
const NO_CONTROL = "The package has no control information.";
const NO_OWNERS = "Sockets belong to the process.";
const ONE_RESOLVER = "The package knows the system's resolver only.";
const ONLY_WINDOWS = "Only Windows redirects so.";
const ALL = "basic listening datagram connectionOriented stream";

// prettier-ignore
const option: readonly FidelityLine[] = [
  ["IPV6_V6ONLY",           "listening datagram connectionOriented stream", "unsupported", "The package binds IPv6 alone, and has no option for it."],
  ["SO_BROADCAST",          "datagram",                                     "unsupported", "The package has no such option, and takes no such destination."],
  ["SO_CONDITIONAL_ACCEPT", "listening",                                    "emulated",    "A connection has been established before it is inspected: a peer that is rejected sees it end."],
  ["SO_EXCLUSIVEADDRUSE",   "listening datagram connectionOriented stream", "unsupported", NO_OPTION],
  ["SO_KEEPALIVE",          "listening connectionOriented stream",          "native",      "As the package sets it; reading gives what was set."],
  ["SO_RCVBUF",             "listening datagram connectionOriented stream", "emulated",    STORED],
  ["SO_REUSEADDR",          "listening datagram connectionOriented stream", "unsupported", NO_OPTION],
  ["SO_WSK_EVENT_CALLBACK", "listening datagram connectionOriented stream", "native",      "No extension interface is known."],
  ["SO_WSK_SECURITY",       "listening datagram connectionOriented stream", "unsupported", NO_OPTION],
  ["TCP_FASTOPEN",          "connectionOriented stream",                    "unsupported", NO_OPTION],
  ["TCP_NODELAY",           "connectionOriented stream",                    "unsupported", NO_OPTION],
];

// prettier-ignore
const ioctl: readonly FidelityLine[] = [
  ["SIO_ADDRESS_LIST_CHANGE",                   ALL,                                   "unsupported", NO_FUNCTION],
  ["SIO_ADDRESS_LIST_QUERY",                    ALL,                                   "unsupported", NO_FUNCTION],
  ["SIO_ADDRESS_LIST_SORT",                     ALL,                                   "unsupported", NO_FUNCTION],
  ["SIO_LOOPBACK_FAST_PATH",                    "listening connectionOriented stream", "unsupported", "Only Windows has it."],
  ["SIO_QUERY_WFP_CONNECTION_REDIRECT_CONTEXT", "connectionOriented",                  "unsupported", ONLY_WINDOWS],
  ["SIO_QUERY_WFP_CONNECTION_REDIRECT_RECORDS", "connectionOriented",                  "unsupported", ONLY_WINDOWS],
  ["SIO_SET_WFP_CONNECTION_REDIRECT_RECORDS",   "connectionOriented",                  "unsupported", ONLY_WINDOWS],
  ["SIO_WSK_QUERY_IDEAL_SEND_BACKLOG",          "connectionOriented stream",           "emulated",    "A constant amount."],
  ["SIO_WSK_QUERY_INSPECT_ID",                  "connectionOriented",                  "native",      "Of sockets that were accepted conditionally."],
  ["SIO_WSK_QUERY_RECEIVE_BACKLOG",             "connectionOriented stream",           "emulated",    "Without what the package and the system still hold, which nobody tells."],
  ["SIO_WSK_REGISTER_EXTENSION",                ALL,                                   "unsupported", "There are no extensions."],
  ["SIO_WSK_SET_REMOTE_ADDRESS",                "datagram",                            "emulated",    "The datagrams of others are dropped by this provider."],
  ["SIO_WSK_SET_SENDTO_ADDRESS",                "datagram",                            "emulated",    "Kept by this provider."],
  ["SIO_WSK_SET_TCP_SILENT_MODE",               "connectionOriented stream",           "unsupported", NO_FUNCTION],
];

// prettier-ignore
const clientControl: readonly FidelityLine[] = [
  ["WSK_CACHE_SD",                   "client", "unsupported", NO_FUNCTION],
  ["WSK_RELEASE_SD",                 "client", "unsupported", NO_FUNCTION],
  ["WSK_SET_STATIC_EVENT_CALLBACKS", "client", "native",      "For every new socket of a category that has the events."],
  ["WSK_TDI_BEHAVIOR",               "client", "unsupported", "Only Windows has TDI."],
  ["WSK_TDI_DEVICENAME_MAPPING",     "client", "unsupported", "Only Windows has TDI."],
  ["WSK_TRANSPORT_LIST_CHANGE",      "client", "emulated",    "Waits for ever: the transports do not change."],
  ["WSK_TRANSPORT_LIST_QUERY",       "client", "native",      "TCP and UDP, each for IPv4 and IPv6."],
];

// prettier-ignore
const event: readonly FidelityLine[] = [
  ["abortEvent",       "listening stream",          "unsupported", "The package tells nothing of a connection that is not being received from."],
  ["acceptEvent",      "listening stream",          "native",      "The connection has been established before."],
  ["clientEvent",      "client",                    "native",      "There are no such events."],
  ["disconnectEvent",  "connectionOriented stream", "native",      "While nothing is read, because too much waits to be received or released, it is not noticed."],
  ["inspectEvent",     "listening",                 "emulated",    "The connection has been established before."],
  ["inspectEvent",     "stream",                    "unsupported", "Stream sockets do not accept conditionally."],
  ["receiveEvent",     "connectionOriented stream", "native",      "The data has been copied out of the package's worker."],
  ["receiveFromEvent", "datagram",                  "native",      "The data has been copied out of the package's worker."],
  ["sendBacklogEvent", "connectionOriented stream", "unsupported", "The ideal backlog never changes."],
];

// prettier-ignore
const flag: readonly FidelityLine[] = [
  ["AcceptEventFlags.atDispatchLevel",       "listening stream",          "unsupported", NO_LEVELS],
  ["ControlFlags.broadcast",                 "datagram",                  "unsupported", NO_DESTINATION],
  ["ControlFlags.controlTruncated",          "datagram",                  "unsupported", "Never set: there is no control information."],
  ["ControlFlags.multicast",                 "datagram",                  "unsupported", NO_DESTINATION],
  ["ControlFlags.truncated",                 "datagram",                  "emulated",    "This provider has the whole datagram and says what did not fit."],
  ["DisconnectEventFlags.abortive",          "connectionOriented stream", "native",      "Set after a reset."],
  ["DisconnectEventFlags.atDispatchLevel",   "connectionOriented stream", "unsupported", NO_LEVELS],
  ["DisconnectFlags.abortive",               "connectionOriented stream", "emulated",    "This side is over at once. The peer sees an orderly end where a reset belongs: the package has none."],
  ["ReceiveEventFlags.atDispatchLevel",      "connectionOriented stream", "unsupported", NO_LEVELS],
  ["ReceiveEventFlags.entireMessage",        "connectionOriented stream", "unsupported", "Never set: the package does not tell what the peer has pushed."],
  ["ReceiveEventFlags.releaseAsap",          "connectionOriented stream", "emulated",    "Set while at least half of what may be retained is retained."],
  ["ReceiveFlags.drain",                     "connectionOriented stream", "emulated",    "This provider discards the data."],
  ["ReceiveFlags.waitall",                   "connectionOriented stream", "emulated",    "This provider waits for the data."],
  ["ReceiveFromEventFlags.atDispatchLevel",  "datagram",                  "unsupported", NO_LEVELS],
  ["ReceiveFromEventFlags.broadcast",        "datagram",                  "unsupported", NO_DESTINATION],
  ["ReceiveFromEventFlags.multicast",        "datagram",                  "unsupported", NO_DESTINATION],
  ["SendFlags.nodelay",                      "connectionOriented stream", "unsupported", NO_OPTION],
  ["SendFlags.oob",                          "connectionOriented stream", "unsupported", "The package has no urgent data."],
  ["getAddressInfo.hints.flags.addrConfig",  "client",                    "unsupported", "The package takes no hints."],
  ["getAddressInfo.hints.flags.all",         "client",                    "unsupported", "The package takes no hints."],
  ["getAddressInfo.hints.flags.canonName",   "client",                    "unsupported", "The package does not tell canonical names; that of a numeric address is the address."],
  ["getAddressInfo.hints.flags.numericHost", "client",                    "emulated",    "This provider knows what is numeric."],
  ["getAddressInfo.hints.flags.numericServ", "client",                    "emulated",    "This provider knows what is numeric."],
  ["getAddressInfo.hints.flags.passive",     "client",                    "emulated",    "This provider knows the wildcards."],
  ["getAddressInfo.hints.flags.v4Mapped",    "client",                    "emulated",    "For numeric addresses only: the package takes no hints."],
  ["getNameInfo.flags.dgram",                "client",                    "unsupported", NO_FUNCTION],
  ["getNameInfo.flags.nameReqd",             "client",                    "unsupported", NO_FUNCTION],
  ["getNameInfo.flags.nofqdn",               "client",                    "unsupported", NO_FUNCTION],
  ["getNameInfo.flags.numericHost",          "client",                    "emulated",    "Only with numericServ: this provider spells both, and the package finds no names."],
  ["getNameInfo.flags.numericServ",          "client",                    "emulated",    "Only with numericHost: this provider spells both, and the package finds no names."],
];

// prettier-ignore
const parameter: readonly FidelityLine[] = [
  ["SocketAddressIPv6.flowInfo",       "listening datagram connectionOriented stream", "unsupported", "The package ignores it."],
  ["SocketAddressIPv6.scopeId",        "listening datagram connectionOriented stream", "unsupported", "The package ignores it."],
  ["getAddressInfo.nameSpace",         "client",   "unsupported", ONE_RESOLVER],
  ["getAddressInfo.owningProcess",     "client",   "unsupported", NO_OWNERS],
  ["getAddressInfo.owningThread",      "client",   "unsupported", NO_OWNERS],
  ["getAddressInfo.provider",          "client",   "unsupported", ONE_RESOLVER],
  ["getAddressInfo.serviceName",       "client",   "emulated",    "Port numbers only: the package does not look services up."],
  ["getNameInfo.owningProcess",        "client",   "unsupported", NO_OWNERS],
  ["getNameInfo.owningThread",         "client",   "unsupported", NO_OWNERS],
  ["receiveFrom.controlLength",        "datagram", "emulated",    "There is never any control information."],
  ["sendMessages.controlInfo",         "datagram", "unsupported", NO_CONTROL],
  ["sendTo.controlInfo",               "datagram", "unsupported", NO_CONTROL],
  ["socket.owningProcess",             "client",   "unsupported", NO_OWNERS],
  ["socket.owningThread",              "client",   "unsupported", NO_OWNERS],
  ["socket.securityDescriptor",        "client",   "unsupported", NO_FUNCTION],
  ["socketConnect.owningProcess",      "client",   "unsupported", NO_OWNERS],
  ["socketConnect.owningThread",       "client",   "unsupported", NO_OWNERS],
  ["socketConnect.securityDescriptor", "client",   "unsupported", NO_FUNCTION],
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
