import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type {
  DatagramSocket,
  ListeningSocket,
  SocketAddress,
  WskClient,
} from "@captable/wsk";
import {
  MemoryNetwork,
  memoryProvider,
  type Faults,
} from "@captable/wsk-memory";
import * as dns from "dns-packet";
import { describe, expect, it } from "vitest";
import { ask, printRecord } from "../../examples/dns-client.ts";
import { serveEcho } from "../../examples/echo-server.ts";
import { forward } from "../../examples/forwarder.ts";
import { serveFiles } from "../../examples/http-file-server.ts";
import { makeStop, part } from "../../examples/program.ts";
import { exchange, NOWHERE, receiveAll, start, withClient } from "./clients.ts";

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytes = (content: string) => new TextEncoder().encode(content);

interface Gateway {
  readonly network: MemoryNetwork;
  readonly wsk: WskClient;
  readonly target: ListeningSocket;
  readonly gate: SocketAddress;
  /** Resolves when all that was forwarded has come to its end. */
  stopped(): Promise<void>;
}

/** A forwarder in memory, and a target that is the test's own. */
async function withGateway(
  faults: Faults,
  use: (gateway: Gateway) => Promise<void>,
): Promise<void> {
  const network = new MemoryNetwork({ faults });
  await withClient(memoryProvider({ network }), async (wsk) => {
    await using target = await wsk.socket("listening");
    await target.bind(NOWHERE);
    const stop = makeStop();
    const { signal } = stop;
    const address = await target.getLocalAddress();
    const gate = await start((listening) =>
      forward(wsk, {
        address: NOWHERE,
        target: address,
        stop: signal,
        listening,
      }),
    );
    const stopped = (): Promise<void> => {
      stop.abort();
      return gate.ended;
    };
    await use({ network, wsk, target, gate: gate.address, stopped });
  });
}

describe("the forwarder", () => {
  const seeds = Array.from({ length: 8 }, (_, index) => index + 1);

  it.for(seeds)("leaves echoes as they are, with seed %i", async (seed) => {
    const faults = {
      latency: { min: 0, max: 30 },
      segmentSize: { min: 1, max: 1500 },
      segmentLoss: 0.05,
      receiveWindow: 4096,
    };
    const network = new MemoryNetwork({ seed, faults });
    const stop = makeStop();
    const common = { address: NOWHERE, stop: stop.signal };
    await withClient(memoryProvider({ network }), async (wsk) => {
      const echo = await start((listening) =>
        serveEcho(wsk, { ...common, listening, log: () => undefined }),
      );
      const { address: target } = echo;
      const gate = await start((listening) =>
        forward(wsk, { ...common, target, listening }),
      );
      const content = Uint8Array.from({ length: 50_000 }, (_, i) => i * seed);
      const echoes = await Promise.all(
        [1, 2, 3].map(() => exchange(wsk, gate.address, content)),
      );
      for (const echoed of echoes) expect(echoed.equals(content)).toBe(true);
      stop.abort();
      await Promise.all([gate.ended, echo.ended]);
    });
  });

  it("takes no more from a client than the target does, and some", async () => {
    const receiveWindow = 4096;
    await withGateway({ receiveWindow }, async (gateway) => {
      const near = await gateway.wsk.socketConnect(NOWHERE, gateway.gate);
      const far = await gateway.target.accept();
      const content = new Uint8Array(1024).fill(7);
      let taken = 0;
      const sends = Array.from({ length: 1000 }, () =>
        near.send(content).then((sent) => (taken += sent)),
      );
      void near.disconnect();
      await gateway.network.idle();
      expect(taken).toBeGreaterThan(receiveWindow);
      expect(taken).toBeLessThan(400_000);
      const all = await receiveAll(far);
      expect(all.length).toBe(content.length * sends.length);
      await Promise.all(sends);
      await far.disconnect();
      await part(near);
      await far.closeSocket();
      await gateway.stopped();
    });
  });

  it("resets the target while that does not read", async () => {
    await withGateway({ receiveWindow: 4096 }, async (gateway) => {
      const near = await gateway.wsk.socketConnect(NOWHERE, gateway.gate);
      const far = await gateway.target.accept();
      // More than the target's side reads ahead, less than the client's does then.
      void near.send(new Uint8Array(200_000)).catch(() => undefined);
      await gateway.network.idle();
      await near.disconnect({ flags: { abortive: true } });
      await gateway.stopped(); // which waits for what is being forwarded
      await expect(far.receive(new Uint8Array(1))).rejects.toMatchObject({
        status: "STATUS_CONNECTION_RESET",
      });
      await far.closeSocket();
      await near.closeSocket();
    });
  });
});

