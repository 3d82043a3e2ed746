import type { DatagramSocket } from "@captable/wsk";
import {
  bytes,
  client,
  connect,
  control,
  serve,
  use,
  type Client,
} from "../net.ts";
import { bound, receiveFromText, sendTexts } from "../ports.ts";
import type { Net } from "../subject.ts";
import { nothing, type Cancellable, type Prepared } from "./cancellable.ts";
import { serviceCalls } from "./service-calls.ts";

const MiB = 1 << 20;

/** More than the transport takes while the peer does not read. */
function clog(socket: Client): Promise<unknown> {
  const chunk = new Uint8Array(MiB);
  return Promise.allSettled(
    Array.from({ length: 16 }, () => socket.send(chunk)),
  );
}

async function drain(socket: Client): Promise<void> {
  const buffer = new Uint8Array(16 * MiB);
  await socket.receive(buffer, { flags: { waitall: true } });
}

function onConnection(
  functionName: string,
  connects: "connectionOriented" | "stream",
  prepare: (near: Client, far: Client, net: Net) => Omit<Prepared, "target">,
): Cancellable {
  return {
    functionName,
    category: connects,
    pends: true,
    prepare: async (net) => {
      const { near, far } = await connect(net, { connects });
      return { target: near, ...prepare(near, far, net) };
    },
  };
}

function onDatagrams(
  functionName: string,
  pends: boolean,
  prepare: (
    socket: DatagramSocket,
    peer: DatagramSocket,
    net: Net,
  ) => Promise<Omit<Prepared, "target">>,
): Cancellable {
  return {
    functionName,
    category: "datagram",
    pends,
    prepare: async (net) => {
      const [socket, peer] = [await bound(net), await bound(net)];
      return { target: socket, ...(await prepare(socket, peer, net)) };
    },
  };
}

const sides = ["connectionOriented", "stream"] as const;

const connecting = sides.flatMap((connects): Cancellable[] =>
  (["connect", "connectEx"] as const).map((functionName) => ({
    functionName,
    category: connects,
    pends: true,
    prepare: async (net) => {
      const server = await serve(net);
      const near = await client(net, connects);
      const remote = await server.getLocalAddress();
      return {
        target: near,
        call: (options) => near[functionName](remote, options),
        fulfil: nothing,
      };
    },
  })),
);

const connected = sides.flatMap((connects): Cancellable[] => [
  onConnection("send", connects, (near, far) => {
    const before = clog(near);
    return {
      call: (options) => near.send(bytes("last"), options),
      fulfil: async () => {
        await drain(far);
        await before;
      },
    };
  }),
  onConnection("receive", connects, (near, far) => ({
    call: (options) => near.receive(new Uint8Array(8), options),
    fulfil: () => far.send(bytes("a")),
  })),
  onConnection("disconnect", connects, (near, far) => {
    const before = clog(near);
    return {
      call: (options) => near.disconnect(options),
      fulfil: async () => {
        await drain(far);
        await before;
      },
    };
  }),
  onConnection("controlSocket", connects, (near) => ({
    call: (options) =>
      control(near, "ioctl", "SIO_ADDRESS_LIST_CHANGE", options),
    // Nothing changes; the test asks for something else instead.
    fulfil: nothing,
  })),
]);

const accepting = (["listening", "stream"] as const).map(
  (listens): Cancellable => ({
    functionName: "accept",
    category: listens,
    pends: true,
    prepare: async (net) => {
      const server = await serve(net, listens);
      return {
        target: server,
        call: async (options) => use(await server.accept(options)),
        fulfil: async () => {
          const near = await client(net);
          await near.connect(await server.getLocalAddress());
        },
      };
    },
  }),
);

const datagrams: readonly Cancellable[] = [
  onDatagrams("sendTo", false, async (socket, peer) => {
    const remoteAddress = await peer.getLocalAddress();
    return {
      call: (options) =>
        socket.sendTo(bytes("a"), { remoteAddress, ...options }),
      fulfil: () => receiveFromText(peer),
    };
  }),
  onDatagrams("sendMessages", false, async (socket, peer) => {
    const remoteAddress = await peer.getLocalAddress();
    return {
      call: (options) =>
        socket.sendMessages([bytes("a")], { remoteAddress, ...options }),
      fulfil: () => receiveFromText(peer),
    };
  }),
  onDatagrams("receiveFrom", true, async (socket, peer) => ({
    call: (options) => socket.receiveFrom(new Uint8Array(8), options),
    fulfil: () => sendTexts(peer, socket, "a"),
  })),
];

/** All of them. */
export const cancellables: readonly Cancellable[] = [
  ...connecting,
  ...connected,
  ...accepting,
  ...datagrams,
  ...serviceCalls,
];
