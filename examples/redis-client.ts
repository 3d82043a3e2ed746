/**
 * A Redis client on a connection-oriented socket:
 *
 *     node examples/dist/redis-client.js 6379 SET greeting hello , GET greeting
 *
 * `socketConnect` gives a socket that is bound and connected: there is no time
 * at which it could be used too early. As it is connection-oriented, it has
 * `send` and `receive`, and neither `accept` nor `sendTo`, as `refused` shows.
 */
import type {
  ConnectionOrientedSocket,
  SocketAddress,
  WskClient,
} from "@captable/wsk";
import { anyAddress, parseAddress, part, runAsMain } from "./program.ts";

export class RedisError extends Error {}
export type Reply = string | number | null | RedisError | Reply[];

/** Commands are sent without waiting for the replies to others; those come in the same order. */
export class RedisClient {
  readonly #socket: ConnectionOrientedSocket;
  readonly #waiting: ((reply: Reply | Error) => void)[] = [];
  readonly #ended: Promise<void>;
  #data = Buffer.alloc(0);

  constructor(socket: ConnectionOrientedSocket) {
    this.#socket = socket;
    this.#ended = this.#receiveReplies();
  }

  command(...words: readonly string[]): Promise<Reply> {
    const bulk = (word: string) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`;
    const request = `*${words.length}\r\n${words.map(bulk).join("")}`;
    return new Promise((resolve, reject) => {
      this.#socket.send(Buffer.from(request)).catch(reject);
      this.#waiting.push((reply) =>
        reply instanceof Error ? reject(reply) : resolve(reply),
      );
    });
  }

  async close(): Promise<void> {
    await this.#socket.disconnect(); // Redis answers, then does so, too.
    await this.#ended;
  }

  async #receiveReplies(): Promise<void> {
    try {
      for (;;) {
        const reply = await this.#reply();
        this.#waiting.shift()?.(reply);
      }
    } catch (error) {
      await part(this.#socket); // Nothing can be sent from now on.
      const ended = new Error("the connection has ended", { cause: error });
      for (const settle of this.#waiting.splice(0)) settle(ended);
    }
  }

  async #reply(): Promise<Reply> {
    let end: number;
    while ((end = this.#data.indexOf("\r\n")) < 0) await this.#receive(4096);
    const [kind, rest] = [this.#data.toString("utf8", 0, 1), this.#take(end)];
    const size = Number(rest.slice(1));
    if (kind === "+") return rest.slice(1);
    if (kind === "-") return new RedisError(rest.slice(1));
    if (kind === ":") return size;
    if (kind !== "$" && kind !== "*") throw new Error(`no reply: ${rest}`);
    if (size < 0) return null;
    if (kind === "*") {
      const replies: Reply[] = [];
      while (replies.length < size) replies.push(await this.#reply());
      return replies;
    }
    const missing = () => size + 2 - this.#data.length;
    while (missing() > 0) await this.#receive(missing(), { waitall: true });
    return this.#take(size);
  }

  async #receive(length: number, flags = {}): Promise<void> {
    const buffer = Buffer.alloc(length);
    const received = await this.#socket.receive(buffer, { flags });
    if (received === 0) throw new Error("Redis has disconnected");
    this.#data = Buffer.concat([this.#data, buffer.subarray(0, received)]);
  }

  #take(length: number): string {
    const text = this.#data.toString("utf8", 0, length);
    this.#data = this.#data.subarray(length + 2);
    return text;
  }
}

/** What does not compile; should it, the build would fail. */
export function refused(socket: ConnectionOrientedSocket): void {
  // @ts-expect-error Only what listens accepts.
  void socket.accept();
  // @ts-expect-error It sends to its peer; a datagram socket, to addresses.
  void socket.sendTo(new Uint8Array(1));
}

export async function connectRedis(
  wsk: WskClient,
  server: SocketAddress,
): Promise<RedisClient> {
  const local = anyAddress(server.family);
  return new RedisClient(await wsk.socketConnect(local, server));
}

/** As JSON, but for errors. */
export function printReply(reply: Reply): string {
  return JSON.stringify(reply, (_key, value: unknown) =>
    value instanceof Error ? { error: value.message } : value,
  );
}

await runAsMain(
  import.meta.filename,
  async (wsk, [port = "6379", ...words]) => {
    const client = await connectRedis(wsk, parseAddress(port));
    const replies: Promise<Reply>[] = [];
    while (words.length > 0) {
      const end = words.indexOf(",");
      const command = words.splice(0, end < 0 ? words.length : end);
      replies.push(client.command(...command));
      words.shift();
    }
    for (const settled of await Promise.allSettled(replies)) {
      const { status } = settled;
      const reply = status === "fulfilled" ? settled.value : settled.reason;
      console.log(printReply(reply));
    }
    await client.close();
  },
);
