/**
 * The state machines of the manual, typed by hand and independent of the capability table.
 *
 * A cell says what a call does in a state: `✔` is legal and stays, `→ x` is legal and leads to `x` once it has
 * succeeded, `⇒ x` leads there as soon as it is made, `→ x via y` is in `y` meanwhile. Otherwise the call is
 * illegal, and the cell names what it gets: {@link SHORT}.
 *
 * @module
 */

/** The statuses of illegal calls, for short. */
export const SHORT: Readonly<Record<string, string>> = {
  IDS: "STATUS_INVALID_DEVICE_STATE",
  FFC: "STATUS_FILE_FORCED_CLOSED",
  FC: "STATUS_FILE_CLOSED",
  DNR: "STATUS_DEVICE_NOT_READY",
};

export interface LifecycleMatrix {
  readonly states: readonly string[];
  /** Call → cells, in the order of the states. */
  readonly calls: Readonly<Record<string, readonly string[]>>;
  /** What a provider reports: from state → to state. */
  readonly reports: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const basic: LifecycleMatrix = {
  states: ["created", "dead", "closed"],
  // prettier-ignore
  calls: {
    controlSocket: ["✔",        "FFC",      "FC"],
    closeSocket:   ["⇒ closed", "⇒ closed", "FC"],
  },
  reports: { died: { created: "dead" } },
};

const listening: LifecycleMatrix = {
  states: ["created", "listening", "dead", "closed"],
  // prettier-ignore
  calls: {
    controlSocket:   ["✔",           "✔",        "FFC",      "FC"],
    closeSocket:     ["⇒ closed",    "⇒ closed", "⇒ closed", "FC"],
    bind:            ["→ listening", "IDS",      "FFC",      "FC"],
    accept:          ["IDS",         "✔",        "FFC",      "FC"],
    inspectComplete: ["IDS",         "✔",        "FFC",      "FC"],
    getLocalAddress: ["IDS",         "✔",        "FFC",      "FC"],
  },
  reports: { died: { created: "dead", listening: "dead" } },
};

const datagram: LifecycleMatrix = {
  states: ["created", "bound", "dead", "closed"],
  // prettier-ignore
  calls: {
    controlSocket:    ["✔",        "✔",        "FFC",      "FC"],
    closeSocket:      ["⇒ closed", "⇒ closed", "⇒ closed", "FC"],
    bind:             ["→ bound",  "IDS",      "FFC",      "FC"],
    sendTo:           ["IDS",      "✔",        "FFC",      "FC"],
    sendMessages:     ["IDS",      "✔",        "FFC",      "FC"],
    receiveFrom:      ["IDS",      "✔",        "FFC",      "FC"],
    releaseDatagrams: ["✔",        "✔",        "✔",        "FC"],
    getLocalAddress:  ["IDS",      "✔",        "FFC",      "FC"],
  },
  reports: { died: { created: "dead", bound: "dead" } },
};

const CONNECT = "→ connected via connecting";

const connectionOriented: LifecycleMatrix = {
  // prettier-ignore
  states: ["created", "bound", "connecting", "connected", "sendClosed", "recvClosed", "disconnected", "aborted", "silent", "dead", "closed"],
  // prettier-ignore
  calls: {
    controlSocket:         ["✔",        "✔",        "✔",        "✔",            "✔",         "✔",              "✔",        "✔",        "IDS",      "FFC",      "FC"],
    closeSocket:           ["⇒ closed", "⇒ closed", "⇒ closed", "⇒ closed",     "⇒ closed",  "⇒ closed",       "⇒ closed", "⇒ closed", "⇒ closed", "⇒ closed", "FC"],
    bind:                  ["→ bound",  "IDS",      "IDS",      "IDS",          "IDS",       "IDS",            "IDS",      "IDS",      "IDS",      "FFC",      "FC"],
    connect:               ["IDS",      CONNECT,    "IDS",      "IDS",          "IDS",       "IDS",            "IDS",      "IDS",      "IDS",      "FFC",      "FC"],
    connectEx:             ["IDS",      CONNECT,    "IDS",      "IDS",          "IDS",       "IDS",            "IDS",      "IDS",      "IDS",      "FFC",      "FC"],
    getLocalAddress:       ["IDS",      "✔",        "✔",        "✔",            "✔",         "✔",              "✔",        "✔",        "IDS",      "FFC",      "FC"],
    getRemoteAddress:      ["IDS",      "IDS",      "IDS",      "✔",            "✔",         "✔",              "✔",        "✔",        "IDS",      "FFC",      "FC"],
    send:                  ["IDS",      "IDS",      "IDS",      "✔",            "IDS",       "✔",              "IDS",      "✔",        "IDS",      "FFC",      "FC"],
    receive:               ["IDS",      "IDS",      "IDS",      "✔",            "✔",         "✔",              "✔",        "✔",        "IDS",      "FFC",      "FC"],
    disconnect:            ["IDS",      "IDS",      "IDS",      "⇒ sendClosed", "IDS",       "⇒ disconnected", "IDS",      "IDS",      "IDS",      "FFC",      "FC"],
    "disconnect.abortive": ["IDS",      "IDS",      "IDS",      "⇒ aborted",    "⇒ aborted", "⇒ aborted",      "✔",        "✔",        "IDS",      "FFC",      "FC"],
    releaseData:           ["✔",        "✔",        "✔",        "✔",            "✔",         "✔",              "✔",        "✔",        "✔",        "✔",        "FC"],
    SIO_WSK_SET_TCP_SILENT_MODE:
                           ["IDS",      "IDS",      "IDS",      "→ silent",     "IDS",       "IDS",            "IDS",      "IDS",      "IDS",      "FFC",      "FC"],
  },
  reports: {
    peerDisconnected: { connected: "recvClosed", sendClosed: "disconnected" },
    peerReset: {
      connected: "aborted",
      sendClosed: "aborted",
      recvClosed: "aborted",
    },
    died: {
      created: "dead",
      bound: "dead",
      connecting: "dead",
      connected: "dead",
      sendClosed: "dead",
      recvClosed: "dead",
      disconnected: "dead",
      aborted: "dead",
      silent: "dead",
    },
  },
};

/** Before it has a role, and in the listening role. In the other it is {@link connectionOriented}. */
const streamListening: LifecycleMatrix = {
  states: ["created", "bound", "listening"],
  // prettier-ignore
  calls: {
    controlSocket:         ["✔",        "✔",           "✔"],
    closeSocket:           ["⇒ closed", "⇒ closed",    "⇒ closed"],
    bind:                  ["→ bound",  "IDS",         "IDS"],
    listen:                ["IDS",      "→ listening", "IDS"],
    accept:                ["IDS",      "IDS",         "✔"],
    connect:               ["IDS",      CONNECT,       "IDS"],
    connectEx:             ["IDS",      CONNECT,       "IDS"],
    send:                  ["IDS",      "IDS",         "IDS"],
    receive:               ["IDS",      "IDS",         "IDS"],
    disconnect:            ["IDS",      "IDS",         "IDS"],
    "disconnect.abortive": ["IDS",      "IDS",         "IDS"],
    releaseData:           ["IDS",      "IDS",         "IDS"],
    getLocalAddress:       ["IDS",      "✔",           "✔"],
    getRemoteAddress:      ["IDS",      "IDS",         "IDS"],
    SIO_WSK_SET_TCP_SILENT_MODE:
                           ["IDS",      "IDS",         "IDS"],
  },
  reports: {},
};

const registration: LifecycleMatrix = {
  states: ["registered", "deregistering", "deregistered"],
  // prettier-ignore
  calls: {
    captureProviderNPI:           ["✔", "DNR", "DNR"],
    releaseProviderNPI:           ["✔", "✔",   "DNR"],
    queryProviderCharacteristics: ["✔", "DNR", "DNR"],
    deregister:                   ["→ deregistered via deregistering", "DNR", "DNR"],
  },
  reports: {},
};

const client: LifecycleMatrix = {
  states: ["captured", "inUse", "released"],
  // prettier-ignore
  calls: {
    socket:          ["⇒ inUse", "✔", "FC"],
    socketConnect:   ["⇒ inUse", "✔", "FC"],
    controlClient:   ["✔",       "✔", "FC"],
    getAddressInfo:  ["✔",       "✔", "FC"],
    freeAddressInfo: ["✔",       "✔", "FC"],
    getNameInfo:     ["✔",       "✔", "FC"],
  },
  reports: {
    providerReleased: { captured: "released", inUse: "released" },
  },
};

/** The whole life of what has one role only. */
export const LIFECYCLES: Readonly<Record<string, LifecycleMatrix>> = {
  basic,
  listening,
  datagram,
  connectionOriented,
  registration,
  client,
};

/** The two halves of a stream socket's life: each says what is true in its states. */
export const STREAM: Readonly<Record<string, LifecycleMatrix>> = {
  listening: streamListening,
  connectionOriented,
};

/** What a stream socket cannot do in the connection role, in any state. */
export const NOT_CONNECTION: readonly string[] = ["listen", "accept"];
