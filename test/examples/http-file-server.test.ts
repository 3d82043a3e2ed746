import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  afterAll,
  beforeAll,
  describe,
  expect,
  it,
  type TestContext,
} from "vitest";
import { dial, exchange, readAll } from "./peers.ts";
import { portOf, run, startExample, type Running } from "./processes.ts";
import { find } from "./tools.ts";

const INDEX = "<!doctype html><title>Home</title>\n";
const big = randomBytes(32 * 1024 * 1024);
let top: string;
let server: Running;
let port: number;

/** A folder to serve beside one that must stay out of reach. */
beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), "captable-files-"));
  const folder = join(top, "served");
  await mkdir(join(folder, "notes"), { recursive: true });
  await writeFile(join(top, "secret.txt"), "secret");
  await writeFile(join(folder, "index.html"), INDEX);
  await writeFile(join(folder, "big.bin"), big);
  await writeFile(join(folder, "empty.txt"), "");
  await writeFile(join(folder, "notes", "a b & <c>.txt"), "spaces\n");
  await writeFile(join(folder, "notes", "ünï.txt"), "umlauts\n");
  await symlink("../../secret.txt", join(folder, "notes", "out.txt"));
  await symlink("../..", join(folder, "notes", "up"));
  await symlink("../index.html", join(folder, "notes", "in.html"));
  server = startExample("http-file-server", folder, "0");
  port = await portOf(server);
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(top, { recursive: true });
});

/** What curl prints, headers first. */
async function curl(
  context: TestContext,
  path: string,
  ...options: readonly string[]
): Promise<string> {
  const args = ["-sS", "-i", "--path-as-is", ...options];
  const { code, stdout, stderr } = await run(find(context, "curl"), [
    ...args,
    `http://127.0.0.1:${port}${path}`,
  ]);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return stdout.toString();
}

const head = (text: string) => text.slice(0, text.indexOf("\r\n\r\n"));
const body = (text: string) => text.slice(text.indexOf("\r\n\r\n") + 4);
const status = (text: string) => Number(text.split(" ")[1]);

describe("to curl it serves", () => {
  it("the index of a folder", async (context) => {
    const answer = await curl(context, "/");
    expect(status(answer)).toBe(200);
    expect(answer).toMatch(/^Content-Type: text\/html; charset=utf-8\r$/m);
    expect(answer).toMatch(RegExp(`^Content-Length: ${INDEX.length}\r$`, "m"));
    expect(body(answer)).toBe(INDEX);
  });

  it("the head of a file alone", async (context) => {
    const undated = (text: string) => head(text).replace(/^Date:.*$/m, "");
    const answer = await curl(context, "/index.html", "--head");
    expect(body(answer)).toBe("");
    expect(undated(answer)).toBe(undated(await curl(context, "/index.html")));
  });

  it("a large file, byte by byte", async (context) => {
    const file = join(top, "fetched.bin");
    const url = `http://127.0.0.1:${port}/big.bin`;
    const args = ["-sS", "-w", "%{size_download}", "-o", file, url];
    const { stdout } = await run(find(context, "curl"), args);
    expect(stdout.toString()).toBe(String(big.length));
    const sum = await run("sha256sum", [file]);
    const expected = createHash("sha256").update(big).digest("hex");
    expect(sum.stdout.toString().split(" ")[0]).toBe(expected);
  });

  it("an empty file", async (context) => {
    const answer = await curl(context, "/empty.txt");
    expect(answer).toMatch(/^Content-Length: 0\r$/m);
    expect(body(answer)).toBe("");
  });

  it("two files on one connection", async (context) => {
    const url = `http://127.0.0.1:${port}/`;
    const each = ["-o", "/dev/null", url];
    const format = ["-w", "%{http_code} %{num_connects}\\n"];
    const args = ["-sS", ...format, ...each, ...each];
    const { stdout } = await run(find(context, "curl"), args);
    expect(stdout.toString()).toBe("200 1\n200 0\n");
  });

  it("parts of a file", async (context) => {
    const middle = await curl(context, "/index.html", "-r", "2-8");
    expect(status(middle)).toBe(206);
    expect(middle).toContain(`\r\nContent-Range: bytes 2-8/${INDEX.length}\r`);
    expect(body(middle)).toBe(INDEX.slice(2, 9));
    const end = await curl(context, "/index.html", "-r", "-6");
    expect(body(end)).toBe(INDEX.slice(-6));
    const none = await curl(context, "/index.html", "-r", "999-");
    expect(status(none)).toBe(416);
    const backwards = await curl(context, "/index.html", "-r", "5-2");
    expect(status(backwards)).toBe(200);
  });

  it("a list of a folder without an index", async (context) => {
    const answer = await curl(context, "/notes/");
    expect(body(answer)).toContain('href="./a%20b%20%26%20%3Cc%3E.txt"');
    expect(body(answer)).toContain(">a b &#38; &#60;c&#62;.txt<");
    const file = await curl(context, "/notes/a%20b%20%26%20%3Cc%3E.txt");
    expect(body(file)).toBe("spaces\n");
    const umlauts = await curl(context, `/notes/${encodeURI("ünï.txt")}`);
    expect(body(umlauts)).toBe("umlauts\n");
  });

  it("the way to a folder that was asked for like a file", async (context) => {
    const answer = await curl(context, "/notes", "--location");
    expect(answer).toMatch(/^HTTP\/1.1 301 Moved Permanently\r$/m);
    expect(answer).toMatch(/^Location: \/notes\/\r$/m);
    expect(answer).toMatch(/^HTTP\/1.1 200 OK\r$/m);
  });
});

