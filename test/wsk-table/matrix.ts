/**
 * The tables of the Winsock Kernel manual, typed by hand and independent of the capability table.
 *
 * @module
 */

/** The columns of the matrices, in order. */
export const CATEGORIES = [
  "basic",
  "listening",
  "datagram",
  "connectionOriented",
  "stream",
] as const;
export type CategoryName = (typeof CATEGORIES)[number];

/**
 * A function in a category: `●` and its position in the dispatch table after the embedded basic table, `R` and
 * the position of a slot that is reserved for system use, `(Basic)` for one of the embedded table, `–` for none.
 */
export type FunctionCell = "●" | `●${number}` | `R${number}` | "(Basic)" | "–";

export interface FunctionLine {
  readonly id: string;
  readonly native: string;
  readonly cells: readonly FunctionCell[];
  /** None: reserved for system use. */
  readonly since: Release | undefined;
}

const VISTA = "Windows Vista";
const WIN7 = "Windows 7";
const WIN8 = "Windows 8";
const WIN10_1703 = "Windows 10 version 1703";
export type Release =
  typeof VISTA | typeof WIN7 | typeof WIN8 | typeof WIN10_1703;

// prettier-ignore
const functionLines: readonly (readonly [string, string, FunctionCell, FunctionCell, FunctionCell, FunctionCell, FunctionCell, Release?])[] = [
  //                                             basic listening  datagram   connection stream
  ["controlSocket",    "WskControlSocket",       "●",  "(Basic)", "(Basic)", "(Basic)", "(Basic)", VISTA],
  ["closeSocket",      "WskCloseSocket",         "●",  "(Basic)", "(Basic)", "(Basic)", "(Basic)", VISTA],
  ["bind",             "WskBind",                "–",  "●1",      "●1",      "●1",      "●1",      VISTA],
  ["accept",           "WskAccept",              "–",  "●2",      "–",       "–",       "●2",      VISTA],
  ["inspectComplete",  "WskInspectComplete",     "–",  "●3",      "–",       "–",       "–",       VISTA],
  ["listen",           "WskListen",              "–",  "–",       "–",       "–",       "●4",      WIN10_1703],
  ["connect",          "WskConnect",             "–",  "–",       "–",       "●2",      "●3",      VISTA],
  ["connectEx",        "WskConnectEx",           "–",  "–",       "–",       "●9",      "●11",     WIN10_1703],
  ["getLocalAddress",  "WskGetLocalAddress",     "–",  "●4",      "●5",      "●3",      "●9",      VISTA],
  ["getRemoteAddress", "WskGetRemoteAddress",    "–",  "–",       "–",       "●4",      "●10",     VISTA],
  ["send",             "WskSend",                "–",  "–",       "–",       "●5",      "●5",      VISTA],
  ["receive",          "WskReceive",             "–",  "–",       "–",       "●6",      "●6",      VISTA],
  ["disconnect",       "WskDisconnect",          "–",  "–",       "–",       "●7",      "●7",      VISTA],
  ["releaseData",      "WskRelease",             "–",  "–",       "–",       "●8",      "●8",      VISTA],
  ["releaseDatagrams", "WskRelease",             "–",  "–",       "●4",      "–",       "–",       VISTA],
  ["sendTo",           "WskSendTo",              "–",  "–",       "●2",      "–",       "–",       VISTA],
  ["receiveFrom",      "WskReceiveFrom",         "–",  "–",       "●3",      "–",       "–",       VISTA],
  ["sendMessages",     "WskSendMessages",        "–",  "–",       "●6",      "–",       "–",       WIN8],
  ["sendEx",           "WskSendEx",              "–",  "–",       "–",       "R10",     "R12"],
  ["receiveEx",        "WskReceiveEx",           "–",  "–",       "–",       "R11",     "R13"],
];

/** Function × category. */
export const FUNCTIONS: readonly FunctionLine[] = functionLines.map(
  ([id, native, basic, listening, datagram, connection, stream, since]) => ({
    id,
    native,
    cells: [basic, listening, datagram, connection, stream],
    since,
  }),
);

/** How many functions an application may call, the two of the basic table included. */
export const USABLE: Readonly<Record<CategoryName, number>> = {
  basic: 2,
  listening: 6,
  datagram: 8,
  connectionOriented: 11,
  stream: 13,
};

