import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { once } from "node:events";
import * as dns from "dns-packet";
import { expect, it, type TestContext } from "vitest";
import { ask, printRecord } from "../../examples/dns-client.ts";
import { loopback, withNode } from "./clients.ts";
import { freePort, run, runExample, Running } from "./processes.ts";
import { find } from "./tools.ts";

const LONG = Array.from({ length: 6 }, (_, i) => String(i).repeat(200));

async function startDnsmasq(context: TestContext): Promise<number> {
  const port = await freePort();
  const running = new Running(find(context, "dnsmasq"), [
    ...["--keep-in-foreground", "--log-facility=-", "--conf-file=/dev/null"],
    ...["--no-resolv", "--no-hosts", "--pid-file=", "--user=", "--group="],
    ...["--bind-interfaces", "--listen-address=127.0.0.1", `--port=${port}`],
    "--host-record=host.test,192.0.2.7,2001:db8::7",
    "--txt-record=host.test,v=1,two words",
    `--txt-record=long.test,${LONG.join()}`,
    "--address=/nothing.test/",
  ]);
  context.onTestFinished(() => running[Symbol.asyncDispose]());
  await running.says(/started, version/);
  return port;
}

const lines = (output: Buffer) =>
  output.toString().trimEnd().split("\n").sort();

it.for([
  ["A", "host.test"],
  ["AAAA", "host.test"],
  ["TXT", "host.test"],
  ["TXT", "long.test"],
] as const)("and dig get the same %s of %s", async ([type, name], context) => {
  const dig = find(context, "dig");
  const port = await startDnsmasq(context);
  const server = `127.0.0.1:${port}`;
  const asked = await runExample("dns-client", server, name, type);
  const where = ["@127.0.0.1", "-p", String(port)];
  const dug = await run(dig, ["+short", ...where, name, type]);
  expect(asked.stderr).toBe("");
  expect(lines(dug.stdout).join()).toMatch(/192|2001|"v=1"|"0000/);
  expect(lines(asked.stdout)).toEqual(lines(dug.stdout));
});

it("and dig learn that a name does not exist", async (context) => {
  const dig = find(context, "dig");
  const port = await startDnsmasq(context);
  const server = `127.0.0.1:${port}`;
  const asked = await runExample("dns-client", server, "nothing.test");
  expect(asked).toMatchObject({ code: 1, stderr: "NXDOMAIN\n" });
  const where = ["@127.0.0.1", "-p", String(port)];
  const dug = await run(dig, [...where, "nothing.test"]);
  expect(dug.stdout.toString()).toContain("status: NXDOMAIN");
});

it("needs a connection for a long answer", async (context) => {
  const dig = find(context, "dig");
  const port = await startDnsmasq(context);
  const where = ["@127.0.0.1", "-p", String(port)];
  const options = ["+noedns", "+ignore", ...where];
  const dug = await run(dig, [...options, "long.test", "TXT"]);
  expect(dug.stdout.toString()).toMatch(/flags: qr aa tc .*ANSWER: 0/);
});

/** A server of the test's own. */
class FakeServer {
  readonly socket: Socket;
  readonly #queries: [dns.DecodedPacket, RemoteInfo][] = [];

  constructor(context: TestContext) {
    this.socket = createSocket("udp4");
    this.socket.on("message", (data, from) => {
      this.#queries.push([dns.decode(data), from]);
      this.socket.emit("query");
    });
    context.onTestFinished(() => void this.socket.close());
  }

  async listens(): Promise<number> {
    this.socket.bind(0, "127.0.0.1");
    await once(this.socket, "listening");
    return this.socket.address().port;
  }

  async isAsked(): Promise<[dns.DecodedPacket, RemoteInfo]> {
    if (this.#queries.length === 0) await once(this.socket, "query");
    const [query] = this.#queries.splice(0, 1);
    if (query === undefined) throw new Error("nobody asked");
    return query;
  }
}

/** Sends an answer, from whatever socket; resolves when it is on its way. */
function answer(
  socket: Socket,
  [query, to]: [dns.DecodedPacket, RemoteInfo],
  data: string,
  changes: Partial<dns.Packet> = {},
): Promise<unknown> {
  const { id, questions = [] } = query;
  const name = questions[0]?.name ?? "";
  const answers = [{ type: "A", name, ttl: 1, data }] as const;
  const packet = { type: "response", id, questions, ...changes } as const;
  const bytes = dns.encode({ ...packet, answers: [...answers] });
  return new Promise((resolve) =>
    socket.send(bytes, to.port, to.address, resolve),
  );
}

const host = { name: "host.test", type: "A" } as const;

it("hears the server and nobody else", async (context) => {
  const server = new FakeServer(context);
  const other = new FakeServer(context);
  const port = await server.listens();
  await other.listens();
  await withNode(async (wsk) => {
    const asked = ask(wsk, host, { server: loopback(port) });
    const query = await server.isAsked();
    await answer(other.socket, query, "192.0.2.66");
    await answer(server.socket, query, "192.0.2.1");
    expect((await asked).map(printRecord)).toEqual(["192.0.2.1"]);
  });
});

it("takes no answer to another question", async (context) => {
  const server = new FakeServer(context);
  const port = await server.listens();
  await withNode(async (wsk) => {
    const asked = ask(wsk, host, { server: loopback(port) });
    const query = await server.isAsked();
    const id = ((query[0].id ?? 0) + 1) % 0x10000;
    await answer(server.socket, query, "192.0.2.66", { id });
    const questions = [{ name: "other.test", type: "A" } as const];
    await answer(server.socket, query, "192.0.2.66", { questions });
    await answer(server.socket, query, "192.0.2.66", { type: "query" });
    await answer(server.socket, query, "192.0.2.1");
    expect((await asked).map(printRecord)).toEqual(["192.0.2.1"]);
  });
});

it("asks again if no answer comes, and then no more", async (context) => {
  const server = new FakeServer(context);
  const options = { server: loopback(await server.listens()), patience: 50 };
  await withNode(async (wsk) => {
    const asked = ask(wsk, host, { ...options, attempts: 100 });
    await server.isAsked(); // which is lost
    const query = await server.isAsked();
    await answer(server.socket, query, "192.0.2.1");
    expect((await asked).map(printRecord)).toEqual(["192.0.2.1"]);
    await expect(ask(wsk, host, { ...options, attempts: 2 })).rejects.toThrow(
      "no answer in 2 attempts",
    );
  });
});

it("stops asking when it is told to", async (context) => {
  const server = new FakeServer(context);
  const stop = new AbortController();
  const options = { server: loopback(await server.listens()) };
  await withNode(async (wsk) => {
    const asked = ask(wsk, host, { ...options, stop: stop.signal });
    await server.isAsked();
    stop.abort(new Error("enough"));
    await expect(asked).rejects.toThrow("enough");
  });
});
