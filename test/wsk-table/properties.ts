/**
 * Options, I/O control requests and client controls of the manual, typed by hand.
 *
 * @module
 */
import type { CategoryName } from "./matrix.ts";

/** The letters that the tables below use for the categories. */
export const LETTERS: Readonly<Record<string, CategoryName>> = {
  B: "basic",
  L: "listening",
  D: "datagram",
  C: "connectionOriented",
  S: "stream",
};

/** `before bind`, or the states in which it may be set or run; nothing is said of the others. */
export type When = "before bind" | "any" | Readonly<Record<string, string>>;

export interface OptionLine {
  readonly native: string;
  readonly code: number;
  readonly level: readonly [native: string, value: number];
  readonly access: "get" | "set" | "both";
  /** Letters of {@link LETTERS}. */
  readonly categories: string;
  readonly when: When;
}

const SOL_SOCKET: readonly [string, number] = ["SOL_SOCKET", 0xffff];
const IPPROTO_TCP: readonly [string, number] = ["IPPROTO_TCP", 6];
const IPPROTO_IPV6: readonly [string, number] = ["IPPROTO_IPV6", 41];

const AFTER_CONNECT = "connected sendClosed recvClosed disconnected aborted";
const EVENTS: When = {
  L: "listening",
  D: "bound",
  C: AFTER_CONNECT,
  S: `listening ${AFTER_CONNECT}`,
};

// prettier-ignore
const optionLines: readonly (readonly [string, number, OptionLine["level"], OptionLine["access"], string, When])[] = [
  ["SO_BROADCAST",          0x20,       SOL_SOCKET,   "both", "D",    "any"],
  ["SO_CONDITIONAL_ACCEPT", 0x3002,     SOL_SOCKET,   "both", "L",    "before bind"],
  ["SO_EXCLUSIVEADDRUSE",   0xfffffffb, SOL_SOCKET,   "both", "LDCS", "before bind"],
  ["SO_REUSEADDR",          0x4,        SOL_SOCKET,   "both", "LDCS", "before bind"],
  ["SO_KEEPALIVE",          0x8,        SOL_SOCKET,   "both", "LCS",  "any"],
  ["SO_RCVBUF",             0x1002,     SOL_SOCKET,   "both", "LDCS", "any"],
  ["SO_WSK_SECURITY",       0x4001,     SOL_SOCKET,   "both", "LDCS", "before bind"],
  ["SO_WSK_EVENT_CALLBACK", 0x4002,     SOL_SOCKET,   "set",  "LDCS", EVENTS],
  ["IPV6_V6ONLY",           27,         IPPROTO_IPV6, "set",  "LDCS", "before bind"],
  ["TCP_FASTOPEN",          15,         IPPROTO_TCP,  "set",  "CS",   { C: "created bound", S: "created bound" }],
  ["TCP_NODELAY",           1,          IPPROTO_TCP,  "both", "CS",   "any"],
];

/** Options of sockets. */
export const OPTIONS: readonly OptionLine[] = optionLines.map(
  ([native, code, level, access, categories, when]) => ({
    native,
    code,
    level,
    access,
    categories,
    when,
  }),
);

export interface RequestLine {
  readonly native: string;
  readonly code: number;
  /** Letters of {@link LETTERS}; none: it is a control of the client object. */
  readonly categories: string;
  readonly when: When;
  readonly input: boolean;
  readonly output: boolean;
}

const OPEN = "connected sendClosed recvClosed";
const EARLY = "created bound";

// prettier-ignore
const ioctlLines: readonly (readonly [string, number, string, When, string])[] = [
  ["SIO_WSK_SET_REMOTE_ADDRESS",                0x8f000001, "D",     { D: "bound" },                       "in"],
  ["SIO_WSK_REGISTER_EXTENSION",                0xcf000002, "BLDCS", "any",                                "in out"],
  ["SIO_WSK_QUERY_IDEAL_SEND_BACKLOG",          0x4f000003, "CS",    { C: OPEN, S: OPEN },                 "out"],
  ["SIO_WSK_QUERY_RECEIVE_BACKLOG",             0x4f000004, "CS",    { C: OPEN, S: OPEN },                 "out"],
  ["SIO_WSK_QUERY_INSPECT_ID",                  0x4f000005, "C",     "any",                                "out"],
  ["SIO_WSK_SET_SENDTO_ADDRESS",                0x8f000006, "D",     { D: "bound" },                       "in"],
  ["SIO_WSK_SET_TCP_SILENT_MODE",               0x2f000007, "CS",    { C: "connected", S: "connected" },   ""],
  ["SIO_ADDRESS_LIST_QUERY",                    0x48000016, "BLDCS", "any",                                "out"],
  ["SIO_ADDRESS_LIST_CHANGE",                   0x28000017, "BLDCS", "any",                                ""],
  ["SIO_ADDRESS_LIST_SORT",                     0xc8000019, "BLDCS", "any",                                "in out"],
  ["SIO_LOOPBACK_FAST_PATH",                    0x98000010, "LCS",   { L: "created listening", C: EARLY, S: EARLY }, "in"],
  ["SIO_QUERY_WFP_CONNECTION_REDIRECT_RECORDS", 0x980000dc, "C",     "any",                                "out"],
  ["SIO_QUERY_WFP_CONNECTION_REDIRECT_CONTEXT", 0x980000dd, "C",     "any",                                "out"],
  ["SIO_SET_WFP_CONNECTION_REDIRECT_RECORDS",   0x980000de, "C",     { C: EARLY },                         "in"],
];

