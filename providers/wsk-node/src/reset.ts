import type { Socket } from "node:net";

/** Ends a connection abruptly. The peer sees a reset. */
export function reset(socket: Socket): void {
  if (socket.destroyed) return;
  const { writableEnded, writableFinished, writableLength } = socket;
  const closing = writableEnded && !writableFinished && writableLength === 0;
  // While its sending direction is being closed, a handle refuses to be reset and would stay open.
  if (closing) socket.once("finish", () => resetNow(socket));
  else resetNow(socket);
}

function resetNow(socket: Socket): void {
  if (!socket.destroyed) socket.resetAndDestroy();
}

/** Resolves when the handle of a socket is gone. */
export function closed(socket: Socket): Promise<void> {
  if (socket.closed) return Promise.resolve();
  return new Promise((resolve) => {
    socket.on("close", () => resolve());
  });
}
