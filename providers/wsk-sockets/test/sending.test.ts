import { expect, it } from "vitest";
import { register, type ConnectionOrientedSocket } from "@captable/wsk";
import { transportProvider } from "../src/index.ts";
import { FakeLinkTransport } from "./fake-link.ts";

const bytes = Uint8Array.of(1, 2, 3);

interface Connected {
  readonly transport: FakeLinkTransport;
  readonly socket: ConnectionOrientedSocket;
  /** What has completed, in order. */
  readonly log: string[];
  send(name: string): void;
}

async function connected(): Promise<Connected> {
  const transport = new FakeLinkTransport();
  const { localAddress, remoteAddress } = transport.link;
  const provider = transportProvider("fake", transport);
  const wsk = await register(provider).captureProviderNPI();
  const socket = await wsk.socketConnect(localAddress, remoteAddress);
  const log: string[] = [];
  const send = (name: string): void => {
    void socket.send(bytes).then((count) => log.push(`${name} ${count}`));
  };
  return { transport, socket, log, send };
}

it("completes a send that the transport takes at once", async () => {
  const { transport, log, send } = await connected();
  transport.link.takesAtOnce = true;
  send("first");
  send("second");
  await transport.settle();
  expect(log).toEqual(["first 3", "second 3"]);
});

it("completes no send that the transport has not taken yet", async () => {
  const { transport, log, send } = await connected();
  const { link } = transport;
  link.held = [];
  send("first");
  send("second");
  await transport.settle();
  expect(log).toEqual([]);
  link.held[0]?.();
  await transport.settle();
  expect(log).toEqual(["first 3"]);
  link.held[1]?.();
  await transport.settle();
  expect(log).toEqual(["first 3", "second 3"]);
});

it.each([true, false])(
  "disconnects behind the data that goes along, taken at once: %s",
  async (takesAtOnce) => {
    const { transport, socket } = await connected();
    transport.link.takesAtOnce = takesAtOnce;
    await socket.disconnect({ buffer: bytes });
    expect(transport.link.finished).toBe(true);
  },
);
