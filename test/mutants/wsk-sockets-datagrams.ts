/** Faults of what the two providers share: datagrams, events and options. */
import { BOTH, inFile, type Mutant } from "./mutant.ts";

const SRC = "providers/wsk-sockets/src";
const RECEIVE_FROM = "test/behaviour/datagrams/receive-from.test.ts";
const SEND_TO = "test/behaviour/datagrams/send-to.test.ts";
const DESTINATIONS = "test/behaviour/datagrams/destinations.test.ts";
const RECEIVE_EVENT = "test/behaviour/events/receive-event.test.ts";
const OPTIONS = "test/behaviour/options/options.test.ts";

const datagrams: readonly Mutant[] = [
  ...inFile(`${SRC}/datagram/inbox.ts`, [
    {
      id: "datagram-truncation-hidden",
      find: "return { ...kind, truncated };",
      replace: "return { ...kind };",
      what: "nobody is told that a datagram did not fit",
      family: "scenario",
      clause: "WskReceiveFrom",
      providers: BOTH,
      shownBy: RECEIVE_FROM,
    },
    {
      id: "datagram-wrong-sender",
      find: "remoteAddress: from,\n    controlInfo: NO_CONTROL,",
      replace:
        "remoteAddress: { ...from, port: 0 },\n    controlInfo: NO_CONTROL,",
      what: "a datagram does not say which port it comes from",
      family: "scenario",
      clause: "WskReceiveFrom",
      providers: BOTH,
      shownBy: RECEIVE_FROM,
    },
    {
      id: "datagrams-reversed",
      find: "const datagram = this.#waiting.shift();",
      replace: "const datagram = this.#waiting.pop();",
      what: "the latest datagram is received first",
      family: "event",
      clause: "WskReceiveFrom",
      providers: BOTH,
      shownBy: RECEIVE_FROM,
    },
    {
      id: "datagram-count-wrong",
      find: "bytesReceived: part.byteLength,",
      replace: "bytesReceived: data.byteLength,",
      what: "a truncated datagram tells more bytes than the buffer has",
      family: "scenario",
      clause: "WskReceiveFrom",
      providers: BOTH,
      shownBy: RECEIVE_FROM,
    },
    {
      id: "datagram-kept-by-nobody",
      find: "this.#waiting.push(arrival);",
      replace: "void arrival;",
      what: "a datagram that comes before anybody receives is lost",
      family: "event",
      clause: "WskReceiveFrom",
      providers: BOTH,
      shownBy: RECEIVE_FROM,
    },
  ]),
  ...inFile(`${SRC}/datagram/destinations.ts`, [
    {
      id: "fixed-remote-ignored",
      find: "const remote = this.#remote;\n    if (remote === undefined) return true;",
      replace:
        "const remote = this.#remote;\n    if (remote !== null) return true;",
      what: "datagrams of others come although the peer has been fixed",
      family: "scenario",
      clause: "SIO_WSK_SET_REMOTE_ADDRESS",
      providers: BOTH,
      shownBy: DESTINATIONS,
    },
    {
      id: "explicit-destination-loses",
      find: "return explicit ?? this.#remote ?? this.sendTo;",
      replace: "return this.#remote ?? this.sendTo ?? explicit;",
      what: "the address of a call does not win over a fixed one",
      family: "scenario",
      clause: "WskSendTo",
      providers: BOTH,
      shownBy: DESTINATIONS,
    },
    {
      id: "send-to-address-ignored",
      find: "return explicit ?? this.#remote ?? this.sendTo;",
      replace: "return explicit ?? this.#remote;",
      what: "the destination that has been set is not used",
      family: "scenario",
      clause: "SIO_WSK_SET_SENDTO_ADDRESS",
      providers: BOTH,
      shownBy: DESTINATIONS,
    },
  ]),
  ...inFile(`${SRC}/datagram/outbox.ts`, [
    {
      id: "send-error-swallowed",
      find: "pending.reject(failure(this.#host, call, failed, ofDatagrams));",
      replace: "void call;\n      pending.resolve(bytes);",
      what: "a datagram that could not be sent counts as sent",
      family: "error",
      clause: "WskSendTo",
      providers: BOTH,
      shownBy: SEND_TO,
    },
    {
      id: "port-zero-is-fine",
      find: "if (to.port === 0 || isWildcard(to)) {",
      replace: "if (isWildcard(to)) {",
      what: "a datagram may go to port 0",
      family: "error",
      clause: "WskSendTo",
      providers: ["memory"],
      shownBy: SEND_TO,
    },
  ]),
  ...inFile(`${SRC}/datagram/datagram.ts`, [
    {
      id: "messages-merged",
      find: "return this.#bound().outbox.sendAll(bufferList, options);",
      replace:
        "const whole = new Uint8Array(bufferList.flatMap((part) => [...part]));\n    return this.#bound().outbox.sendAll([whole], options);",
      what: "several messages arrive as one",
      family: "scenario",
      clause: "WskSendMessages",
      providers: BOTH,
      shownBy: SEND_TO,
    },
    {
      id: "close-leaves-receive-from",
      find: 'this.#inbox.end(() => cancelled(host, "receiveFrom"));',
      replace: "",
      what: "a receive of datagrams that is pending when the socket is closed stays pending",
      family: "cancellation",
      clause: "WskCloseSocket",
      providers: BOTH,
      shownBy: "test/behaviour/close/close.test.ts",
    },
    {
      id: "death-not-reported",
      find: 'host.report("died");',
      replace: "",
      what: "the state does not tell that the system has taken the socket away",
      family: "state",
      providers: BOTH,
      shownBy: "test/behaviour/close/dead.test.ts",
    },
  ]),
  ...inFile(`${SRC}/datagram/settings.ts`, [
    {
      id: "receive-buffer-not-set",
      find: "this.#port?.setReceiveBuffer(size);\n    this.#receiveBuffer = size;",
      replace: "this.#receiveBuffer = size;",
      what: "the size of the buffer does not reach the system",
      family: "observer",
      providers: ["node"],
      shownBy: OPTIONS,
    },
    {
      id: "broadcast-not-set",
      find: "this.#port?.setBroadcast(on);\n    this.#broadcast = on;",
      replace: "this.#broadcast = on;",
      what: "to allow broadcasts changes nothing once the socket is bound",
      family: "scenario",
      providers: BOTH,
      shownBy: SEND_TO,
    },
    {
      id: "broadcast-on-by-default",
      find: "#broadcast = false;",
      replace: "#broadcast = true;",
      what: "broadcasts are allowed without being asked for",
      family: "property",
      providers: BOTH,
      shownBy: OPTIONS,
    },
  ]),
  ...inFile(`${SRC}/datagram/indicator.ts`, [
    {
      id: "datagram-list-not-held",
      find: "this.#retained.retain(dataIndication, batch.bytes);",
      replace: "",
      what: "a list of datagrams that the application retains cannot be released",
      family: "event",
      clause: "WskReceiveFromEvent",
      providers: BOTH,
      shownBy: "test/behaviour/datagrams/retained.test.ts",
    },
    {
      id: "declined-datagrams-lost",
      find: "this.#inbox.settle(batch);",
      replace: "this.#inbox.settle();",
      what: "datagrams that the application declines are lost",
      family: "event",
      clause: "WskReceiveFromEvent",
      providers: BOTH,
      shownBy: "test/behaviour/datagrams/receive-from-event.test.ts",
    },
  ]),
];

