import { once } from "node:events";
import net, { type Socket } from "node:net";
import {
  WskError,
  type ConnectionOrientedSocket,
  type ListeningSocket,
  type WskClient,
} from "@captable/wsk";
import { expect, it } from "vitest";
import { fidelity, foreignProvider } from "../../examples/foreign/index.ts";
import { NOWHERE, receiveAll, withClient } from "./clients.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function withForeign(use: (wsk: WskClient) => Promise<void>): Promise<void> {
  return withClient(foreignProvider(), use);
}

async function listens(wsk: WskClient): Promise<ListeningSocket> {
  const server = await wsk.socket("listening");
  await server.bind(NOWHERE);
  return server;
}

async function connects(
  wsk: WskClient,
  server: ListeningSocket,
): Promise<ConnectionOrientedSocket> {
  const client = await wsk.socket("connectionOriented");
  await client.bind(NOWHERE);
  await client.connect(await server.getLocalAddress());
  return client;
}

/** What a call fails with. */
function failing(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => "nothing",
    (error: unknown) => (error instanceof WskError ? error.status : error),
  );
}

it("echoes over TCP, both ends in one process", () =>
  withForeign(async (wsk) => {
    await using server = await listens(wsk);
    await using client = await connects(wsk, server);
    await using peer = await server.accept();
    const near = await client.getLocalAddress();
    expect(await peer.getRemoteAddress()).toEqual(near);
    const buffer = new Uint8Array(16);
    for (const text of ["one", "two"]) {
      expect(await client.send(bytes(text))).toBe(3);
      await peer.send(buffer.subarray(0, await peer.receive(buffer)));
      expect(await client.receive(buffer)).toBe(3);
      expect(buffer.subarray(0, 3)).toEqual(bytes(text));
    }
    await client.disconnect();
    await peer.disconnect();
  }));

it("carries more than fits at once, in order", () =>
  withForeign(async (wsk) => {
    await using server = await listens(wsk);
    await using client = await connects(wsk, server);
    await using peer = await server.accept();
    const sent = Uint8Array.from({ length: 1_000_000 }, (_, i) => i % 251);
    const sending = client.send(sent).then(() => client.disconnect());
    expect((await receiveAll(peer)).equals(sent)).toBe(true);
    await Promise.all([sending, peer.disconnect()]);
  }));

it("disconnects one direction, and goes on in the other", () =>
  withForeign(async (wsk) => {
    await using server = await listens(wsk);
    await using client = await connects(wsk, server);
    await using peer = await server.accept();
    await client.disconnect({ buffer: bytes("bye") });
    expect((await receiveAll(peer)).toString()).toBe("bye");
    await peer.send(bytes("still here"));
    await peer.disconnect();
    expect((await receiveAll(client)).toString()).toBe("still here");
    expect([client.state, peer.state]).toEqual([
      "disconnected",
      "disconnected",
    ]);
  }));

it("learns that the peer has reset the connection", () =>
  withForeign(async (wsk) => {
    await using server = await listens(wsk);
    const { address, port } = await server.getLocalAddress();
    const peer: Socket = net.connect(port, address);
    await using socket = await server.accept();
    const receiving = failing(socket.receive(new Uint8Array(1)));
    if (peer.connecting) await once(peer, "connect");
    peer.resetAndDestroy();
    expect(await receiving).toBe("STATUS_CONNECTION_RESET");
    expect(socket.state).toBe("aborted");
  }));

it.for([
  ["is aborted", { flags: { abortive: true } }, "aborted"],
  ["is closed", undefined, "closed"],
] as const)(
  "tells the peer by an orderly end that a socket %s",
  ([, aborting, state]) =>
    withForeign(async (wsk) => {
      await using server = await listens(wsk);
      await using client = await connects(wsk, server);
      await using peer = await server.accept();
      const receiving = failing(client.receive(new Uint8Array(1)));
      if (aborting === undefined) await client.closeSocket();
      else await client.disconnect(aborting);
      expect(await receiving).toBe(
        aborting ? "STATUS_CONNECTION_ABORTED" : "STATUS_CANCELLED",
      );
      expect(client.state).toBe(state);
      expect(await peer.receive(new Uint8Array(1))).toBe(0);
      expect(peer.state).toBe("recvClosed");
    }),
);

it("ends the connection that is closed behind the peer's end, too", () =>
  withForeign(async (wsk) => {
    await using server = await listens(wsk);
    await using client = await connects(wsk, server);
    const peer = await server.accept();
    await client.disconnect();
    expect(await peer.receive(new Uint8Array(1))).toBe(0);
    await peer.send(bytes("last words"));
    await peer.closeSocket();
    expect((await receiveAll(client)).toString()).toBe("last words");
  }));

