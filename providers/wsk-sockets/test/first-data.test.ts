import { expect, it } from "vitest";
import { register, type ConnectionOrientedSocket } from "@captable/wsk";
import { TransportFailure, transportProvider } from "../src/index.ts";
import { failure } from "./failure.ts";
import { FakeLinkTransport } from "./fake-link.ts";

const buffer = Uint8Array.of(0);

interface Attempt {
  readonly transport: FakeLinkTransport;
  readonly socket: ConnectionOrientedSocket;
  readonly abort: AbortController;
  readonly connected: Promise<void>;
}

/** An attempt to connect whose first data has been given to the link, and is not taken yet. */
async function attempt(): Promise<Attempt> {
  const transport = new FakeLinkTransport();
  const { link } = transport;
  link.held = [];
  const provider = transportProvider("fake", transport);
  const wsk = await register(provider).captureProviderNPI();
  const socket = await wsk.socket("connectionOriented");
  await socket.bind(link.localAddress);
  const abort = new AbortController();
  const { signal } = abort;
  const connected = socket.connectEx(link.remoteAddress, { buffer, signal });
  await transport.settle();
  return { transport, socket, abort, connected };
}

it("keeps what the peer sends meanwhile", async () => {
  const { transport, socket, connected } = await attempt();
  const { link } = transport;
  link.arrive(Uint8Array.of(1, 2));
  link.arrive(Uint8Array.of(3));
  await transport.settle();
  expect(link.unread).toBe(1);
  for (const take of link.held ?? []) take();
  await connected;
  await transport.settle();
  const received = new Uint8Array(5);
  expect(await socket.receive(received)).toBe(3);
  expect([...received]).toEqual([1, 2, 3, 0, 0]);
  expect(socket.state).toBe("connected");
});

it("keeps that the peer disconnects meanwhile", async () => {
  const { transport, socket, connected } = await attempt();
  const { link } = transport;
  link.leave();
  await transport.settle();
  for (const take of link.held ?? []) take();
  await connected;
  expect(socket.state).toBe("recvClosed");
  expect(await socket.receive(new Uint8Array(1))).toBe(0);
});

it("fails when the link breaks before it has taken the data", async () => {
  const { transport, socket, connected } = await attempt();
  const { link } = transport;
  const failed = failure(connected);
  const cause = new TransportFailure("STATUS_CONNECTION_RESET", "gone");
  link.events.broken(cause);
  expect(await failed).toMatchObject({
    functionName: "connectEx",
    status: "STATUS_CONNECTION_RESET",
    cause,
  });
  expect([socket.state, link.resets]).toEqual(["bound", 1]);
});

it("resets the connection when the call is cancelled", async () => {
  const { transport, socket, abort, connected } = await attempt();
  const failed = failure(connected);
  abort.abort("enough");
  expect(await failed).toMatchObject({
    functionName: "connectEx",
    status: "STATUS_CANCELLED",
    cause: "enough",
  });
  expect([socket.state, transport.link.resets]).toEqual(["bound", 1]);
});

it("resets the connection when the socket is closed", async () => {
  const { transport, socket, connected } = await attempt();
  const failed = failure(connected);
  const closed = socket.closeSocket();
  expect(await failed).toHaveProperty("status", "STATUS_CANCELLED");
  await transport.settle();
  await closed;
  expect(transport.link.resets).toBe(1);
});