const events: readonly Mutant[] = [
  ...inFile(`${SRC}/events/event-switch.ts`, [
    {
      id: "events-on-by-default",
      find: "return this.isFixed(name) || this.#on.has(name);",
      replace: "return this.isFixed(name) || this.#options.own.includes(name);",
      what: "events come before they are enabled",
      family: "event",
      clause: "SO_WSK_EVENT_CALLBACK",
      providers: BOTH,
      shownBy: "test/behaviour/datagrams/receive-from-event.test.ts",
    },
    {
      id: "events-not-disabled",
      find: "if (disable) this.#on.delete(name);",
      replace: "if (disable) continue;",
      what: "events come after they have been disabled",
      family: "event",
      clause: "SO_WSK_EVENT_CALLBACK",
      providers: BOTH,
      shownBy: "test/behaviour/datagrams/receive-from-event.test.ts",
    },
    {
      id: "event-without-handler",
      find: "if (!this.#host.handles(handlerOf[name])) {",
      replace: "if (false) {",
      what: "an event can be enabled that the socket has no handler for",
      family: "event",
      clause: "SO_WSK_EVENT_CALLBACK",
      providers: BOTH,
      shownBy: "test/behaviour/events/enabled-events.test.ts",
    },
  ]),
  ...inFile(`${SRC}/connection/indicating.ts`, [
    {
      id: "reply-ignored",
      find: "const accepted = acceptedBy(reply, length);",
      replace: "const accepted = length;",
      what: "data that the application does not accept is lost",
      family: "event",
      clause: "WskReceiveEvent",
      providers: BOTH,
      shownBy: RECEIVE_EVENT,
    },
    {
      id: "event-not-suspended",
      find: "this.#suspended = accepted < length;",
      replace: "",
      what: "data that was not accepted is told again before it has been received",
      family: "event",
      clause: "WskReceiveEvent",
      providers: BOTH,
      shownBy: "test/behaviour/events/receive-event-suspended.test.ts",
    },
    {
      id: "list-not-held",
      find: 'if (reply === "STATUS_PENDING") this.#retained.retain(list, length);',
      replace: "",
      what: "data that the application retains cannot be released",
      family: "event",
      clause: "WskReceiveEvent",
      providers: BOTH,
      shownBy: "test/behaviour/events/retention.test.ts",
    },
  ]),
];

