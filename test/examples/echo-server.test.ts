import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dial, readAll } from "./peers.ts";
import { portOf, run, startExample, type Running } from "./processes.ts";
import { find } from "./tools.ts";

let server: Running;
let port: number;

beforeAll(async () => {
  server = startExample("echo-server", "0");
  port = await portOf(server);
});

afterAll(() => server[Symbol.asyncDispose]());

it("echoes to nc, up to its end", async (context) => {
  const args = ["-N", "127.0.0.1", String(port)];
  const { code, stdout } = await run(find(context, "nc"), args, "hello\n");
  expect(stdout.toString()).toBe("hello\n");
  expect(code).toBe(0);
});

it("echoes much to socat, in order", async (context) => {
  const data = randomBytes(8 * 1024 * 1024);
  const args = ["-t", "20", "STDIO", `TCP:127.0.0.1:${port}`];
  const { stdout } = await run(find(context, "socat"), args, data);
  expect(stdout.equals(data)).toBe(true);
});

it("echoes to many at once, to each its own", async () => {
  const echo = async (index: number) => {
    const data = Buffer.alloc(200_000, `${index}.`);
    const socket = await dial(port);
    socket.end(data);
    const echoed = await readAll(socket);
    return echoed.equals(data);
  };
  const echoes = await Promise.all(
    Array.from({ length: 50 }, (_, i) => echo(i)),
  );
  expect(echoes).toEqual(Array.from({ length: 50 }, () => true));
});

it("tells how each client goes, and stays for the others", async () => {
  const gentle = await dial(port);
  const rude = await dial(port);
  const from = ({ localPort }: typeof gentle) => `127\\.0\\.0\\.1:${localPort}`;
  const goes = server.says(RegExp(`^${from(gentle)} disconnected$`, "m"));
  const breaks = server.says(RegExp(`^${from(rude)} reset$`, "m"));
  rude.write("x");
  await once(rude, "data");
  rude.resetAndDestroy();
  await breaks;
  gentle.end("still there");
  expect((await readAll(gentle)).toString()).toBe("still there");
  await goes;
});

it("takes leave of its clients when it is told to stop", async () => {
  await using stopped = startExample("echo-server", "0");
  const client = await dial(await portOf(stopped));
  client.write("hello");
  await once(client, "data");
  const outcome = stopped.stops();
  expect((await readAll(client)).toString()).toBe("");
  client.end();
  expect(await outcome).toMatchObject({ code: 0, stderr: "" });
});
