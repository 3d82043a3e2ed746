import type {
  AnySocket,
  DataIndication,
  InspectId,
  SocketAddress,
  Status,
} from "@captable/wsk";
import type { Client } from "../net.ts";
import type { Mortal, Net } from "../subject.ts";

/** A socket that has really been brought into a state, and what its calls need. */
export interface Situation<Socket extends AnySocket = AnySocket> {
  readonly net: Net;
  readonly socket: Socket;
  /** The other end, of a connection. */
  readonly peer?: Client;
  /** A list that a handler of the socket has retained. */
  readonly retained?: readonly DataIndication[];
  /** A request whose inspection has been pended. */
  readonly inspectId?: InspectId;
  /** What ended the connection, as calls that need it tell. */
  readonly ended?: Status;
  /** The attempt under way. */
  readonly attempt?: Promise<unknown>;
  /** Whom to connect to. */
  readonly remote?: SocketAddress;
}

/** A way into a state. */
export interface Way<Socket extends AnySocket = AnySocket> {
  readonly state: string;
  /** How: `connect, disconnect`. */
  readonly name: string;
  /** The role that a stream socket takes, if it takes one. */
  readonly role?: "listening" | "connectionOriented";
  /** A property that the way needs a subject to honour. */
  readonly needs?: string;
  reach(net: Net): Promise<Situation<Socket>>;
}

/** One step further on a way. */
export function onward<Socket extends AnySocket>(
  way: Way<Socket>,
  state: string,
  step: string,
  go: (situation: Situation<Socket>) => Promise<Partial<Situation> | void>,
): Way<Socket> {
  return {
    ...way,
    state,
    name: `${way.name}, ${step}`,
    reach: async (net) => {
      const situation = await way.reach(net);
      const change = await go(situation);
      return { ...situation, ...change, socket: situation.socket };
    },
  };
}

/** A socket is closed, whatever was under way with it. */
export function closing<Socket extends AnySocket>(
  way: Way<Socket>,
): Way<Socket> {
  return onward(way, "closed", "closeSocket", ({ socket }) =>
    socket.closeSocket(),
  );
}

/** The system takes the socket away. */
export function dying<Socket extends Mortal>(way: Way<Socket>): Way<Socket> {
  return onward(way, "dead", "killed", async ({ net, socket }) => {
    await net.kill(socket);
  });
}