/** The flag that chooses the category at creation, and the first release that has the category. */
// prettier-ignore
export const CATEGORY_FLAGS: Readonly<Record<CategoryName, readonly [native: string, value: number, since: Release]>> = {
  basic:              ["WSK_FLAG_BASIC_SOCKET",      0x00000000, VISTA],
  listening:          ["WSK_FLAG_LISTEN_SOCKET",     0x00000001, VISTA],
  connectionOriented: ["WSK_FLAG_CONNECTION_SOCKET", 0x00000002, VISTA],
  datagram:           ["WSK_FLAG_DATAGRAM_SOCKET",   0x00000004, VISTA],
  stream:             ["WSK_FLAG_STREAM_SOCKET",     0x00000008, WIN10_1703],
};

/** The functions of a client object in the order of their table, and of a registration. */
// prettier-ignore
export const SERVICE_FUNCTIONS: Readonly<Record<string, readonly (readonly [native: string, since: Release])[]>> = {
  client: [
    ["WskSocket",          VISTA],
    ["WskSocketConnect",   VISTA],
    ["WskControlClient",   VISTA],
    ["WskGetAddressInfo",  WIN7],
    ["WskFreeAddressInfo", WIN7],
    ["WskGetNameInfo",     WIN7],
  ],
  registration: [
    ["WskCaptureProviderNPI",          VISTA],
    ["WskReleaseProviderNPI",          VISTA],
    ["WskQueryProviderCharacteristics", VISTA],
    ["WskDeregister",                  VISTA],
  ],
};

/** A callback in a category: `●` and its position in the client's table, with the half of it for stream sockets. */
export type CallbackCell =
  "●1" | "●2" | "●3" | `Listen${number}` | `Connect${number}` | "–";

export interface CallbackLine {
  readonly native: string;
  readonly cells: readonly CallbackCell[];
  /** The event flag that enables it; none: the option for conditional accept does. */
  readonly flag: readonly [native: string, value: number] | undefined;
}

// prettier-ignore
const callbackLines: readonly (readonly [string, CallbackCell, CallbackCell, CallbackCell, CallbackCell, CallbackCell, CallbackLine["flag"]?])[] = [
  //                      basic listening datagram connection stream
  ["WskAcceptEvent",      "–",  "●1",     "–",     "–",       "Listen1",  ["WSK_EVENT_ACCEPT", 0x00000200]],
  ["WskInspectEvent",     "–",  "●2",     "–",     "–",       "Listen2"],
  ["WskAbortEvent",       "–",  "●3",     "–",     "–",       "Listen3"],
  ["WskReceiveFromEvent", "–",  "–",      "●1",    "–",       "–",        ["WSK_EVENT_RECEIVE_FROM", 0x00000100]],
  ["WskReceiveEvent",     "–",  "–",      "–",     "●1",      "Connect1", ["WSK_EVENT_RECEIVE", 0x00000040]],
  ["WskDisconnectEvent",  "–",  "–",      "–",     "●2",      "Connect2", ["WSK_EVENT_DISCONNECT", 0x00000080]],
  ["WskSendBacklogEvent", "–",  "–",      "–",     "●3",      "Connect3", ["WSK_EVENT_SEND_BACKLOG", 0x00000010]],
];

/** Callback × category. */
export const CALLBACKS: readonly CallbackLine[] = callbackLines.map(
  ([native, basic, listening, datagram, connection, stream, flag]) => ({
    native,
    cells: [basic, listening, datagram, connection, stream],
    flag,
  }),
);

/** The bit that disables a callback. */
export const DISABLE: readonly [native: string, value: number] = [
  "WSK_EVENT_DISABLE",
  0x80000000,
];

/** What a callback may return. */
export const REPLIES: Readonly<Record<string, readonly string[]>> = {
  WskAcceptEvent: ["STATUS_SUCCESS", "STATUS_REQUEST_NOT_ACCEPTED"],
  WskInspectEvent: ["WskInspectReject", "WskInspectAccept", "WskInspectPend"],
  WskAbortEvent: ["STATUS_SUCCESS"],
  WskReceiveEvent: [
    "STATUS_SUCCESS",
    "STATUS_PENDING",
    "STATUS_DATA_NOT_ACCEPTED",
  ],
  WskReceiveFromEvent: [
    "STATUS_SUCCESS",
    "STATUS_PENDING",
    "STATUS_DATA_NOT_ACCEPTED",
  ],
  WskDisconnectEvent: ["STATUS_SUCCESS"],
  WskSendBacklogEvent: ["STATUS_SUCCESS"],
  WskClientEvent: ["STATUS_SUCCESS", "STATUS_NOT_IMPLEMENTED"],
};

/** The numbers of what an inspection may answer. */
export const INSPECT_ACTIONS: Readonly<Record<string, number>> = {
  WskInspectReject: 0,
  WskInspectAccept: 1,
  WskInspectPend: 2,
};
