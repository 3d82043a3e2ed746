/** What is answered to a request for a file. */
import { STATUS_CODES } from "node:http";
import { find, type FoundFile } from "./files.ts";
import { Refusal, type Request } from "./requests.ts";

/** Some of the bytes of a file. */
export interface FilePart {
  readonly found: FoundFile;
  readonly start: number;
  readonly length: number;
}

export interface Answer {
  readonly code: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: FilePart | Uint8Array;
  /** How long the body is said to be. */
  readonly length: number;
}

/** The answer, also to a request that nothing can be made of. */
export async function answerTo(
  root: string,
  request: Request | Refusal,
): Promise<Answer> {
  if (request instanceof Refusal) return refuse(request);
  const isHead = request.method === "HEAD";
  const answer = await answerToGet(root, request);
  if (!isHead) return answer;
  if (!(answer.body instanceof Uint8Array))
    await answer.body.found.file.close();
  return { ...answer, body: new Uint8Array(0) };
}

/** The head of an answer, as it is sent. */
export function printHead(answer: Answer, keepAlive: boolean): string {
  const { code, headers, length } = answer;
  const lines = [`HTTP/1.1 ${code} ${STATUS_CODES[code] ?? ""}`];
  const all = {
    Date: new Date().toUTCString(),
    Connection: keepAlive ? "keep-alive" : "close",
    "Content-Length": String(length),
    ...headers,
  };
  for (const [name, value] of Object.entries(all)) {
    lines.push(`${name}: ${value}`);
  }
  return `${lines.join("\r\n")}\r\n\r\n`;
}

async function answerToGet(root: string, request: Request): Promise<Answer> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    const refusal = new Refusal(405, "Files can be read here, nothing else.");
    return refuse(refusal, { Allow: "GET, HEAD" });
  }
  const found = await find(root, request.path);
  if (found instanceof Refusal) return refuse(found);
  switch (found.kind) {
    case "elsewhere": {
      const { location: Location } = found;
      return refuse(new Refusal(301, "It is a folder."), { Location });
    }
    case "listing":
      return text(200, "text/html; charset=utf-8", found.html);
    case "file":
      return partOf(found, request.headers.get("range"));
  }
}

function partOf(found: FoundFile, range: string | undefined): Answer {
  const { size, type, modified } = found;
  const headers = {
    "Accept-Ranges": "bytes",
    "Content-Type": type,
    "Last-Modified": modified.toUTCString(),
    "X-Content-Type-Options": "nosniff",
  };
  // Several ranges at once, or other units, may be ignored.
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(range ?? "") ?? [];
  if (from === undefined || to === undefined || !isRange(from, to)) {
    const body = { found, start: 0, length: size };
    return { code: 200, headers, body, length: size };
  }
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size : Math.min(size, Number(to) + 1);
  const length = end - start;
  if (length <= 0) {
    void found.file.close();
    const refusal = new Refusal(416, "The file is not that long.");
    return refuse(refusal, { "Content-Range": `bytes */${size}` });
  }
  const body = { found, start, length };
  const extent = { "Content-Range": `bytes ${start}-${end - 1}/${size}` };
  return { code: 206, headers: { ...headers, ...extent }, body, length };
}

/** One of them may be left out; the second is not the smaller one. */
function isRange(from: string, to: string): boolean {
  if (from === "" || to === "") return from !== to;
  return Number(from) <= Number(to);
}

function refuse(
  refusal: Refusal,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const type = "text/plain; charset=utf-8";
  return text(refusal.code, type, `${refusal.reason}\n`, headers);
}

function text(
  code: number,
  type: string,
  content: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const body = new TextEncoder().encode(content);
  const all = { ...headers, "Content-Type": type };
  return { code, headers: all, body, length: body.length };
}
