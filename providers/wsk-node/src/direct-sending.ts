import type { Socket } from "node:dgram";
import { getSystemErrorName } from "node:util";
import { handleOf, type DatagramHandle } from "./datagram-handle.ts";

/** What the system says once it has a datagram, or if it does not take it. */
export type Sent = (error: Error | null) => void;

/**
 * A send of the handle of a UDP socket. More than 0: the system has the
 * datagram already, and the request is as new; 0: the request tells later;
 * less: the number of an error.
 */
type HandleSend = (
  request: object,
  list: readonly unknown[],
  length: number,
  port: number,
  address: string,
  tells: boolean,
) => number;

type Handle = DatagramHandle & { send: HandleSend };

/** What stands for a send that takes its time, as the handle knows it. */
interface Request {
  list?: readonly Uint8Array[];
  oncomplete?: (this: Request, errno: number) => void;
}
type RequestClass = new () => Request;

/** As `node:dgram` itself makes them, once that has been seen. */
let requestClass: RequestClass | undefined;

/**
 * Sends by the handle of a socket of `node:dgram`: that knows at once whether
 * the system has taken a datagram, whereas a socket tells so in a tick of its
 * own. All Nodes have the handle, though none documents it. How it is to be
 * called is seen in what the socket itself does with the first datagram; until
 * then, and where it does something else, nothing is sent so.
 */
export class DirectSending {
  readonly #socket: Socket;
  readonly #handle: Handle;
  /** Serves one send after the other, until one of them keeps it. */
  #request: Request | undefined;
  /** How many are still to be told of: what is sent behind them is not told before. */
  #untold = 0;

  private constructor(socket: Socket, handle: Handle) {
    this.#socket = socket;
    this.#handle = handle;
  }

  /** Undefined where the handle is not to be found. */
  static of(socket: Socket): DirectSending | undefined {
    const handle = handleOf(socket);
    return handle !== undefined && sends(handle)
      ? new DirectSending(socket, handle)
      : undefined;
  }

  /** Sends a datagram. True if the system has taken it; `sent` tells otherwise, later, and in order. */
  send(data: Uint8Array, port: number, host: string, sent: Sent): boolean {
    if (requestClass === undefined) {
      this.#watch(data, port, host, this.#later(sent));
      return false;
    }
    const request = (this.#request ??= new requestClass());
    const list = [data];
    const result = this.#handle.send(request, list, 1, port, host, true);
    if (result > 0 && this.#untold === 0) return true;
    const told = this.#later(sent);
    if (result === 0) {
      this.#request = undefined;
      // The bytes must stay where they are until it is over.
      request.list = list;
      request.oncomplete = (errno) => told(errorOf(errno, port, host));
    } else {
      if (result < 0) this.#request = undefined;
      process.nextTick(told, errorOf(Math.min(result, 0), port, host));
    }
    return false;
  }

  #later(sent: Sent): Sent {
    this.#untold += 1;
    return (error) => {
      this.#untold -= 1;
      sent(error);
    };
  }

  /** Has the socket send, and sees what it makes of that. */
  #watch(data: Uint8Array, port: number, host: string, sent: Sent): void {
    const handle = this.#handle;
    const own = Object.getOwnPropertyDescriptor(handle, "send");
    const { send } = handle;
    handle.send = (...args) => {
      const [request, list, length, to, address, tells] = args;
      const usual =
        list.length === 1 && length === 1 && to === port && address === host;
      if (usual && tells && args.length === 6) learn(request);
      return send.apply(handle, args);
    };
    try {
      this.#socket.send(data, port, host, sent);
    } finally {
      if (own === undefined) Reflect.deleteProperty(handle, "send");
      else Object.defineProperty(handle, "send", own);
    }
  }
}

function learn({ constructor }: object): void {
  if (isRequestClass(constructor)) requestClass = constructor;
}

/** A class of Node's own: an object of any other would make the handle end the process. */
function isRequestClass(value: unknown): value is RequestClass {
  return typeof value === "function" && value.name === "SendWrap";
}

/** As Node tells of it; null if there is none. */
function errorOf(errno: number, port: number, address: string): Error | null {
  if (errno === 0) return null;
  const code = getSystemErrorName(errno);
  const error = new Error(`send ${code} ${address}:${port}`);
  return Object.assign(error, { errno, code, syscall: "send", address, port });
}

function sends(handle: DatagramHandle): handle is Handle {
  return typeof Reflect.get(handle, "send") === "function";
}