describe("to curl it refuses", () => {
  it.for([
    ["what does not exist", "/nothing.txt", 404],
    ["what is behind a file", "/index.html/x", 404],
    ["the way up", "/../secret.txt", 403],
    ["the way up and down", "/notes/../../secret.txt", 403],
    ["the way up, encoded", "/%2e%2e/secret.txt", 403],
    ["the way up, with an encoded slash", "/..%2fsecret.txt", 403],
    ["the way up to what does not exist", "/../nothing.txt", 403],
    ["a link to a file outside", "/notes/out.txt", 403],
    ["a link to a folder outside", "/notes/up/secret.txt", 403],
    ["a zero byte", "/index.html%00.txt", 400],
    ["what encodes nothing", "/%zz", 400],
    ["what is not UTF-8", "/%ff", 400],
  ] as const)("%s", async ([, path, expected], context) => {
    const answer = await curl(context, path);
    expect(status(answer)).toBe(expected);
    expect(answer).not.toContain("secret");
  });

  it.for([
    ["a way up that stays inside", "/notes/../index.html"],
    ["a link to a file inside", "/notes/in.html"],
    ["a query", "/index.html?/../x"],
  ] as const)("but not %s", async ([, path], context) => {
    expect(body(await curl(context, path))).toBe(INDEX);
  });

  it("what would change a file", async (context) => {
    const answer = await curl(context, "/", "-X", "DELETE");
    expect(status(answer)).toBe(405);
    expect(answer).toMatch(/^Allow: GET, HEAD\r$/m);
    const upload = await curl(context, "/", "--data-binary", "x".repeat(5000));
    expect(status(upload)).toBe(405);
    expect(upload).toMatch(/^Connection: close\r$/m);
  });
});

describe("on a connection it", () => {
  const get = (path: string, ...headers: readonly string[]) =>
    [`GET ${path} HTTP/1.1`, "Host: here", ...headers, "", ""].join("\r\n");

  it("answers requests that come together, in order, up to the last", async () => {
    const requests =
      get("/empty.txt") + get("/index.html") + get("/no", "Connection: close");
    const answers = await exchange(port, `${requests}${get("/")}`);
    const codes = [...answers.matchAll(/^HTTP\/1\.1 (\d+)/gm)];
    expect(codes.map(([, code]) => code)).toEqual(["200", "200", "404"]);
    expect(answers.indexOf(INDEX)).toBeGreaterThan(0);
  });

  it("puts together a request that comes in pieces", async () => {
    const socket = await dial(port);
    for (const piece of get("/", "Connection: close")) {
      await new Promise((resolve) => socket.write(piece, resolve));
    }
    expect((await readAll(socket)).toString()).toContain(INDEX);
    socket.destroy();
  });

  it("takes the path of a request that names the whole place", async () => {
    const there = `GET http://127.0.0.1:${port}`;
    const close = "Host: here\r\nConnection: close\r\n\r\n";
    for (const path of ["", "/", "/index.html?query"]) {
      const request = `${there}${path} HTTP/1.1\r\n${close}`;
      expect(body(await exchange(port, request))).toBe(INDEX);
    }
  });

  it("ends with the answer to a client of HTTP/1.0", async () => {
    const answer = await exchange(port, "GET / HTTP/1.0\r\n\r\n");
    expect(body(answer)).toBe(INDEX);
  });

  it.for([
    ["no request", "nonsense\r\n\r\n", 400],
    ["no host", "GET / HTTP/1.1\r\n\r\n", 400],
    ["two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400],
    ["a header of two lines", get("/", "X: a", " b"), 400],
    ["another version", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505],
    ["too large a head", get("/", `X: ${"x".repeat(20_000)}`), 431],
  ] as const)("refuses %s and disconnects", async ([, text, expected]) => {
    const answer = await exchange(port, text);
    expect(status(answer)).toBe(expected);
    expect(answer).toMatch(/^Connection: close\r$/m);
  });

  it("does not mind a client that goes away in the middle", async () => {
    const socket = await dial(port);
    socket.write(get("/big.bin"));
    await once(socket, "data");
    socket.resetAndDestroy();
    const answer = await exchange(port, get("/", "Connection: close"));
    expect(body(answer)).toBe(INDEX);
    expect(server.text).toBe(`listening on 127.0.0.1:${port}\n`);
  });
});

describe("when it is told to stop, it", () => {
  it("disconnects clients that wait, finishes answers, and ends", async () => {
    await using stopped = startExample(
      "http-file-server",
      join(top, "served"),
      "0",
    );
    const there = await portOf(stopped);
    const idle = await dial(there);
    const busy = await dial(there);
    busy.write("GET /big.bin HTTP/1.1\r\nHost: here\r\n\r\n");
    await once(busy, "readable");
    const outcome = stopped.stops();
    expect((await readAll(idle)).toString()).toBe("");
    idle.end();
    const answer = await readAll(busy);
    busy.end();
    const start = answer.indexOf("\r\n\r\n") + 4;
    expect(answer.subarray(start).equals(big)).toBe(true);
    expect(await outcome).toMatchObject({ code: 0, stderr: "" });
  });
});