const options: readonly Mutant[] = [
  ...inFile(`${SRC}/local-options.ts`, [
    {
      id: "options-swapped",
      find: 'SO_REUSEADDR: (value) => share("reuse", value),',
      replace: 'SO_REUSEADDR: (value) => share("exclusive", value),',
      what: "to share an address keeps it to oneself",
      family: "property",
      providers: BOTH,
      shownBy: OPTIONS,
    },
  ]),
  ...inFile(`${SRC}/local.ts`, [
    {
      id: "ipv6-only-ignored",
      find: 'ipv6Only: this.family === "IPv6" && this.ipv6Only,',
      replace: 'ipv6Only: this.family === "IPv6",',
      what: "a socket of IPv6 never takes connections of IPv4",
      family: "scenario",
      providers: BOTH,
      shownBy: "test/behaviour/bind/wildcard.test.ts",
    },
  ]),
  ...inFile(`${SRC}/connection/controls.ts`, [
    {
      id: "getter-lies",
      find: "TCP_NODELAY: () => role.settings.noDelay,",
      replace: "TCP_NODELAY: () => !role.settings.noDelay,",
      what: "an option reads the other way round",
      family: "property",
      providers: BOTH,
      shownBy: OPTIONS,
    },
    {
      id: "option-not-set",
      find: "() => (role.noDelay = value)",
      replace: "() => value",
      what: "to set an option does nothing",
      family: "property",
      providers: BOTH,
      shownBy: OPTIONS,
    },
  ]),
  ...inFile(`${SRC}/control.ts`, [
    {
      id: "unsupported-is-fine",
      find: "if (reason !== undefined || handler === undefined) {",
      replace:
        "if (handler === undefined) return Promise.resolve(undefined);\n  if (reason !== undefined) {",
      what: "what a provider does not have succeeds and does nothing",
      family: "state",
      providers: BOTH,
      shownBy: "test/behaviour/options/fidelity.test.ts",
    },
  ]),
];

export const datagramMutants: readonly Mutant[] = [
  ...datagrams,
  ...events,
  ...options,
];
