import type { RemoteInfo, Socket } from "node:dgram";

/** What a socket of `node:dgram` is to the system. All Nodes have it, though none documents it. */
export type DatagramHandle = object;

/** Undefined where it is not to be found, or not any more. */
export function handleOf(socket: Socket): DatagramHandle | undefined {
  const symbols = Object.getOwnPropertySymbols(socket);
  const key = symbols.find((symbol) => symbol.description === "state symbol");
  if (key === undefined) return undefined;
  const state: unknown = Reflect.get(socket, key);
  if (typeof state !== "object" || state === null) return undefined;
  const handle: unknown = Reflect.get(state, "handle");
  return typeof handle === "object" && handle !== null ? handle : undefined;
}

/** Whoever is told of what a socket receives. */
type OnMessage = (data: Buffer, from: RemoteInfo) => void;

/** What a handle calls, with an error number if it has failed. */
type OnHandleMessage = (
  this: unknown,
  ...args: readonly [
    received: number,
    handle: unknown,
    data: Buffer,
    from: RemoteInfo,
  ]
) => void;

/**
 * Has it told what a socket receives: by its handle, without an event, if that
 * calls what Nodes have it call. Errors stay the socket's.
 *
 * @param socket - one that receives already
 */
export function tellMessages(socket: Socket, onMessage: OnMessage): void {
  const handle = handleOf(socket);
  const told: unknown =
    handle === undefined ? undefined : Reflect.get(handle, "onmessage");
  if (handle === undefined || !isOnHandleMessage(told)) {
    socket.on("message", onMessage);
    return;
  }
  const tell: OnHandleMessage = function (...args) {
    const [received, , data, from] = args;
    if (received < 0) told.apply(this, args);
    else onMessage(data, from);
  };
  Reflect.set(handle, "onmessage", tell);
}

function isOnHandleMessage(value: unknown): value is OnHandleMessage {
  return typeof value === "function" && value.length === 4;
}
