import type { Socket } from "node:net";

/** Whoever a socket of `node:net` belongs to, and is told of what happens to it. */
export interface SocketOwner {
  onError(error: Error): void;
  onClose(): void;
  /** Its handle is about to be closed. */
  onDestroy?(): void;
  onConnect?(): void;
  onData?(chunk: Buffer): void;
  onEnd?(): void;
  /** Something has been read into memory that is used again once this has returned. */
  onLent?(bytes: Uint8Array): void;
}

const OWNER: unique symbol = Symbol("owner");

/** A socket that knows its owner: what listens to it is then the same for all sockets, and nothing is made for each. */
export interface OwnedSocket extends Socket {
  [OWNER]?: SocketOwner;
}

/** Gives a socket to an owner, or from one owner to the next. */
export function own(socket: OwnedSocket, owner: SocketOwner): void {
  const first = socket[OWNER] === undefined;
  socket[OWNER] = owner;
  if (first) socket.on("error", onError).on("close", onClose);
}

/** Has the owner of a socket told that it has connected. */
export function tellConnect(socket: OwnedSocket): void {
  socket.on("connect", onConnect);
}

/** Has the owner of a socket told of what comes in: of the end alone if the rest is lent. */
export function tellIncoming(socket: OwnedSocket, lent: boolean): void {
  socket.on("end", onEnd);
  if (!lent) socket.on("data", onData);
}

/** Tells the owner of a socket of what was read into memory that is used again. */
export function tellLent(socket: OwnedSocket, bytes: Uint8Array): void {
  socket[OWNER]?.onLent?.(bytes);
}

/** Tells the owner of a socket that its handle is about to be closed. */
export function tellDestroy(socket: OwnedSocket): void {
  socket[OWNER]?.onDestroy?.();
}

function onError(this: OwnedSocket, error: Error): void {
  this[OWNER]?.onError(error);
}

function onClose(this: OwnedSocket): void {
  this[OWNER]?.onClose();
}

function onConnect(this: OwnedSocket): void {
  this[OWNER]?.onConnect?.();
}

function onData(this: OwnedSocket, chunk: Buffer): void {
  this[OWNER]?.onData?.(chunk);
}

function onEnd(this: OwnedSocket): void {
  this[OWNER]?.onEnd?.();
}
