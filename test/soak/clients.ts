import { loopback } from "./addresses.ts";
import { chooseReading, play, type Reading } from "./connection.ts";
import { Intake } from "./intake.ts";
import type { Listener } from "./listeners.ts";
import { Session } from "./session.ts";
import { Side, type Connection } from "./side.ts";
import { isCancelled, statusOf } from "./statuses.ts";
import { turns } from "./turns.ts";
import type { Player } from "./world.ts";

/** How a listener that is closing, or turns a request down, lets a client know. */
const turnedDown: readonly string[] = [
  "STATUS_CONNECTION_REFUSED",
  "STATUS_CONNECTION_RESET",
];

/** How likely a connection carries much. */
const MUCH = 0.01;

/** Connects to a listener, in one of all ways, and plays the connection to its end. */
export async function connectOnce(
  player: Player,
  listener: Listener,
): Promise<void> {
  const { world, dice } = player;
  const { family, category } = listener.kind;
  const name = `${family} ${category}`;
  const much = dice.chance(MUCH);
  const session = new Session(name, listener.precarious, much);
  world.sessions.set(session.number, session);
  const reading = chooseReading(player);
  const abort = dice.chance(0.06) ? new AbortController() : undefined;
  if (abort !== undefined) {
    // It may come too late, and then the server may know the session.
    session.break();
    void turns(dice.int(0, 4)).then(() => abort.abort());
  }
  const socket = await connect(
    player,
    listener,
    session,
    reading,
    abort?.signal,
  );
  if (socket === undefined) return;
  world.tally.add("connections");
  const side = new Side(player, socket, new Intake(world.sessions, session));
  const playing = play(side, reading);
  world.start(playing, () => `client: ${side}`);
  await playing;
}

/** Undefined if it was cancelled or turned down. */
async function connect(
  player: Player,
  listener: Listener,
  session: Session,
  reading: Reading,
  signal: AbortSignal | undefined,
): Promise<Connection | undefined> {
  const { dice, world } = player;
  const way = dice.pick([byConnect, byConnectEx, bySocketConnect]);
  try {
    return await way({ player, listener, session, reading, signal });
  } catch (error) {
    const status = statusOf(error);
    if (signal?.aborted && isCancelled(error))
      world.tally.add("connectsCancelled");
    else if (session.precarious && turnedDown.includes(status))
      world.tally.add("turnedDown");
    else throw error;
    session.break();
    session.leave();
    return undefined;
  }
}

interface Attempt {
  readonly player: Player;
  readonly listener: Listener;
  readonly session: Session;
  readonly reading: Reading;
  readonly signal: AbortSignal | undefined;
}

async function byConnect({ signal, ...attempt }: Attempt): Promise<Connection> {
  const socket = await bound(attempt);
  return orClose(socket, async () => {
    await socket.connect(attempt.listener.address, { signal });
    await greet(socket, attempt.session);
  });
}

async function byConnectEx({
  signal,
  ...attempt
}: Attempt): Promise<Connection> {
  const socket = await bound(attempt);
  const buffer = attempt.session.hello;
  return orClose(socket, () =>
    socket.connectEx(attempt.listener.address, { buffer, signal }),
  );
}

async function bySocketConnect({
  player,
  listener,
  session,
  reading,
  signal,
}: Attempt): Promise<Connection> {
  const socket = await player.world.wsk.socketConnect(
    loopback(listener.kind.family),
    listener.address,
    { dispatch: reading?.handlers, signal },
  );
  return orClose(socket, () => greet(socket, session));
}

async function bound({
  player: { dice, world },
  listener: { kind },
  reading,
}: Omit<Attempt, "signal">): Promise<Connection> {
  const { family: addressFamily } = kind;
  const handlers = reading?.handlers;
  const category = dice.pick(["connectionOriented", "stream"] as const);
  const socket = await world.wsk.socket(category, { addressFamily, handlers });
  await socket.bind(loopback(addressFamily));
  return socket;
}

async function greet(socket: Connection, session: Session): Promise<void> {
  await socket.send(session.hello);
}

/** Closes a socket that cannot be used. */
async function orClose(
  socket: Connection,
  use: () => Promise<void>,
): Promise<Connection> {
  try {
    await use();
    return socket;
  } catch (error) {
    await socket.closeSocket();
    throw error;
  }
}
