import type { ConnectionOrientedSocket, StreamSocket } from "@captable/wsk";
import { loopback, nobody, serve, until, use, type Client } from "../net.ts";
import type { Net } from "../subject.ts";
import { connectionWays, streamWays } from "./connected.ts";
import {
  closing,
  dying,
  onward,
  type Situation,
  type Way,
} from "./situation.ts";

function peerOf({ peer }: Situation): Client {
  if (peer === undefined) throw new TypeError("there is no peer");
  return peer;
}

const abortive = { flags: { abortive: true } } as const;

/** The states before a connection, and the attempt at one. */
function early<Socket extends Client>(
  create: (net: Net) => Promise<Socket>,
): readonly Way<Socket>[] {
  const created: Way<Socket> = {
    state: "created",
    name: "socket",
    reach: async (net) => ({ net, socket: use(await create(net)) }),
  };
  const bound = onward(created, "bound", "bind", async ({ net, socket }) => {
    const server = await serve(net);
    await socket.bind(loopback());
    return { remote: await server.getLocalAddress() };
  });
  const refused = onward(
    bound,
    "bound",
    "connect refused",
    async ({ net, socket }) => {
      await socket.connect(await nobody(net)).catch(() => undefined);
    },
  );
  const cancelled = onward(
    bound,
    "bound",
    "connect cancelled",
    async ({ socket, remote = loopback() }) => {
      const abort = new AbortController();
      const { signal } = abort;
      const attempt = socket.connect(remote, { signal });
      abort.abort();
      await attempt.catch(() => undefined);
    },
  );
  const connecting = (["connect", "connectEx"] as const).map((call) =>
    onward(
      bound,
      "connecting",
      call,
      async ({ socket, remote = loopback() }) => {
        const attempt = socket[call](remote);
        // Closing the socket cancels it; whoever waits for it is told.
        attempt.catch(() => undefined);
        return { attempt };
      },
    ),
  );
  return [created, bound, refused, cancelled, ...connecting];
}

/** The ends that a connection takes, step by step. */
function endings<Socket extends Client>(
  connected: Way<Socket>,
): readonly Way<Socket>[] {
  const sendClosed = (way: Way<Socket>, state: string): Way<Socket> =>
    onward(way, state, "disconnect", async ({ socket }) => socket.disconnect());
  const recvClosed = (way: Way<Socket>, state: string): Way<Socket> =>
    onward(way, state, "the peer disconnects", async (situation) => {
      const { socket } = situation;
      await peerOf(situation).disconnect();
      await until(() => socket.state === state);
    });
  const half = [
    sendClosed(connected, "sendClosed"),
    recvClosed(connected, "recvClosed"),
  ] as const;
  const whole = [
    recvClosed(half[0], "disconnected"),
    sendClosed(half[1], "disconnected"),
  ];
  const open = [connected, ...half];
  return [
    connected,
    ...half,
    ...whole,
    ...open.map(aborting),
    ...open.map(resetting),
    reset(connected, "the peer is closed", (peer) => peer.closeSocket()),
    silencing(connected),
    ...open.map(dying),
  ];
}

function aborting<Socket extends Client>(way: Way<Socket>): Way<Socket> {
  return onward(way, "aborted", "disconnect abortively", async ({ socket }) => {
    await socket.disconnect(abortive);
    return { ended: "STATUS_CONNECTION_ABORTED" };
  });
}

function resetting<Socket extends Client>(way: Way<Socket>): Way<Socket> {
  return reset(way, "the peer disconnects abortively", (peer) =>
    peer.disconnect(abortive),
  );
}

function reset<Socket extends Client>(
  way: Way<Socket>,
  step: string,
  go: (peer: Client) => Promise<void>,
): Way<Socket> {
  return onward(way, "aborted", step, async (situation) => {
    const { socket } = situation;
    const { state } = socket;
    await go(peerOf(situation));
    // Nobody reads any more once the peer has disconnected: sending finds out.
    if (state === "recvClosed") await sendToFailure(socket);
    await until(() => socket.state === "aborted");
    return { ended: "STATUS_CONNECTION_RESET" };
  });
}

async function sendToFailure(socket: Client): Promise<void> {
  const sends = async (): Promise<void> => {
    for (;;) await socket.send(new Uint8Array(1));
  };
  await sends().catch(() => undefined);
}

function silencing<Socket extends Client>(way: Way<Socket>): Way<Socket> {
  const needs = "SIO_WSK_SET_TCP_SILENT_MODE";
  const silent = onward(way, "silent", "silent mode", async ({ socket }) => {
    if (socket.category === "stream")
      await socket.controlSocket("ioctl", needs);
    else await socket.controlSocket("ioctl", needs);
  });
  return { ...silent, needs };
}

function life<Socket extends Client>(
  create: (net: Net) => Promise<Socket>,
  connected: readonly Way<Socket>[],
): readonly Way[] {
  // Once connected, the two ends, or the two calls, can be told apart no more.
  const ends = connected.slice(0, 2).flatMap(endings);
  const open = [...early(create), ...connected.slice(2), ...ends];
  return [...open, ...open.map(closing)].map((way) => ({
    ...way,
    role: "connectionOriented",
  }));
}

export const connectionOrientedWays: readonly Way[] =
  life<ConnectionOrientedSocket>(
    (net) => net.wsk.socket("connectionOriented"),
    connectionWays,
  );

/** Before it has a role, and in the connection role. */
export const streamConnectionWays: readonly Way[] = life<StreamSocket>(
  (net) => net.wsk.socket("stream"),
  streamWays,
);
