import type {
  DatagramSocket,
  ExactBasicSocket,
  InspectEvent,
  InspectId,
  ListeningSocket,
  StreamSocket,
} from "@captable/wsk";
import { Log } from "../log.ts";
import { client, loopback, use } from "../net.ts";
import { closing, dying, onward, type Way } from "./situation.ts";

const basicCreated: Way<ExactBasicSocket> = {
  state: "created",
  name: "socket",
  reach: async (net) => ({ net, socket: use(await net.wsk.socket("basic")) }),
};

export const basicWays: readonly Way[] = [basicCreated, closing(basicCreated)];

const listeningCreated: Way<ListeningSocket> = {
  state: "created",
  name: "socket",
  reach: async (net) => ({
    net,
    socket: use(await net.wsk.socket("listening")),
  }),
};

const listeningBound = onward(
  listeningCreated,
  "listening",
  "bind",
  async ({ socket }) => socket.bind(loopback()),
);

const conditional: Way<ListeningSocket> = {
  state: "listening",
  name: "socket, conditional accept, bind, a request pended",
  needs: "SO_CONDITIONAL_ACCEPT",
  reach: async (net) => {
    const requests = new Log<InspectId | undefined>();
    const handlers = {
      inspectEvent: ({ inspectId }: InspectEvent): "pend" => {
        requests.add(inspectId);
        return "pend";
      },
    };
    const socket = use(await net.wsk.socket("listening", { handlers }));
    await socket.controlSocket("setOption", "SO_CONDITIONAL_ACCEPT", true);
    await socket.bind(loopback());
    const peer = await client(net);
    const remote = await socket.getLocalAddress();
    peer.connect(remote).catch(() => undefined);
    const inspectId = await requests.next();
    if (inspectId === undefined) throw new TypeError("no request");
    return { net, socket, inspectId };
  },
};

const boundAtLast = onward(
  listeningCreated,
  "listening",
  "a bind that fails, bind",
  async ({ net, socket }) => {
    const other = use(await net.wsk.socket("listening"));
    await other.bind(loopback());
    const taken = await other.getLocalAddress();
    await socket.bind(taken).catch(() => undefined);
    await socket.bind(loopback());
  },
);

const refusedBind = onward(
  listeningCreated,
  "created",
  "a bind that fails",
  async ({ net, socket }) => {
    const other = use(await net.wsk.socket("listening"));
    await other.bind(loopback());
    const taken = await other.getLocalAddress();
    await socket.bind(taken).catch(() => undefined);
  },
);

const listeningAlive = [
  listeningCreated,
  refusedBind,
  listeningBound,
  boundAtLast,
  conditional,
];

const listeningDead = [listeningBound, conditional].map(dying);

export const listeningWays: readonly Way[] = [
  ...listeningAlive,
  ...listeningDead,
  ...[...listeningAlive, ...listeningDead].map(closing),
];

const datagramCreated: Way<DatagramSocket> = {
  state: "created",
  name: "socket",
  reach: async (net) => ({
    net,
    socket: use(await net.wsk.socket("datagram")),
  }),
};

const datagramBound = onward(
  datagramCreated,
  "bound",
  "bind",
  async ({ socket }) => {
    await socket.bind(loopback());
    return { remote: await socket.getLocalAddress() };
  },
);

const datagramDead = dying(datagramBound);

export const datagramWays: readonly Way[] = [
  datagramCreated,
  datagramBound,
  datagramDead,
  ...[datagramCreated, datagramBound, datagramDead].map(closing),
];

const streamCreated: Way<StreamSocket> = {
  state: "created",
  name: "socket",
  reach: async (net) => ({ net, socket: use(await net.wsk.socket("stream")) }),
};

const streamListening: Way<StreamSocket> = onward(
  onward(streamCreated, "bound", "bind", async ({ socket }) =>
    socket.bind(loopback()),
  ),
  "listening",
  "listen",
  async ({ socket }) => socket.listen(),
);

/** In the listening role. What comes before it, and the other role, is with connections. */
export const streamListeningWays: readonly Way[] = [
  streamListening,
  dying(streamListening),
  closing(streamListening),
  closing(dying(streamListening)),
].map((way) => ({ ...way, role: "listening" }));
