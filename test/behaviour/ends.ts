import type {
  AddressFamily,
  ConnectionOrientedHandlers,
  WskBuf,
} from "@captable/wsk";
import { connect, control, until, type Client } from "./net.ts";
import { connectors, families } from "./pairings.ts";
import type { Net } from "./subject.ts";

/** One end of a connection: what kind of socket it is, and over what. */
export interface End {
  readonly end: "connectionOriented" | "stream" | "accepted";
  readonly family: AddressFamily;
}

/** All of them, for `describe.each`: `describe.each(ends)("… $end … $family", …)`. */
export const ends: readonly End[] = (
  [...connectors, "accepted"] as const
).flatMap((end) => families.map((family) => ({ end, family })));

/** A socket of the kind that is looked at, and the other end of its connection. */
export interface Ends {
  readonly socket: Client;
  readonly peer: Client;
}

/** Two connected sockets. The handlers and the context are those of the socket that is looked at. */
export async function connectEnds(
  net: Net,
  { end, family }: End,
  handlers: ConnectionOrientedHandlers = {},
  context?: unknown,
): Promise<Ends> {
  if (end === "accepted") {
    const { near, far } = await connect(net, {
      family,
      acceptSocketDispatch: handlers,
      acceptSocketContext: context,
    });
    return { socket: far, peer: near };
  }
  const { near, far } = await connect(net, {
    connects: end,
    family,
    handlers,
    socketContext: context,
  });
  return { socket: near, peer: far };
}

/** How much a socket has that nobody has received. */
export async function backlog(socket: Client): Promise<number> {
  return Number(
    await control(socket, "ioctl", "SIO_WSK_QUERY_RECEIVE_BACKLOG"),
  );
}

/** Lets events happen until a socket has so much that nobody has received. */
export async function buffers(socket: Client, length: number): Promise<void> {
  let known = -1;
  await until(
    () => {
      void backlog(socket).then((now) => (known = now));
      return known === length;
    },
    () => `${known} bytes wait to be received, not ${length}`,
  );
}

/** The bytes of a stretch of buffers. */
export function bytesOf({ mdl, offset, length }: WskBuf): Uint8Array {
  const whole = new Uint8Array(length);
  let filled = 0;
  let skip = offset;
  for (const buffer of mdl) {
    const part = buffer.subarray(skip, skip + length - filled);
    whole.set(part, filled);
    filled += part.byteLength;
    skip = 0;
  }
  if (filled === length) return whole;
  throw new RangeError(`${length} bytes are told of, ${filled} are there`);
}

/** The text of a list of indications. */
export function textOf(
  list: readonly { readonly buffer: WskBuf }[] | undefined,
): string {
  const parts = (list ?? []).map(({ buffer }) => bytesOf(buffer));
  return Buffer.concat(parts).toString();
}

/** Bytes of which no two stretches are likely to be the same. */
export function pattern(length: number, seed = 1): Uint8Array {
  const words = new Uint32Array(Math.ceil(length / 4));
  let state = seed;
  for (let index = 0; index < words.length; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    words[index] = state;
  }
  return new Uint8Array(words.buffer, 0, length);
}
