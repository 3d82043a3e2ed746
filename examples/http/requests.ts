/** HTTP/1.1 requests, one after another, from whatever receives. */
import { isWskError, type Supporting } from "@captable/wsk";

/** Why a request gets no file. */
export class Refusal {
  readonly code: number;
  readonly reason: string;

  constructor(code: number, reason: string) {
    this.code = code;
    this.reason = reason;
  }
}

export interface Request {
  readonly method: string;
  /** The path as it was sent, without the query. */
  readonly path: string;
  readonly headers: ReadonlyMap<string, string>;
  /** Whether the client expects the connection to go on. */
  readonly keepAlive: boolean;
}

const HEAD_LIMIT = 16 * 1024;
const LINE = /^([\w!#$%&'*+.^`|~-]+) (\S+) HTTP\/(\d)\.(\d)$/;
const HEADER = /^([\w!#$%&'*+.^`|~-]+):[ \t]*(.*?)[ \t]*$/;

/** Only what has `receive` can be read from: `Supporting` lists it, by function. */
export class RequestReader {
  readonly #socket: Supporting["receive"];
  readonly #buffer = Buffer.alloc(HEAD_LIMIT);
  #filled = 0;

  constructor(socket: Supporting["receive"]) {
    this.#socket = socket;
  }

  /** The next request, also one that came together with others; undefined when no other comes, or none is wanted. */
  async next(stop: AbortSignal): Promise<Request | Refusal | undefined> {
    for (;;) {
      const end = this.#buffer.subarray(0, this.#filled).indexOf("\r\n\r\n");
      if (end >= 0) return parseRequest(this.#take(end));
      if (this.#filled === HEAD_LIMIT) {
        return new Refusal(431, "The head of the request is too large.");
      }
      if (!(await this.#receive(stop))) return undefined;
    }
  }

  async #receive(signal: AbortSignal): Promise<boolean> {
    try {
      const room = this.#buffer.subarray(this.#filled);
      const received = await this.#socket.receive(room, { signal });
      this.#filled += received;
      return received > 0;
    } catch (error) {
      if (isWskError(error, "STATUS_CANCELLED")) return false;
      throw error;
    }
  }

  #take(end: number): string {
    const head = this.#buffer.toString("latin1", 0, end);
    this.#buffer.copyWithin(0, end + 4, this.#filled);
    this.#filled -= end + 4;
    return head;
  }
}

function parseRequest(head: string): Request | Refusal {
  const [first = "", ...lines] = head.replace(/^(\r\n)+/, "").split("\r\n");
  const [, method, target, major, minor] = LINE.exec(first) ?? [];
  const headers = parseHeaders(lines);
  if (method === undefined || target === undefined || headers === undefined) {
    return new Refusal(400, "That is no request.");
  }
  if (major !== "1") return new Refusal(505, "Only HTTP/1 is spoken here.");
  const host = headers.get("host") ?? (minor === "0" ? "" : ",");
  if (host.includes(",")) return new Refusal(400, "A request names one host.");
  const [path = ""] = target.replace(/^https?:\/\/[^/?]+/i, "").split("?");
  const wish = headers.get("connection")?.toLowerCase() ?? "";
  const persistent =
    minor === "0" ? wish.includes("keep-alive") : !wish.includes("close");
  // Where a body ends does not matter: nothing is read behind it.
  const keepAlive = persistent && !hasBody(headers);
  return { method, path: path || "/", headers, keepAlive };
}

function parseHeaders(
  lines: readonly string[],
): Map<string, string> | undefined {
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name, value = ""] = HEADER.exec(line) ?? [];
    if (name === undefined) return undefined;
    const before = headers.get(name.toLowerCase());
    const all = before === undefined ? value : `${before}, ${value}`;
    headers.set(name.toLowerCase(), all);
  }
  return headers;
}

function hasBody(headers: ReadonlyMap<string, string>): boolean {
  const length = headers.get("content-length") ?? "0";
  return headers.has("transfer-encoding") || length !== "0";
}
