import net, { type Socket } from "node:net";
import { readInto, sharedMemory } from "./inflow.ts";
import { tellDestroy, tellLent } from "./owner.ts";

/** A socket that tells its owner while the system can still be asked about it. */
class TellingSocket extends net.Socket {
  override _destroy(
    error: Error | null,
    callback: (error?: Error | null) => void,
  ): void {
    tellDestroy(this);
    super._destroy(error, callback);
  }
}

/** A socket of `node:net`, and how its bytes come in. */
export interface Lending {
  readonly socket: Socket;
  /** Whether they are lent to its owner, instead of coming in by events. */
  readonly lends: boolean;
  /** Whether its owner is told that its handle is about to be closed. */
  readonly tells: boolean;
}

/** A socket of these options that lends its bytes where it can. Connections outlive a FIN of the peer. */
export function lendingSocket(options: object): Lending {
  const buffer = sharedMemory();
  const callback = (length: number): boolean => {
    tellLent(socket, readInto(length));
    return true;
  };
  const lends = buffer !== undefined;
  const onread = lends ? { buffer, callback } : undefined;
  // The types know of `onread` only where a socket is connected at once. Without a prototype, since Node 20 takes
  // several microseconds more to make a socket of an object that has one: nothing that it looks for is there, and it
  // looks through the prototype each time.
  const all: object = {
    __proto__: null,
    ...options,
    allowHalfOpen: true,
    onread,
  };
  const socket = new TellingSocket(all);
  return { socket, lends, tells: true };
}

/**
 * The same connection as a socket that lends its bytes. Node lets only sockets
 * that connect do so, and not those that a server has accepted: the new one
 * takes over the handle, which all Nodes have, though none documents it. Where
 * there is none, the socket stays what it is.
 *
 * @param accepted - a socket that has not read, and that nobody listens to
 */
export function lendingAccepted(accepted: Socket): Lending {
  const handle: unknown = Reflect.get(accepted, "_handle");
  const known = typeof handle === "object" && handle !== null;
  if (!known || sharedMemory() === undefined) {
    return { socket: accepted, lends: false, tells: false };
  }
  const lending = lendingSocket({ handle, manualStart: true });
  lending.socket.pause();
  // What is left of the other has no handle to close, and its server forgets it.
  Reflect.set(accepted, "_handle", null);
  accepted.destroy();
  return lending;
}
