import type {
  CategoryName,
  ConnectionOrientedSocket,
  WskClient,
} from "@captable/wsk";
import { loopback } from "./addresses.ts";
import { statusOf } from "./statuses.ts";

/** Opens and closes once; the number tells apart what is done in turn. */
export type Cycle = (number: number) => Promise<void>;

interface Cycles {
  readonly cycle: Cycle;
  /** Closes what the cycles have shared. */
  readonly end: () => Promise<void>;
}

const here = loopback("IPv4");

/** What a category does from one end of its life to the other. */
export function cyclesOf(
  wsk: WskClient,
  category: CategoryName,
): Promise<Cycles> {
  switch (category) {
    case "basic":
      return alone(async () => {
        const socket = await wsk.socket("basic");
        await socket.closeSocket();
      });
    case "listening":
    case "datagram":
      return alone(() => bindOnce(wsk, category));
    case "connectionOriented":
    case "stream":
      return connecting(wsk, category);
  }
}

function alone(cycle: Cycle): Promise<Cycles> {
  return Promise.resolve({ cycle, end: () => Promise.resolve() });
}

async function bindOnce(
  wsk: WskClient,
  category: "listening" | "datagram" | "stream",
): Promise<void> {
  const socket = await wsk.socket(category);
  await socket.bind(here);
  await socket.closeSocket();
}

async function listenOnce(wsk: WskClient): Promise<void> {
  const socket = await wsk.socket("stream");
  await socket.bind(here);
  await socket.listen();
  await socket.closeSocket();
}

/** Connections to one listener, each with its accepted socket; a stream socket also binds alone, or listens. */
async function connecting(
  wsk: WskClient,
  category: "connectionOriented" | "stream",
): Promise<Cycles> {
  const listener = await wsk.socket("listening");
  await listener.bind(here);
  const address = await listener.getLocalAddress();
  const connect: Cycle = async () => {
    const socket = await wsk.socket(category);
    await socket.bind(here);
    // Whoever is gone before it is accepted may never be: so both wait for each other.
    const [accepted] = await Promise.all([
      listener.accept(),
      socket.connect(address),
    ]);
    await Promise.all([socket.closeSocket(), closeAfterPeer(accepted)]);
  };
  const mixed: Cycle = (number) => {
    if (number % 3 === 0) return bindOnce(wsk, "stream");
    return number % 3 === 1 ? listenOnce(wsk) : connect(number);
  };
  return {
    cycle: category === "stream" ? mixed : connect,
    end: () => listener.closeSocket(),
  };
}

/** The peer resets the connection, as it closes without having disconnected. */
async function closeAfterPeer(socket: ConnectionOrientedSocket): Promise<void> {
  try {
    await socket.receive(new Uint8Array(1));
  } catch (error) {
    if (statusOf(error) !== "STATUS_CONNECTION_RESET") throw error;
  }
  await socket.closeSocket();
}