/** I/O control requests of sockets. */
export const IOCTLS: readonly RequestLine[] = ioctlLines.map(
  ([native, code, categories, when, data]) => ({
    native,
    code,
    categories,
    when,
    input: data.includes("in"),
    output: data.includes("out"),
  }),
);

/** What a client control says before any socket exists, or at any time. */
// prettier-ignore
const controlLines: readonly (readonly [string, number, "any" | "before any socket", string])[] = [
  ["WSK_TRANSPORT_LIST_QUERY",       2, "any",               "out"],
  ["WSK_TRANSPORT_LIST_CHANGE",      3, "any",               ""],
  ["WSK_CACHE_SD",                   4, "any",               "in out"],
  ["WSK_RELEASE_SD",                 5, "any",               "in"],
  ["WSK_TDI_DEVICENAME_MAPPING",     6, "before any socket", "in"],
  ["WSK_SET_STATIC_EVENT_CALLBACKS", 7, "before any socket", "in"],
  ["WSK_TDI_BEHAVIOR",               8, "before any socket", "in"],
];

/** Controls of the client object. */
export const CLIENT_CONTROLS: readonly RequestLine[] = controlLines.map(
  ([native, code, when, data]) => ({
    native,
    code,
    categories: "",
    when: when === "any" ? "any" : { client: "captured" },
    input: data.includes("in"),
    output: data.includes("out"),
  }),
);

/** How one native function reads and writes options and runs requests. */
export const CONTROL_REQUESTS: Readonly<Record<string, number>> = {
  WskSetOption: 0,
  WskGetOption: 1,
  WskIoctl: 2,
};

/** Flags and numbers of types: type name → native name → value. */
export const NUMBERS: Readonly<
  Record<string, Readonly<Record<string, number>>>
> = {
  AddressFamily: { AF_INET: 2, AF_INET6: 23 },
  SocketType: { SOCK_STREAM: 1, SOCK_DGRAM: 2, SOCK_RAW: 3 },
  Protocol: { IPPROTO_TCP: 6, IPPROTO_UDP: 17 },
  // The third, pend, is for the callback only.
  InspectAction: { WskInspectReject: 0, WskInspectAccept: 1 },
  OptionLevel: { SOL_SOCKET: 0xffff, IPPROTO_TCP: 6, IPPROTO_IPV6: 41 },
  SendFlags: { WSK_FLAG_OOB: 0x1, WSK_FLAG_NODELAY: 0x2 },
  ReceiveFlags: { WSK_FLAG_WAITALL: 0x2, WSK_FLAG_DRAIN: 0x4 },
  DisconnectFlags: { WSK_FLAG_ABORTIVE: 0x1 },
  AcceptEventFlags: { WSK_FLAG_AT_DISPATCH_LEVEL: 0x8 },
  ReceiveEventFlags: {
    WSK_FLAG_RELEASE_ASAP: 0x2,
    WSK_FLAG_ENTIRE_MESSAGE: 0x4,
    WSK_FLAG_AT_DISPATCH_LEVEL: 0x8,
  },
  ReceiveFromEventFlags: {
    MSG_BCAST: 0x400,
    MSG_MCAST: 0x800,
    WSK_FLAG_AT_DISPATCH_LEVEL: 0x8,
  },
  DisconnectEventFlags: {
    WSK_FLAG_ABORTIVE: 0x1,
    WSK_FLAG_AT_DISPATCH_LEVEL: 0x8,
  },
  ControlFlags: {
    MSG_TRUNC: 0x100,
    MSG_CTRUNC: 0x200,
    MSG_BCAST: 0x400,
    MSG_MCAST: 0x800,
  },
  NameInfoFlags: {
    NI_NOFQDN: 0x1,
    NI_NUMERICHOST: 0x2,
    NI_NAMEREQD: 0x4,
    NI_NUMERICSERV: 0x8,
    NI_DGRAM: 0x10,
  },
  EventMask: {
    WSK_EVENT_SEND_BACKLOG: 0x10,
    WSK_EVENT_RECEIVE: 0x40,
    WSK_EVENT_DISCONNECT: 0x80,
    WSK_EVENT_RECEIVE_FROM: 0x100,
    WSK_EVENT_ACCEPT: 0x200,
    WSK_EVENT_DISABLE: 0x80000000,
  },
};
