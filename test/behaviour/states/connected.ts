import type {
  ConnectionOrientedHandlers,
  ConnectionOrientedSocket,
  DataIndication,
  ReceiveEvent,
  StreamSocket,
} from "@captable/wsk";
import { Log } from "../log.ts";
import {
  bytes,
  client,
  disable,
  enable,
  loopback,
  serve,
  use,
  type Client,
} from "../net.ts";
import type { Net } from "../subject.ts";
import type { Situation, Way } from "./situation.ts";

/** A handler that retains one list. */
class Keeper implements ConnectionOrientedHandlers {
  readonly kept = new Log<readonly DataIndication[]>();

  // A field, because a dispatch table is a plain record of functions.
  readonly receiveEvent = ({
    dataIndication = [],
  }: ReceiveEvent): "STATUS_PENDING" => {
    this.kept.add(dataIndication);
    return "STATUS_PENDING";
  };
}

/** Has the socket retain what its peer sends, and leaves its events disabled. */
async function retain<Socket extends Client>(
  net: Net,
  socket: Socket,
  peer: Client,
  { kept }: Keeper,
): Promise<Situation<Socket>> {
  await enable(socket, "receive");
  await peer.send(bytes("kept"));
  const retained = await kept.next();
  await disable(socket, "receive");
  return { net, socket, peer, retained };
}

function connecting<Category extends "connectionOriented" | "stream">(
  category: Category,
  call: "connect" | "connectEx",
): Way<
  Category extends "stream" ? StreamSocket : ConnectionOrientedSocket
>["reach"];
function connecting(
  category: "connectionOriented" | "stream",
  call: "connect" | "connectEx",
): Way<Client>["reach"] {
  return async (net) => {
    const server = await serve(net);
    const keeper = new Keeper();
    const socket = await client(net, category, { handlers: keeper });
    await socket[call](await server.getLocalAddress());
    const peer = use(await server.accept());
    return retain(net, socket, peer, keeper);
  };
}

function accepting(
  category: "listening" | "stream",
): Way<ConnectionOrientedSocket>["reach"] {
  return async (net) => {
    const server = await serve(net, category);
    const peer = await client(net);
    await peer.connect(await server.getLocalAddress());
    const keeper = new Keeper();
    const socket = await server.accept({ acceptSocketDispatch: keeper });
    return retain(net, use(socket), peer, keeper);
  };
}

async function acceptingByEvent(
  net: Net,
): Promise<Situation<ConnectionOrientedSocket>> {
  const accepted = new Log<ConnectionOrientedSocket | undefined>();
  const keeper = new Keeper();
  const server = await serve(net, "listening", {
    handlers: {
      acceptEvent: ({ acceptSocket }) => {
        accepted.add(acceptSocket);
        return { reply: "STATUS_SUCCESS", acceptSocketDispatch: keeper };
      },
    },
  });
  await enable(server, "accept");
  const peer = await client(net);
  await peer.connect(await server.getLocalAddress());
  const socket = await accepted.next();
  if (socket === undefined) throw new TypeError("the listener is dead");
  return retain(net, use(socket), peer, keeper);
}

async function connectingAtOnce(
  net: Net,
): Promise<Situation<ConnectionOrientedSocket>> {
  const server = await serve(net);
  const keeper = new Keeper();
  const remote = await server.getLocalAddress();
  const options = { dispatch: keeper };
  const socket = await net.wsk.socketConnect(loopback(), remote, options);
  const peer = use(await server.accept());
  return retain(net, use(socket), peer, keeper);
}

const state = "connected";

/** Every way to a connection-oriented socket that is connected. */
export const connectionWays: readonly Way<ConnectionOrientedSocket>[] = [
  {
    state,
    name: "connect",
    reach: connecting("connectionOriented", "connect"),
  },
  { state, name: "accept", reach: accepting("listening") },
  {
    state,
    name: "connectEx",
    reach: connecting("connectionOriented", "connectEx"),
  },
  { state, name: "socketConnect", reach: connectingAtOnce },
  { state, name: "accept on a stream socket", reach: accepting("stream") },
  { state, name: "acceptEvent", reach: acceptingByEvent },
];

/** Every way to a stream socket that is connected. */
export const streamWays: readonly Way<StreamSocket>[] = [
  { state, name: "connect", reach: connecting("stream", "connect") },
  { state, name: "connectEx", reach: connecting("stream", "connectEx") },
];
