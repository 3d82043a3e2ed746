import {
  isWskError,
  register,
  type ConnectionOrientedSocket,
  type ReceiveEvent,
  type SocketAddress,
  type WskClient,
} from "@captable/wsk";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MemoryNetwork, memoryProvider, type Faults } from "../src/index.ts";
import { left, v4 } from "./wire.ts";

function client(network: MemoryNetwork, host?: string): Promise<WskClient> {
  return register(memoryProvider({ network, host })).captureProviderNPI();
}

const any = v4("0.0.0.0");
const there = v4("10.1.0.2", 80);
const hosts = { one: ["10.1.0.1"], two: ["10.1.0.2"] };

/** What a call comes to, as a text. */
async function told(call: Promise<unknown>): Promise<string> {
  return call.then(String, (error: unknown) => {
    if (isWskError(error)) return `${error.functionName} ${error.status}`;
    throw error;
  });
}

/** A connection that sends and receives by calls and by events; and all that came of it. */
async function course(seed: number, faults: Faults): Promise<string> {
  const seen: unknown[] = [];
  const network = new MemoryNetwork({
    seed,
    hosts,
    trace: (entry) => seen.push(entry),
  });
  const [one, two] = [
    await client(network, "one"),
    await client(network, "two"),
  ];
  const listening = await two.socket("listening");
  await listening.bind(there);
  network.faults = faults;
  const accepting = listening.accept({
    acceptSocketDispatch: {
      receiveEvent: ({ bytesIndicated }: ReceiveEvent) => {
        seen.push(["receiveEvent", bytesIndicated]);
        return "STATUS_SUCCESS";
      },
      disconnectEvent: ({ flags }) => {
        seen.push(["disconnectEvent", flags]);
        return "STATUS_SUCCESS";
      },
    },
  });
  const note = (call: Promise<unknown>): Promise<unknown> =>
    told(call).then((text) => seen.push(text));
  let near: ConnectionOrientedSocket | undefined;
  await note(
    one.socketConnect(any, there).then((socket) => {
      near = socket;
      return "connected";
    }),
  );
  if (near !== undefined) {
    const far = await accepting;
    const eventMask = { receive: true, disconnect: true };
    await note(
      far.controlSocket("setOption", "SO_WSK_EVENT_CALLBACK", { eventMask }),
    );
    const calls = [1, 2000, 3].map((size) =>
      note(near?.send(new Uint8Array(size)) ?? Promise.resolve()),
    );
    await Promise.all([...calls, note(far.send(new Uint8Array(50)))]);
    await note(near.receive(new Uint8Array(80)));
    await note(near.disconnect());
    await network.idle();
    await Promise.all([near.closeSocket(), far.closeSocket()]);
  } else {
    void accepting.catch(() => {});
  }
  await listening.closeSocket();
  await network.idle();
  expect(left(network)).toBe(0);
  return JSON.stringify([seen, network.now]);
}

const faults = fc.record({
  latency: fc.record({ min: fc.constant(0), max: fc.nat(20) }),
  segmentSize: fc.record({
    min: fc.constant(1),
    max: fc.integer({ min: 1, max: 900 }),
  }),
  segmentLoss: fc.double({ min: 0, max: 0.3, noNaN: true }),
  resets: fc.double({ min: 0, max: 0.05, noNaN: true }),
  receiveWindow: fc.integer({ min: 1, max: 3000 }),
  allocationFailures: fc.double({ min: 0, max: 0.2, noNaN: true }),
  vanished: fc.constantFrom([], [], ["two"]),
  timeout: fc.constant(1000),
});

describe("the provider", () => {
  it("repeats the course of events of WSK sockets, and leaves nothing behind", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), faults, async (seed, mix) => {
        expect(await course(seed, mix)).toBe(await course(seed, mix));
      }),
      { numRuns: 40 },
    );
  });

  it("has a network of its own, unless it is given one", async () => {
    const [one, two] = [memoryProvider(), memoryProvider()];
    expect(one.network).not.toBe(two.network);
    const wsk = await register(one).captureProviderNPI();
    const other = await register(two).captureProviderNPI();
    const address = v4("127.0.0.1", 80);
    const listening = await wsk.socket("listening");
    await listening.bind(address);
    expect(await told(other.socketConnect(any, address))).toBe(
      "socketConnect STATUS_CONNECTION_REFUSED",
    );
    const near = await wsk.socketConnect(any, address);
    expect(near.state).toBe("connected");
  });

  it("tells of changes of the addresses of its host", async () => {
    const network = new MemoryNetwork();
    const wsk = await client(network, "here");
    const socket = await wsk.socket("basic");
    const change = socket.controlSocket("ioctl", "SIO_ADDRESS_LIST_CHANGE");
    network.addAddress("10.7.0.1/24", "there");
    network.addAddress("fd07::1", "here");
    network.addAddress("10.7.0.2/24", "here");
    await change;
    const list: readonly SocketAddress[] = await socket.controlSocket(
      "ioctl",
      "SIO_ADDRESS_LIST_QUERY",
    );
    expect(list).toContainEqual(v4("10.7.0.2"));
    await socket.closeSocket();
    expect(left(network)).toBe(0);
  });

  it("inspects requests before there is a connection", async () => {
    const network = new MemoryNetwork();
    const wsk = await client(network);
    const listening = await wsk.socket("listening", {
      handlers: {
        inspectEvent: ({ remoteAddress }) =>
          remoteAddress.port === 1000 ? "reject" : "accept",
      },
    });
    await listening.controlSocket("setOption", "SO_CONDITIONAL_ACCEPT", true);
    await listening.bind(v4("127.0.0.1", 80));
    const connecting = (port: number): Promise<string> =>
      told(
        wsk
          .socketConnect(v4("127.0.0.1", port), v4("127.0.0.1", 80))
          .then(({ state }) => state),
      );
    expect(await connecting(1000)).toBe(
      "socketConnect STATUS_CONNECTION_REFUSED",
    );
    expect(await connecting(1001)).toBe("connected");
  });
});

it("20000 sockets of all kinds, opened and closed, leave nothing behind", async () => {
  const network = new MemoryNetwork();
  const wsk = await client(network);
  const loopback = v4("127.0.0.1");
  const listening = await wsk.socket("listening");
  await listening.bind(loopback);
  const address = await listening.getLocalAddress();
  for (let index = 0; index < 5000; index += 1) {
    const [near, far, datagram, stream] = await Promise.all([
      wsk.socketConnect(loopback, address),
      listening.accept(),
      wsk.socket("datagram"),
      wsk.socket("stream"),
    ]);
    await Promise.all([datagram.bind(loopback), stream.bind(loopback)]);
    await near.send(new Uint8Array(8));
    if (index % 2 === 0) {
      await stream.listen();
      await Promise.all([near.disconnect(), far.disconnect()]);
    }
    const all = [near, far, datagram, stream];
    await Promise.all(all.map((socket) => socket.closeSocket()));
  }
  await listening.closeSocket();
  await network.idle();
  expect(left(network)).toBe(0);
});
