import type { AcceptEventStatusSuccess } from "@captable/wsk";
import { IndicatedReader } from "./indicated.ts";
import { Intake } from "./intake.ts";
import { pullAll } from "./pull.ts";
import type { Session } from "./session.ts";
import { Side, type Connection } from "./side.ts";
import { transmit } from "./transmit.ts";
import type { Player } from "./world.ts";

/** How a side receives: by calls, or by events, for which handlers must be given with the socket. */
export type Reading = IndicatedReader | undefined;

export function chooseReading({ dice, world }: Player): Reading {
  return dice.chance(0.5) ? new IndicatedReader(world) : undefined;
}

/** What a socket that is to be accepted is given. */
export function acceptedWith(reading: Reading): AcceptEventStatusSuccess {
  return {
    reply: "STATUS_SUCCESS",
    ...(reading && { acceptSocketDispatch: reading.handlers }),
  };
}

/** Plays one end of a connection to its end. */
export async function play(
  side: Side,
  reading: Reading,
  inherited: boolean = false,
): Promise<void> {
  reading?.attach(side);
  const received = receive(side, reading, inherited);
  received.catch(side.world.fail);
  const session = await side.intake.session;
  if (session !== undefined) {
    await transmit(side, flowFrom(side, session), session);
  }
  await received;
  await side.close();
  session?.leave();
}

/** A server's end of a connection that has been accepted. */
export function serve(
  player: Player,
  socket: Connection,
  reading: Reading,
  inherited: boolean = false,
): void {
  const { world } = player;
  const side = new Side(player, socket, new Intake(world.sessions));
  // From now on events may come.
  reading?.attach(side);
  world.start(play(side, reading, inherited), () => `server: ${side}`);
}

async function receive(
  side: Side,
  reading: Reading,
  inherited: boolean,
): Promise<void> {
  if (reading === undefined) return pullAll(side);
  if (!inherited) await reading.enable();
  await side.over;
}

/** A client's flow goes to the server, and the other way round. */
function flowFrom(side: Side, session: Session): Session["toServer"] {
  return side.intake.flow === session.toClient
    ? session.toServer
    : session.toClient;
}
