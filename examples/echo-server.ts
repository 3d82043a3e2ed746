/**
 * An echo server on a listening socket, after the shape of the echo sample in
 * Microsoft's driver kit: events tell who comes and who is gone, and on each
 * connection several operations are in flight that each receive, send back
 * what they got, and begin again.
 *
 *     node examples/dist/echo-server.js 7007        then: nc -N 127.0.0.1 7007
 *
 * Which events there are depends on the category, and so does what their
 * handlers get: `acceptEvent` belongs to a listening socket and comes with a
 * `ConnectionOrientedSocket`, the events of which are enabled on the listening
 * socket and inherited. `refused` below shows what does not compile.
 */
import { once } from "node:events";
import {
  isWskError,
  type AcceptEvent,
  type AcceptEventReply,
  type ConnectionOrientedHandlers,
  type ConnectionOrientedSocket,
  type ListeningHandlers,
  type ListeningSocket,
  type SocketAddress,
  type WskClient,
} from "@captable/wsk";
import {
  parseAddress,
  part,
  printAddress,
  printListening,
  runAsMain,
} from "./program.ts";

/** Operations at a time on one connection: while one sends, another receives. */
const IN_FLIGHT = 4;
const BUFFER = 16 * 1024;

export interface EchoOptions {
  readonly address: SocketAddress;
  readonly stop: AbortSignal;
  readonly listening: (address: SocketAddress) => void;
  readonly log: (line: string) => void;
}

/** Echoes until it is told to stop, then takes leave of every client. */
export async function serveEcho(
  wsk: WskClient,
  options: EchoOptions,
): Promise<void> {
  const { address, stop, listening } = options;
  const handlers = new EchoHandlers(options);
  const addressFamily = address.family;
  await using server = await wsk.socket("listening", {
    addressFamily,
    handlers,
  });
  await server.bind(address); // A listening socket listens once it is bound.
  await server.controlSocket("setOption", "SO_WSK_EVENT_CALLBACK", {
    eventMask: { accept: true, disconnect: true },
  });
  listening(await server.getLocalAddress());
  const ended = AbortSignal.any([stop, handlers.died]);
  if (!ended.aborted) await once(ended, "abort");
  handlers.died.throwIfAborted();
  await server.closeSocket(); // Nobody comes any more.
  await Promise.all(handlers.echoes);
}

/** What the listening socket tells, and what comes of it. */
class EchoHandlers implements ListeningHandlers {
  readonly echoes = new Set<Promise<void>>();
  readonly #died = new AbortController();
  readonly #stop: AbortSignal;
  readonly #log: (line: string) => void;

  constructor({ stop, log }: EchoOptions) {
    this.#stop = stop;
    this.#log = log;
  }

  /** Aborted if the listening socket is no more. */
  get died(): AbortSignal {
    return this.#died.signal;
  }

  acceptEvent({ acceptSocket, remoteAddress }: AcceptEvent): AcceptEventReply {
    if (acceptSocket === undefined) {
      this.#died.abort(new Error("the listening socket is dead"));
      return "STATUS_REQUEST_NOT_ACCEPTED";
    }
    const echo = echoAll(acceptSocket, this.#stop).finally(() => {
      this.echoes.delete(echo);
    });
    this.echoes.add(echo);
    const acceptSocketDispatch: ConnectionOrientedHandlers = {
      disconnectEvent: ({ flags }) => {
        const how = flags?.abortive ? "reset" : "disconnected";
        this.#log(`${printAddress(remoteAddress)} ${how}`);
        return "STATUS_SUCCESS";
      },
    };
    return { reply: "STATUS_SUCCESS", acceptSocketDispatch };
  }
}

/** What does not compile; should it, the build would fail. */
export function refused(
  wsk: WskClient,
  server: ListeningSocket,
  socket: ConnectionOrientedSocket,
): void {
  // @ts-expect-error It listens once it is bound; a stream socket has `listen`.
  void server.listen();
  // @ts-expect-error Nothing is received on it, only on what it accepts.
  void server.receive(new Uint8Array(1));
  // @ts-expect-error Only what listens accepts.
  void socket.accept();
  void wsk.socket("listening", {
    // @ts-expect-error Data does not come to a socket that listens.
    handlers: { receiveEvent: () => "STATUS_SUCCESS" },
  });
}

async function echoAll(
  socket: ConnectionOrientedSocket,
  stop: AbortSignal,
): Promise<void> {
  try {
    const operations = Array.from({ length: IN_FLIGHT }, () =>
      echo(socket, stop),
    );
    await Promise.all(operations);
    await part(socket);
  } catch (error) {
    // That a client goes away is its own affair.
    if (!isWskError(error)) console.error(error);
    await socket.closeSocket();
  }
}

/**
 * One operation. Receives are completed in the order of the calls, and sends
 * done in that order, so what is echoed stays in order by itself.
 */
async function echo(
  socket: ConnectionOrientedSocket,
  signal: AbortSignal,
): Promise<void> {
  const buffer = new Uint8Array(BUFFER);
  for (;;) {
    try {
      const received = await socket.receive(buffer, { signal });
      if (received === 0) return; // Each operation learns of the end.
      await socket.send(buffer.subarray(0, received));
    } catch (error) {
      if (isWskError(error, "STATUS_CANCELLED")) return;
      throw error;
    }
  }
}

await runAsMain(import.meta.filename, (wsk, [port = "7007"], stop) =>
  serveEcho(wsk, {
    address: parseAddress(port),
    stop,
    listening: printListening,
    log: (line) => console.log(line),
  }),
);
