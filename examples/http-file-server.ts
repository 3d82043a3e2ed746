/**
 * An HTTP/1.1 file server on a stream socket, for curl and browsers:
 *
 *     node examples/dist/http-file-server.js <folder> <port>
 *
 * A stream socket can become either end of a connection. Once it listens, its
 * type says so: `assertActsAs` makes it a `ListeningStreamSocket`, to which
 * `send` and `receive` are `never`. What it accepts is always a
 * `ConnectionOrientedSocket`, which has those, and no `accept`. So the two
 * cannot be confused; `refused` below shows what does not compile.
 */
import { realpath, stat } from "node:fs/promises";
import {
  assertActsAs,
  isWskError,
  type ConnectionOrientedSocket,
  type ListeningStreamSocket,
  type SocketAddress,
  type WskClient,
} from "@captable/wsk";
import {
  answerTo,
  printHead,
  type Answer,
  type FilePart,
} from "./http/answers.ts";
import { Refusal, RequestReader } from "./http/requests.ts";
import {
  acceptUntil,
  parseAddress,
  part,
  printListening,
  runAsMain,
} from "./program.ts";

export interface FileServerOptions {
  readonly folder: string;
  readonly address: SocketAddress;
  readonly stop: AbortSignal;
  readonly listening: (address: SocketAddress) => void;
  /** In milliseconds: how long a client may do nothing. */
  readonly patience?: number;
}

/** Serves the files of a folder until it is told to stop, and finishes what it has begun. */
export async function serveFiles(
  wsk: WskClient,
  options: FileServerOptions,
): Promise<void> {
  const { address, stop, patience = 30_000 } = options;
  const root = await realpath(options.folder);
  if (!(await stat(root)).isDirectory()) throw new Error(`no folder: ${root}`);
  const addressFamily = address.family;
  await using server = await wsk.socket("stream", { addressFamily });
  await server.bind(address);
  await server.listen(); // It could have connected; now it never will.
  assertActsAs(server, "listening");
  options.listening(await server.getLocalAddress());
  await acceptUntil(stop, server, () => ({
    serve: (socket) => new Conversation(socket, root, patience).hold(stop),
  }));
}

/** What does not compile; should it, the build would fail. */
export function refused(
  server: ListeningStreamSocket,
  socket: ConnectionOrientedSocket,
): void {
  // @ts-expect-error A socket that listens has nobody to send to.
  void server.send(new Uint8Array(1));
  // @ts-expect-error It will not connect any more either.
  void server.connect({ family: "IPv4", address: "127.0.0.1", port: 80 });
  // @ts-expect-error A connection accepts nobody.
  void socket.accept();
}

const CHUNK = 64 * 1024;

/** One client, request by request. */
class Conversation {
  readonly #socket: ConnectionOrientedSocket;
  readonly #root: string;
  readonly #patience: NodeJS.Timeout;
  readonly #buffer = Buffer.allocUnsafeSlow(CHUNK);

  constructor(
    socket: ConnectionOrientedSocket,
    root: string,
    patience: number,
  ) {
    this.#socket = socket;
    this.#root = root;
    this.#patience = setTimeout(() => {
      void this.#abort().catch(() => undefined);
    }, patience);
  }

  async hold(stop: AbortSignal): Promise<void> {
    try {
      await this.#answerAll(stop);
    } catch (error) {
      // That a client goes away is its own affair.
      if (!isWskError(error)) console.error(error);
    }
    clearTimeout(this.#patience);
    await part(this.#socket);
  }

  async #answerAll(stop: AbortSignal): Promise<void> {
    const requests = new RequestReader(this.#socket);
    for (;;) {
      this.#patience.refresh();
      const request = await requests.next(stop);
      if (request === undefined) return;
      const answer = await answerTo(this.#root, request);
      const wanted = !(request instanceof Refusal) && request.keepAlive;
      const keepAlive = wanted && !stop.aborted;
      await this.#send(answer, keepAlive);
      if (!keepAlive) return;
    }
  }

  async #send(answer: Answer, keepAlive: boolean): Promise<void> {
    const { body } = answer;
    const head = Buffer.from(printHead(answer, keepAlive), "latin1");
    if (body instanceof Uint8Array) {
      await this.#socket.send(Buffer.concat([head, body]));
      return;
    }
    try {
      await this.#sendFile(head, body);
    } finally {
      await body.found.file.close();
    }
  }

  /** One chunk at a time: what the client does not read is not read from the file. */
  async #sendFile(head: Buffer, part: FilePart): Promise<void> {
    let filled = head.copy(this.#buffer);
    let { start, length } = part;
    do {
      const wanted = Math.min(length, CHUNK - filled);
      const { file } = part.found;
      const { bytesRead } = await file.read(
        this.#buffer,
        filled,
        wanted,
        start,
      );
      // A file that has become shorter: only a reset can tell the client now.
      if (bytesRead === 0 && wanted > 0) return this.#abort();
      await this.#socket.send(this.#buffer.subarray(0, filled + bytesRead));
      this.#patience.refresh();
      start += bytesRead;
      length -= bytesRead;
      filled = 0;
    } while (length > 0);
  }

  /** Ends whatever is pending, even a graceful disconnect. */
  #abort(): Promise<void> {
    return this.#socket.disconnect({ flags: { abortive: true } });
  }
}

await runAsMain(import.meta.filename, async (wsk, args, stop) => {
  const [folder = ".", address = "8080"] = args;
  await serveFiles(wsk, {
    folder,
    address: parseAddress(address),
    stop,
    listening: printListening,
  });
});