describe("the file server", () => {
  const request = bytes("GET /a.txt HTTP/1.1\r\nHost: here\r\n\r\n");

  async function withFiles(
    patience: number,
    use: (wsk: WskClient, server: SocketAddress) => Promise<void>,
  ): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), "captable-files-"));
    await writeFile(join(folder, "a.txt"), "content");
    const stop = makeStop();
    const faults = { latency: 1, segmentSize: 7 };
    const network = new MemoryNetwork({ faults });
    await withClient(memoryProvider({ network }), async (wsk) => {
      const options = { folder, address: NOWHERE, stop: stop.signal, patience };
      const server = await start((listening) =>
        serveFiles(wsk, { ...options, listening }),
      );
      await use(wsk, server.address);
      stop.abort();
      await server.ended;
    });
    await rm(folder, { recursive: true });
  }

  it("answers in memory, too", async () => {
    await withFiles(10_000, async (wsk, server) => {
      const answer = text(await exchange(wsk, server, request));
      expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
      expect(answer).toMatch(/\r\n\r\ncontent$/);
    });
  });

  it("loses patience with a client that does nothing", async () => {
    await withFiles(20, async (wsk, server) => {
      const socket = await wsk.socketConnect(NOWHERE, server);
      await socket.send(request.subarray(0, 10));
      const received = socket.receive(new Uint8Array(1));
      const status = "STATUS_CONNECTION_RESET";
      await expect(received).rejects.toMatchObject({ status });
      await socket.closeSocket();
    });
  });
});

describe("the DNS client", () => {
  it("asks until an answer gets through", async () => {
    const network = new MemoryNetwork({ faults: { loss: 0.5 }, seed: 7 });
    await withClient(memoryProvider({ network }), async (wsk) => {
      await using server = await wsk.socket("datagram");
      await server.bind(NOWHERE);
      const options = {
        server: await server.getLocalAddress(),
        patience: 20,
        attempts: 200,
      };
      const stop = makeStop();
      const served = answerAll(server, stop.signal);
      for (let count = 0; count < 10; count++) {
        const question = { name: `host-${count}.test`, type: "A" } as const;
        const records = await ask(wsk, question, options);
        expect(records.map(printRecord)).toEqual(["192.0.2.1"]);
      }
      stop.abort();
      await expect(served).rejects.toMatchObject({
        status: "STATUS_CANCELLED",
      });
    });
  });

  async function answerAll(
    server: DatagramSocket,
    signal: AbortSignal,
  ): Promise<never> {
    const buffer = Buffer.alloc(512);
    for (;;) {
      const query = await server.receiveFrom(buffer, { signal });
      const { remoteAddress, bytesReceived } = query;
      const { id, questions } = dns.decode(buffer.subarray(0, bytesReceived));
      const name = questions?.[0]?.name ?? "";
      const answers = [{ type: "A", name, data: "192.0.2.1" }] as const;
      const packet = { type: "response", id, questions } as const;
      const answer = dns.encode({ ...packet, answers: [...answers] });
      await server.sendTo(answer, { remoteAddress });
    }
  }
});

it("the echo server ends if its listening socket dies, and not if another does", async () => {
  const network = new MemoryNetwork();
  await withClient(memoryProvider({ network }), async (wsk) => {
    const { signal } = makeStop();
    const log = (): void => undefined;
    const options = { address: NOWHERE, stop: signal, log };
    const [doomed, other] = await Promise.all([
      start((listening) => serveEcho(wsk, { ...options, listening })),
      start((listening) => serveEcho(wsk, { ...options, listening })),
    ]);
    const failed = expect(doomed.ended).rejects.toThrow("is dead");
    network.kill(doomed.address);
    await failed;
    expect(text(await exchange(wsk, other.address, bytes("x")))).toBe("x");
    other.ended.catch(() => undefined);
    network.kill(other.address);
    await expect(other.ended).rejects.toThrow("is dead");
  });
});
