/** Faults of `@captable/wsk-memory`: the network in memory. */
import { inFile, type Mutant, type ProviderName } from "./mutant.ts";

const SRC = "providers/wsk-memory/src";
const providers: readonly ProviderName[] = ["memory"];
const STREAM = "providers/wsk-memory/test/stream.test.ts";
const DATAGRAM = "providers/wsk-memory/test/datagram.test.ts";

export const memoryMutants: readonly Mutant[] = [
  ...inFile(`${SRC}/outflow.ts`, [
    {
      id: "memory-wrong-offset",
      find: "const start = data.byteLength - (end - sent);",
      replace: "const start = (end - sent) * 0;",
      what: "every segment of a large buffer is its first",
      family: "scenario",
      clause: "WskSend",
      providers,
      shownBy: STREAM,
    },
    {
      id: "memory-buffer-retained",
      find: 'this.#pipe.send("data", undefined, copy);',
      replace:
        'this.#pipe.send("data", undefined, data.subarray(start, start + size));',
      what: "a peer sees what is written into a buffer after it has been sent",
      family: "scenario",
      clause: "WskSend",
      providers,
      shownBy: STREAM,
    },
    {
      id: "memory-no-window",
      find: "this.#limit = limit;\n    this.#complete();",
      replace:
        "this.#limit = Math.max(limit, Infinity);\n    this.#complete();",
      what: "a send completes however much the peer leaves unread",
      family: "concurrency",
      clause: "WskSend",
      providers,
      shownBy: "test/behaviour/data/send.test.ts",
    },
  ]),
  ...inFile(`${SRC}/inflow.ts`, [
    {
      id: "memory-not-held-back",
      find: "pause(): void {\n    this.#paused = true;",
      replace: "pause(): void {\n    this.#paused = false;",
      what: "a peer is never held back, however much it sends and nobody reads",
      family: "concurrency",
      clause: "WskSend",
      providers,
      shownBy: "test/behaviour/data/send.test.ts",
    },
  ]),
  ...inFile(`${SRC}/link.ts`, [
    {
      id: "memory-silent-reset",
      find: 'if (!this.#isOver && !this.#silent) this.#out.send("reset");\n    return this.release();',
      replace: "return this.release();",
      what: "the peer of a closed socket never learns of it",
      family: "scenario",
      clause: "WskCloseSocket",
      providers,
      shownBy: "test/behaviour/close/close.test.ts",
    },
  ]),
  ...inFile(`${SRC}/bindings.ts`, [
    {
      id: "memory-port-not-freed",
      find: "if (all.length === 1) this.#byPort.delete(port);",
      replace: "if (all.length === 1) return;",
      what: "the port of a closed socket stays in use",
      family: "leak",
      clause: "WskCloseSocket",
      providers,
      shownBy: "test/behaviour/bind/bind.test.ts",
    },
    {
      id: "memory-port-shared",
      find: "for (const other of others) check(binding, other);",
      replace: "",
      what: "two sockets have the same address although neither shares it",
      family: "error",
      clause: "WskBind",
      providers,
      shownBy: "providers/wsk-memory/test/sharing.test.ts",
    },
  ]),
  ...inFile(`${SRC}/datagrams.ts`, [
    {
      id: "memory-datagram-aliased",
      find: "const copy = new Uint8Array(data.byteLength);\n  copy.set(data);\n  return copy;",
      replace: "return data;",
      what: "a datagram changes when its buffer is used again",
      family: "scenario",
      clause: "WskSendTo",
      providers,
      shownBy: DATAGRAM,
    },
    {
      id: "memory-unreachable-hidden",
      find: 'port.tellUndelivered(undelivered("STATUS_PORT_UNREACHABLE"));',
      replace: "void port;",
      what: "nobody is told that a datagram reached nobody",
      family: "error",
      clause: "WskReceiveFrom",
      providers,
      shownBy: "providers/wsk-memory/test/datagram.test.ts",
    },
  ]),
  ...inFile(`${SRC}/datagram-port.ts`, [
    {
      id: "memory-broadcast-allowed",
      find: "if (!this.#broadcast && this.host.broadcasts(to)) {",
      replace: "if (this.#broadcast && !this.#isOpen) {",
      what: "a socket broadcasts that may not",
      family: "error",
      clause: "WskSendTo",
      providers,
      shownBy: "test/behaviour/datagrams/send-to.test.ts",
    },
    {
      id: "memory-datagram-too-large",
      find: "if (data.byteLength > LARGEST[to.family]) {",
      replace: "if (data.byteLength > LARGEST[to.family] + 1) {",
      what: "a datagram may have one byte more than any can",
      family: "error",
      clause: "WskSendTo",
      providers,
      shownBy: DATAGRAM,
    },
  ]),
  ...inFile(`${SRC}/names.ts`, []),
];
