import {
  fidelityTable,
  type FidelityLine,
  type Support,
} from "@captable/wsk-sockets";

const NO_SECURITY = "There are no security descriptors.";
const NO_LEVELS = "Never set: JavaScript has no such levels.";
const NO_CONTROL = "Datagrams carry no control information.";
const NO_OWNERS = "There are no other processes or threads.";
const ONE_NAME_SPACE = "There is one name space, that of the network.";
const ONLY_WINDOWS = "Only Windows redirects so.";
const NOT_INSPECTED = "Stream sockets do not accept conditionally.";
const NEVER_HELD_BACK = "Nothing is ever held back to be sent together.";
const ALL = "basic listening datagram connectionOriented stream";

// prettier-ignore
const option: readonly FidelityLine[] = [
  ["IPV6_V6ONLY",           "listening datagram connectionOriented stream", "native",      "On by default."],
  ["SO_BROADCAST",          "datagram",                                     "native",      "Reading gives what was set."],
  ["SO_CONDITIONAL_ACCEPT", "listening",                                    "native",      "There is no connection before it is accepted: the peer still waits."],
  ["SO_EXCLUSIVEADDRUSE",   "listening datagram connectionOriented stream", "native",      "By the table of WSK, with the default security descriptor, which denies."],
  ["SO_KEEPALIVE",          "listening connectionOriented stream",          "native",      "A peer that has vanished is noticed after two hours of virtual time; reading gives what was set."],
  ["SO_RCVBUF",             "datagram",                                     "emulated",    "Reading gives what was set; how much waits to be received has limits of its own."],
  ["SO_RCVBUF",             "listening connectionOriented stream",          "native",      "The window that holds the peer back."],
  ["SO_REUSEADDR",          "listening datagram connectionOriented stream", "native",      "By the table of WSK, with the default security descriptor, which denies."],
  ["SO_WSK_EVENT_CALLBACK", "listening datagram connectionOriented stream", "native",      "No extension interface is known."],
  ["SO_WSK_SECURITY",       "listening datagram connectionOriented stream", "unsupported", NO_SECURITY],
  ["TCP_FASTOPEN",          "connectionOriented stream",                    "unsupported", "A connection request carries no data."],
  ["TCP_NODELAY",           "connectionOriented stream",                    "native",      NEVER_HELD_BACK],
];

// prettier-ignore
const ioctl: readonly FidelityLine[] = [
  ["SIO_ADDRESS_LIST_CHANGE",                   ALL,                                    "native",      "Told of what the network is asked to change."],
  ["SIO_ADDRESS_LIST_QUERY",                    ALL,                                    "native",      "Those of loopback among them."],
  ["SIO_ADDRESS_LIST_SORT",                     ALL,                                    "unsupported", "The order is not documented."],
  ["SIO_LOOPBACK_FAST_PATH",                    "listening connectionOriented stream",  "unsupported", "Only Windows has it."],
  ["SIO_QUERY_WFP_CONNECTION_REDIRECT_CONTEXT", "connectionOriented",                   "unsupported", ONLY_WINDOWS],
  ["SIO_QUERY_WFP_CONNECTION_REDIRECT_RECORDS", "connectionOriented",                   "unsupported", ONLY_WINDOWS],
  ["SIO_SET_WFP_CONNECTION_REDIRECT_RECORDS",   "connectionOriented",                   "unsupported", ONLY_WINDOWS],
  ["SIO_WSK_QUERY_IDEAL_SEND_BACKLOG",          "connectionOriented stream",            "native",      "The receive window of the network."],
  ["SIO_WSK_QUERY_INSPECT_ID",                  "connectionOriented",                   "native",      "Of sockets that were accepted conditionally."],
  ["SIO_WSK_QUERY_RECEIVE_BACKLOG",             "connectionOriented stream",            "native",      "All that has arrived and has not been received."],
  ["SIO_WSK_REGISTER_EXTENSION",                ALL,                                    "unsupported", "There are no extensions."],
  ["SIO_WSK_SET_REMOTE_ADDRESS",                "datagram",                             "emulated",    "The datagrams of others are dropped by this provider."],
  ["SIO_WSK_SET_SENDTO_ADDRESS",                "datagram",                             "emulated",    "Kept by this provider."],
  ["SIO_WSK_SET_TCP_SILENT_MODE",               "connectionOriented stream",            "native",      "On loopback too."],
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
  ["abortEvent",       "listening",                 "native",      "As soon as the reset of the peer arrives."],
  ["abortEvent",       "stream",                    "unsupported", NOT_INSPECTED],
  ["acceptEvent",      "listening stream",          "native",      "Once the connection has been established."],
  ["clientEvent",      "client",                    "native",      "There are no such events."],
  ["disconnectEvent",  "connectionOriented stream", "native",      "While nothing is read, because too much waits to be received or released, the end is not noticed; a reset is."],
  ["inspectEvent",     "listening",                 "native",      "Before there is a connection."],
  ["inspectEvent",     "stream",                    "unsupported", NOT_INSPECTED],
  ["receiveEvent",     "connectionOriented stream", "native",      "The data is that of a segment; it is not copied again."],
  ["receiveFromEvent", "datagram",                  "native",      "The data is that of the datagram; it is not copied again."],
  ["sendBacklogEvent", "connectionOriented stream", "unsupported", "The ideal backlog never changes."],
];

