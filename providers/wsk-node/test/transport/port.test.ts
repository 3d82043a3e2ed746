import net from "node:net";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import type { SocketAddress } from "@captable/wsk";
import { bindMethods } from "../../src/index.ts";
import {
  anyPort,
  atEnd,
  binding,
  gone,
  Heard,
  rawServer,
  settle,
  transportOf,
  until,
} from "./harness.ts";

/** A port on which nobody listens. */
async function unusedPort(): Promise<SocketAddress> {
  const { server, address } = await rawServer();
  server.close();
  await once(server, "close");
  return address;
}

const elsewhere: SocketAddress = { ...anyPort, address: "192.0.2.1" };

describe.each(bindMethods)("a TCP port bound by %s", (method) => {
  const transport = transportOf(method);

  it("connects from its address", async () => {
    const { address, sockets } = await rawServer();
    const port = transport.bindStream(anyPort, binding);
    if (method !== "deferred") expect(port.address.port).toBeGreaterThan(0);
    const link = await port.connect(address).outcome;
    await until(() => sockets.length > 0);
    expect(link.remoteAddress).toEqual(address);
    expect(sockets[0]?.remotePort).toBe(link.localAddress.port);
    if (method !== "deferred") expect(link.localAddress).toEqual(port.address);
    await link.reset();
  });

  it("leaves the choice of any port on any address to a connection", async () => {
    const { address, sockets } = await rawServer();
    const any = { ...anyPort, address: "0.0.0.0" };
    const outgoing = { ...binding, outgoing: true };
    const port = transport.bindStream(any, outgoing);
    expect(port.address.port).toBe(0);
    const link = await port.connect(address).outcome;
    await until(() => sockets.length > 0);
    expect(link.localAddress.address).toBe(address.address);
    expect(link.localAddress.port).toBe(sockets[0]?.remotePort);
    await link.reset();
  });

  it("connects from the address that it is given, at once or not", async () => {
    const { address, sockets } = await rawServer();
    const own = { ...anyPort, address: "127.0.0.2" };
    const outgoing = { ...binding, outgoing: true };
    const link = await transport.bindStream(own, outgoing).connect(address)
      .outcome;
    await until(() => sockets.length > 0);
    expect(sockets[0]?.remoteAddress).toBe("127.0.0.2");
    await link.reset();
  });

  it("reads nothing from a connection before its start", async () => {
    const { address, sockets } = await rawServer();
    const port = transport.bindStream(anyPort, binding);
    const link = await port.connect(address).outcome;
    await until(() => sockets.length > 0);
    await new Promise((resolve) => sockets[0]?.write("abc", resolve));
    await settle();
    expect(link.unread).toBe(0);
    await link.reset();
  });

  it("is refused where nobody listens", async () => {
    const port = transport.bindStream(anyPort, binding);
    const { outcome } = port.connect(await unusedPort());
    await expect(outcome).rejects.toMatchObject({
      name: "TransportFailure",
      status: "STATUS_CONNECTION_REFUSED",
      cause: { code: "ECONNREFUSED", syscall: "connect" },
    });
  });

  it("connects to the same peer but once", async () => {
    const { address, sockets } = await rawServer();
    const port = transport.bindStream(anyPort, binding);
    const link = await port.connect(address).outcome;
    const local = link.localAddress;
    const again = (): Promise<unknown> =>
      transport.bindStream(local, binding).connect(address).outcome;
    await expect(again()).rejects.toMatchObject({
      status: "STATUS_ADDRESS_ALREADY_EXISTS",
    });
    await until(() => sockets.length > 0);
    await link.reset();
    const second = await transport.bindStream(local, binding).connect(address)
      .outcome;
    expect(second.localAddress).toEqual(local);
    await second.reset();
  });

  it("can give a connection up, and be connected again at once", async () => {
    const { address } = await rawServer();
    let local = anyPort;
    for (let round = 0; round < 20; round += 1) {
      const port = transport.bindStream(local, binding);
      local = port.address;
      const attempt = port.connect(address);
      const failed = expect(attempt.outcome).rejects.toMatchObject({
        name: "TransportFailure",
      });
      // At every stage of the attempt in turn.
      for (let turn = 0; turn < round % 4; turn += 1) await Promise.resolve();
      await attempt.abandon();
      await failed;
    }
    const port = transport.bindStream(local, binding);
    const attempt = port.connect(address);
    const link = await attempt.outcome;
    await attempt.abandon();
    expect(link.finished).toBe(false);
    await link.reset();
  });

  it("listens, and tells of whoever comes", async () => {
    const port = transport.bindStream(anyPort, binding);
    const heard = new Heard();
    const listener = port.listen(heard);
    expect(heard.address).toBeUndefined();
    await until(() => heard.address !== undefined);
    const { port: number = 0 } = heard.address ?? {};
    expect(number).toBeGreaterThan(0);
    const peer = net.connect(number, "127.0.0.1").on("error", () => {});
    await until(() => heard.requests.length > 0);
    listener.close();
    const [request] = heard.requests;
    expect(request?.localAddress.port).toBe(number);
    const late = net.connect(number, "127.0.0.1").on("error", () => {});
    await gone(late);
    expect(peer.destroyed).toBe(false);
    request?.reject();
    await gone(peer.resume());
  });

  it("can be closed before it listens", async () => {
    const heard = new Heard();
    transport.bindStream(anyPort, binding).listen(heard).close();
    await settle();
    expect(heard.address).toBeUndefined();
    expect(heard.failure).toBeUndefined();
  });

  it("is refused to a second listener", async () => {
    const { server, address } = await rawServer();
    const listen = async (): Promise<Heard> => {
      const heard = new Heard();
      const port = transport.bindStream(address, binding);
      const listener = port.listen(heard);
      atEnd(() => listener.close());
      await until(
        () => heard.address !== undefined || heard.failure !== undefined,
      );
      return heard;
    };
    const refused =
      method === "deferred"
        ? (await listen()).failure
        : await listen().catch((error: unknown) => error);
    expect(refused).toMatchObject({
      name: "TransportFailure",
      status: "STATUS_ADDRESS_ALREADY_EXISTS",
      cause: { code: "EADDRINUSE" },
    });
    server.close();
    await once(server, "close");
    expect((await listen()).address).toEqual(address);
  });

  it("has no address of another host", async () => {
    const use = async (): Promise<unknown> => {
      const { outcome } = transport
        .bindStream(elsewhere, binding)
        .connect(await unusedPort());
      return outcome;
    };
    await expect(use()).rejects.toMatchObject({
      status: "STATUS_INVALID_ADDRESS_COMPONENT",
      cause: { code: "EADDRNOTAVAIL" },
    });
  });

  it("can be given up unused", async () => {
    const port = transport.bindStream(anyPort, binding);
    port.close();
    if (port.address.port === 0) return;
    const server = net.createServer().listen(port.address.port, "127.0.0.1");
    await once(server, "listening");
    server.close();
  });
});