it("refuses a flag that the package knows nothing of, and sends without", () =>
  withForeign(async (wsk) => {
    await using server = await listens(wsk);
    await using client = await connects(wsk, server);
    await using peer = await server.accept();
    const hurried = client.send(bytes("no"), { flags: { nodelay: true } });
    expect(await failing(hurried)).toBe("STATUS_NOT_SUPPORTED");
    await client.send(bytes("yes"), { flags: { nodelay: false } });
    await client.disconnect();
    expect((await receiveAll(peer)).toString()).toBe("yes");
  }));

it("listens on a port but once at a time", () =>
  withForeign(async (wsk) => {
    const first = await listens(wsk);
    const address = await first.getLocalAddress();
    await using second = await wsk.socket("listening");
    const taken = "STATUS_ADDRESS_ALREADY_EXISTS";
    expect(await failing(second.bind(address))).toBe(taken);
    await first.closeSocket();
    await second.bind(address);
    expect(await second.getLocalAddress()).toEqual(address);
  }));

it("is refused where nobody listens, and is as it was before", () =>
  withForeign(async (wsk) => {
    const server = await listens(wsk);
    const nobody = await server.getLocalAddress();
    await server.closeSocket();
    await using client = await wsk.socket("connectionOriented");
    await client.bind(NOWHERE);
    const refused = "STATUS_CONNECTION_REFUSED";
    expect(await failing(client.connect(nobody))).toBe(refused);
    expect(client.state).toBe("bound");
    await using other = await listens(wsk);
    await client.connect(await other.getLocalAddress());
    await using peer = await other.accept();
    await Promise.all([client.disconnect(), peer.disconnect()]);
  }));

it("exchanges datagrams, whole, and leaves the sender its buffer", () =>
  withForeign(async (wsk) => {
    await using here = await wsk.socket("datagram");
    await using there = await wsk.socket("datagram");
    await Promise.all([here.bind(NOWHERE), there.bind(NOWHERE)]);
    const remoteAddress = await there.getLocalAddress();
    const sent = bytes("datagram");
    for (const length of [0, 8]) {
      const part = sent.subarray(0, length);
      expect(await here.sendTo(part, { remoteAddress })).toBe(length);
    }
    expect(sent).toEqual(bytes("datagram"));
    const from = await here.getLocalAddress();
    const buffer = new Uint8Array(5);
    const empty = await there.receiveFrom(buffer);
    expect(empty).toMatchObject({ bytesReceived: 0, remoteAddress: from });
    const cut = await there.receiveFrom(buffer);
    expect(cut).toMatchObject({
      bytesReceived: 5,
      controlFlags: { truncated: true },
    });
    expect(buffer).toEqual(bytes("datag"));
  }));

it("works with IPv6, except for what names an interface", () =>
  withForeign(async (wsk) => {
    const own = { family: "IPv6", address: "::1", port: 0 } as const;
    await using here = await wsk.socket("datagram", { addressFamily: "IPv6" });
    const scoped = here.bind({ ...own, scopeId: 1 });
    expect(await failing(scoped)).toBe("STATUS_NOT_SUPPORTED");
    await here.bind(own);
    const remoteAddress = await here.getLocalAddress();
    expect(remoteAddress.address).toBe("::1");
    await here.sendTo(bytes("x"), { remoteAddress });
    const received = await here.receiveFrom(new Uint8Array(1));
    expect(received).toMatchObject({ bytesReceived: 1, remoteAddress });
  }));

it("connects elsewhere once it was asked for what it cannot do", () =>
  withForeign(async (wsk) => {
    const own = { family: "IPv6", address: "::1", port: 0 } as const;
    const options = { addressFamily: "IPv6" } as const;
    await using server = await wsk.socket("listening", options);
    await using client = await wsk.socket("connectionOriented", options);
    await Promise.all([server.bind(own), client.bind(own)]);
    const to = await server.getLocalAddress();
    const scoped = client.connect({
      ...own,
      ...to,
      family: "IPv6",
      scopeId: 1,
    });
    expect(await failing(scoped)).toBe("STATUS_NOT_SUPPORTED");
    await client.connect(to);
    await using peer = await server.accept();
    expect(await peer.getLocalAddress()).toEqual(to);
    await Promise.all([client.disconnect(), peer.disconnect()]);
  }));

it("resolves a name, and refuses hints", () =>
  withForeign(async (wsk) => {
    const nodeName = "localhost";
    const [found] = await wsk.getAddressInfo({
      nodeName,
      hints: { family: "IPv4" },
    });
    expect(found?.address).toEqual(NOWHERE);
    const hinted = wsk.getAddressInfo({
      nodeName,
      hints: { flags: { addrConfig: true } },
    });
    expect(await failing(hinted)).toBe("STATUS_NOT_SUPPORTED");
  }));

it("says of everything that it lacks why, and of nothing twice", () => {
  const names = fidelity.flatMap(({ kind, name, categories }) =>
    categories.map((category) => `${kind} ${name} ${category}`),
  );
  expect(new Set(names).size).toBe(names.length);
  for (const { reason } of fidelity) expect(reason).not.toBe("");
});