// prettier-ignore
const flag: readonly FidelityLine[] = [
  ["AcceptEventFlags.atDispatchLevel",        "listening stream",          "unsupported", NO_LEVELS],
  ["ControlFlags.broadcast",                  "datagram",                  "native",      "Set by the destination."],
  ["ControlFlags.controlTruncated",           "datagram",                  "unsupported", "Never set: there is no control information."],
  ["ControlFlags.multicast",                  "datagram",                  "native",      "Set by the destination; groups have no members, everybody who is bound to the port gets it."],
  ["ControlFlags.truncated",                  "datagram",                  "native",      "What does not fit is lost."],
  ["DisconnectEventFlags.abortive",           "connectionOriented stream", "native",      "Set after a reset."],
  ["DisconnectEventFlags.atDispatchLevel",    "connectionOriented stream", "unsupported", NO_LEVELS],
  ["DisconnectFlags.abortive",                "connectionOriented stream", "native",      "Resets the connection."],
  ["ReceiveEventFlags.atDispatchLevel",       "connectionOriented stream", "unsupported", NO_LEVELS],
  ["ReceiveEventFlags.entireMessage",         "connectionOriented stream", "unsupported", "Never set: segments do not say what belongs together."],
  ["ReceiveEventFlags.releaseAsap",           "connectionOriented stream", "native",      "Set while at least half of what may be retained is retained."],
  ["ReceiveFlags.drain",                      "connectionOriented stream", "native",      "Until the peer disconnects."],
  ["ReceiveFlags.waitall",                    "connectionOriented stream", "native",      "Until the buffer is full."],
  ["ReceiveFromEventFlags.atDispatchLevel",   "datagram",                  "unsupported", NO_LEVELS],
  ["ReceiveFromEventFlags.broadcast",         "datagram",                  "native",      "Set by the destination."],
  ["ReceiveFromEventFlags.multicast",         "datagram",                  "native",      "Set by the destination."],
  ["SendFlags.nodelay",                       "connectionOriented stream", "native",      NEVER_HELD_BACK],
  ["SendFlags.oob",                           "connectionOriented stream", "unsupported", "There is no urgent data."],
  ["getAddressInfo.hints.flags.addrConfig",   "client",                    "native",      "By the addresses of the host, except those of loopback."],
  ["getAddressInfo.hints.flags.all",          "client",                    "native",      "By the names of the network."],
  ["getAddressInfo.hints.flags.canonName",    "client",                    "unsupported", "Names have no canonical form; that of a numeric address is the address."],
  ["getAddressInfo.hints.flags.numericHost",  "client",                    "native",      "Nothing is looked up."],
  ["getAddressInfo.hints.flags.numericServ",  "client",                    "native",      "Nothing is looked up."],
  ["getAddressInfo.hints.flags.passive",      "client",                    "native",      "The wildcards."],
  ["getAddressInfo.hints.flags.v4Mapped",     "client",                    "native",      "By the names of the network."],
  ["getNameInfo.flags.dgram",                 "client",                    "native",      "No service has a name, of whatever kind."],
  ["getNameInfo.flags.nameReqd",              "client",                    "native",      "Fails if no name of the network has the address."],
  ["getNameInfo.flags.nofqdn",                "client",                    "native",      "For the addresses of the host."],
  ["getNameInfo.flags.numericHost",           "client",                    "native",      "Nothing is looked up."],
  ["getNameInfo.flags.numericServ",           "client",                    "native",      "A port has no other name."],
];

// prettier-ignore
const parameter: readonly FidelityLine[] = [
  ["SocketAddressIPv6.flowInfo",       "listening datagram connectionOriented stream", "unsupported", "Packets have no flow label."],
  ["SocketAddressIPv6.scopeId",        ALL,        "emulated",    "Kept with the local address; addresses mean the same whatever the interface."],
  ["getAddressInfo.nameSpace",         "client",   "unsupported", ONE_NAME_SPACE],
  ["getAddressInfo.owningProcess",     "client",   "unsupported", NO_OWNERS],
  ["getAddressInfo.owningThread",      "client",   "unsupported", NO_OWNERS],
  ["getAddressInfo.provider",          "client",   "unsupported", ONE_NAME_SPACE],
  ["getAddressInfo.serviceName",       "client",   "emulated",    "Port numbers only: services have no names."],
  ["getNameInfo.owningProcess",        "client",   "unsupported", NO_OWNERS],
  ["getNameInfo.owningThread",         "client",   "unsupported", NO_OWNERS],
  ["receiveFrom.controlLength",        "datagram", "emulated",    "There is never any control information."],
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
