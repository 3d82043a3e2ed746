/**
 * A TCP port forwarder: a listening socket for the clients, and a
 * connection-oriented one to the target for each:
 *
 *     node examples/dist/forwarder.js 8081 127.0.0.1:8080
 *
 * What is accepted and what connects are of one category, so that each
 * direction is the same function: `carry` takes two `ConnectionOrientedSocket`
 * and neither the listening socket nor a datagram socket, as `refused` shows.
 * What happens on one side happens on the other:
 *
 * - one has sent everything: so has the other, and the opposite direction goes on;
 * - one does not read: the other is not read from, and nothing piles up;
 * - one is reset: so is the other, whatever it is doing.
 */
import {
  isWskError,
  type ConnectionOrientedHandlers,
  type ConnectionOrientedSocket,
  type DatagramSocket,
  type ListeningSocket,
  type SocketAddress,
  type WskClient,
} from "@captable/wsk";
import {
  acceptUntil,
  anyAddress,
  parseAddress,
  printListening,
  runAsMain,
  type Service,
} from "./program.ts";

export interface ForwardOptions {
  readonly address: SocketAddress;
  readonly target: SocketAddress;
  readonly stop: AbortSignal;
  readonly listening: (address: SocketAddress) => void;
}

/** Forwards until it is told to stop; then waits for the connections that there are. */
export async function forward(
  wsk: WskClient,
  { address, target, stop, listening }: ForwardOptions,
): Promise<void> {
  const addressFamily = address.family;
  await using server = await wsk.socket("listening", { addressFamily });
  await server.bind(address);
  listening(await server.getLocalAddress());
  await acceptUntil(stop, server, () => new Forwarding(wsk, target));
}

/** What does not compile; should it, the build would fail. */
export function refused(
  server: ListeningSocket,
  datagrams: DatagramSocket,
  socket: ConnectionOrientedSocket,
): void {
  // @ts-expect-error Nothing is received on a socket that listens.
  void carry(server, socket);
  // @ts-expect-error Datagrams are no stream: they have no end to carry across.
  void carry(socket, datagrams);
}

/** One client and its connection to the target. */
class Forwarding implements Service {
  readonly #wsk: WskClient;
  readonly #target: SocketAddress;
  readonly #sockets: ConnectionOrientedSocket[] = [];
  readonly #broken = new AbortController();
  readonly handlers: ConnectionOrientedHandlers = {
    // Comes even while nothing is received, since the other side does not read.
    disconnectEvent: ({ flags }) => {
      if (flags?.abortive) void this.#abort();
      return "STATUS_SUCCESS";
    },
  };

  constructor(wsk: WskClient, target: SocketAddress) {
    this.#wsk = wsk;
    this.#target = target;
  }

  async serve(client: ConnectionOrientedSocket): Promise<void> {
    try {
      await this.#add(client);
      const server = await this.#wsk.socketConnect(
        anyAddress(this.#target.family),
        this.#target,
        { dispatch: this.handlers, signal: this.#broken.signal },
      );
      await this.#add(server);
      await Promise.all([carry(client, server), carry(server, client)]);
    } catch (error) {
      // What breaks on one side is to break on the other; nothing else is wrong.
      if (!isWskError(error)) console.error(error);
    }
    // Quiet if both directions have ended; a connection that goes on is reset.
    for (const socket of this.#sockets) await socket.closeSocket();
  }

  async #add(socket: ConnectionOrientedSocket): Promise<void> {
    this.#sockets.push(socket);
    await socket.controlSocket("setOption", "TCP_NODELAY", true);
    await socket.controlSocket("setOption", "SO_WSK_EVENT_CALLBACK", {
      eventMask: { disconnect: true },
    });
  }

  async #abort(): Promise<void> {
    this.#broken.abort();
    const flags = { abortive: true };
    // One that is closed already is none that could be reset.
    await Promise.allSettled(
      this.#sockets.map((socket) => socket.disconnect({ flags })),
    );
  }
}

const CHUNK = 64 * 1024;

/** Carries one direction across, with its end. No more than a chunk is under way. */
async function carry(
  from: ConnectionOrientedSocket,
  to: ConnectionOrientedSocket,
): Promise<void> {
  const buffer = new Uint8Array(CHUNK);
  for (;;) {
    const received = await from.receive(buffer);
    if (received === 0) return to.disconnect();
    await to.send(buffer.subarray(0, received));
  }
}

await runAsMain(import.meta.filename, async (wsk, args, stop) => {
  const [address, target] = args;
  if (address === undefined || target === undefined) {
    throw new Error("usage: forwarder.js <port> <target address>");
  }
  await forward(wsk, {
    address: parseAddress(address),
    target: parseAddress(target),
    stop,
    listening: printListening,
  });
});
