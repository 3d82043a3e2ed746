import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

const HOST = "127.0.0.1";

/** A connection made with Node's own sockets. */
export async function dial(port: number): Promise<Socket> {
  const socket = begin(port);
  await once(socket, "connect");
  return socket;
}

/** The same while it is still being made. */
export function begin(port: number): Socket {
  return connect({ port, host: HOST, allowHalfOpen: true });
}

/** Everything that comes until the peer has sent all. */
export async function readAll(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** Says something, and gives what is answered until the peer disconnects. */
export async function exchange(port: number, text: string): Promise<string> {
  const socket = await dial(port);
  socket.write(text);
  const answer = await readAll(socket);
  socket.destroy();
  return answer.toString("latin1");
}

/** A server made with Node's own sockets. */
export class Target {
  readonly port: number;
  readonly #server: Server;
  readonly #sockets: Socket[] = [];

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
    server.on("connection", (socket) => this.#sockets.push(socket));
  }

  static async listen(): Promise<Target> {
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true });
    server.listen(0, HOST);
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") {
      throw new Error("no port");
    }
    return new Target(server, address.port);
  }

  /** The next that connects. */
  async accepts(): Promise<Socket> {
    if (this.#sockets.length === 0) await once(this.#server, "connection");
    const [socket] = this.#sockets.splice(0, 1);
    if (socket === undefined) throw new Error("nobody connected");
    return socket;
  }

  [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}
