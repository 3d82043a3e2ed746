import type { Socket } from "node:net";
import type { SocketAddress, WskError } from "@captable/wsk";
import type { Bound } from "../bound.ts";
import { cancelled, failure, type Failing } from "../statuses.ts";
import { closed } from "./reset.ts";

/** Why an attempt was given up. */
class GivenUp {
  /** The reason of the signal, or nothing if the socket was closed. */
  readonly reason: unknown;

  constructor(reason: unknown) {
    this.reason = reason;
  }
}

/** One attempt to connect, and to send the first data along. Its Node socket serves no other attempt. */
export class Attempt {
  /** The connected socket; or an error of Node, or a {@link GivenUp}, once nothing is left of the socket. {@link attemptFailure} tells which. */
  readonly outcome: Promise<Socket>;
  readonly #socket: Socket;
  #failure: unknown;

  constructor(
    bound: Bound,
    remote: SocketAddress,
    data?: Uint8Array,
    signal?: AbortSignal,
  ) {
    const socket = bound.connect(remote);
    this.#socket = socket;
    this.outcome = new Promise((resolve, reject) => {
      const onAbort = (): void => void this.giveUp(signal?.reason);
      const onError = (error: Error): void => {
        this.#failure ??= error;
      };
      const onClose = (): void => {
        signal?.removeEventListener("abort", onAbort);
        reject(this.#failure ?? new Error("the handle is gone"));
      };
      const succeed = (): void => {
        if (this.#failure !== undefined) return;
        signal?.removeEventListener("abort", onAbort);
        socket.off("error", onError).off("close", onClose);
        resolve(socket);
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      socket.on("error", onError).once("close", onClose);
      socket.once("connect", () => {
        if (data === undefined || this.#failure !== undefined) succeed();
        else socket.write(data, (error) => error ?? succeed());
      });
    });
  }

  /** Stops the attempt. Resolves when nothing is left of it. */
  giveUp(reason?: unknown): Promise<void> {
    this.#failure ??= new GivenUp(reason);
    const socket = this.#socket;
    // The system may have connected already, and tells so in the next turn. Only a reset lets the same two addresses
    // be connected again at once.
    if (!socket.destroyed) socket.resetAndDestroy();
    setImmediate(() => socket.destroy());
    return closed(socket);
  }
}

/** The error of a call whose attempt to connect has failed. */
export function attemptFailure(
  host: Failing,
  functionName: string,
  error: unknown,
  local: SocketAddress | undefined,
): WskError {
  if (error instanceof GivenUp) {
    return cancelled(host, functionName, error.reason);
  }
  const binding =
    error instanceof Error && Reflect.get(error, "syscall") === "bind";
  if (binding) return failure(host, functionName, error);
  // The same port may be connected to the same peer but once; or there is no port left.
  const taken =
    local?.port === 0
      ? "STATUS_TOO_MANY_ADDRESSES"
      : "STATUS_ADDRESS_ALREADY_EXISTS";
  return failure(host, functionName, error, {
    EADDRINUSE: taken,
    EADDRNOTAVAIL: taken,
  });
}
