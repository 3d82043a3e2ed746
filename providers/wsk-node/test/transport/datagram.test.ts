import dgram, { type Socket } from "node:dgram";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import type { SocketAddress } from "@captable/wsk";
import type {
  Arrival,
  DatagramBinding,
  DatagramEvents,
  DatagramPort,
  TransportFailure,
} from "@captable/wsk-sockets";
import { anyPort, atEnd, settle, transportOf, until } from "./harness.ts";

class Received implements DatagramEvents {
  readonly received: [Uint8Array, SocketAddress][] = [];
  readonly lost: TransportFailure[] = [];
  readonly failures: TransportFailure[] = [];

  message(data: Uint8Array, from: SocketAddress): void {
    this.received.push([data, from]);
  }

  messages(arrivals: readonly Arrival[]): void {
    for (const { data, from } of arrivals) this.message(data, from);
  }

  undelivered(failure: TransportFailure): void {
    this.lost.push(failure);
  }

  broken(failure: TransportFailure): void {
    this.failures.push(failure);
  }
}

const plainBinding: DatagramBinding = {
  ipv6Only: true,
  sharing: "default",
  broadcast: false,
  receiveBuffer: undefined,
};

const transport = transportOf();

async function bind(
  options: Partial<DatagramBinding> = {},
  address = anyPort,
): Promise<{ port: DatagramPort; received: Received }> {
  const received = new Received();
  const port = await transport.bindDatagram(
    address,
    { ...plainBinding, ...options },
    received,
  );
  atEnd(() => port.close());
  return { port, received };
}

function send(
  port: DatagramPort,
  data: Uint8Array,
  to: SocketAddress,
): Promise<TransportFailure | undefined> {
  return new Promise((resolve) => {
    if (port.send(data, to, resolve)) resolve(undefined);
  });
}

async function rawSocket(): Promise<{ raw: Socket; address: SocketAddress }> {
  const raw = dgram.createSocket("udp4");
  atEnd(() => raw.close());
  raw.bind(0, "127.0.0.1");
  await once(raw, "listening");
  return { raw, address: { ...anyPort, port: raw.address().port } };
}

describe("a UDP port", () => {
  it("sends, and receives plain arrays of bytes with their sender", async () => {
    const { port, received } = await bind();
    const { raw, address } = await rawSocket();
    const arrival = once(raw, "message");
    expect(await send(port, Buffer.from("ping"), address)).toBeUndefined();
    const [data, from] = await arrival;
    expect(String(data)).toBe("ping");
    expect(from).toMatchObject({ port: port.address.port });
    raw.send("pong", port.address.port, port.address.address);
    await until(() => received.received.length > 0);
    const [[bytes, sender] = []] = received.received;
    expect(sender).toEqual(address);
    expect(Object.getPrototypeOf(bytes)).toBe(Uint8Array.prototype);
    expect(Buffer.from(bytes ?? []).toString()).toBe("pong");
  });

  it("tells of what comes in a row together, every one once and in order", async () => {
    const { port, received } = await bind();
    const { raw } = await rawSocket();
    for (let round = 0; round < 8; round += 1) {
      for (let number = 0; number < 16; number += 1) {
        raw.send(Uint8Array.of(round, number), port.address.port, "127.0.0.1");
      }
      const count = (round + 1) * 16;
      await until(() => received.received.length === count);
    }
    const numbers = received.received.map(
      ([[round = 0, number = 0]]) => round * 16 + number,
    );
    expect(numbers).toEqual(Array.from({ length: 128 }, (_, index) => index));
  });

  it("sends no more than fits in a datagram", async () => {
    const { port } = await bind();
    const { address } = await rawSocket();
    const most = 65_507;
    expect(await send(port, new Uint8Array(most), address)).toBeUndefined();
    expect(await send(port, new Uint8Array(most + 1), address)).toMatchObject({
      status: "STATUS_INVALID_BUFFER_SIZE",
      cause: { code: "EMSGSIZE" },
    });
  });

  it("broadcasts only if that is allowed", async () => {
    const to = { ...anyPort, address: "127.255.255.255", port: 9 };
    const { port } = await bind({}, { ...anyPort, address: "0.0.0.0" });
    const one = new Uint8Array(1);
    expect(await send(port, one, to)).toMatchObject({
      status: "STATUS_ACCESS_DENIED",
      cause: { code: "EACCES" },
    });
    port.setBroadcast(true);
    expect(await send(port, one, to)).toBeUndefined();
    port.setBroadcast(false);
    expect(await send(port, one, to)).toBeDefined();
    const allowed = await bind(
      { broadcast: true },
      { ...anyPort, address: "0.0.0.0" },
    );
    expect(await send(allowed.port, one, to)).toBeUndefined();
  });

  // Linux tells only connected sockets, which these are not.
  it("survives a port where nobody receives", async () => {
    const { port, received } = await bind();
    const { raw, address } = await rawSocket();
    const nobody = await bind();
    await nobody.port.close();
    const one = new Uint8Array(1);
    await send(port, one, nobody.port.address);
    await settle();
    expect(received.failures).toEqual([]);
    const arrival = once(raw, "message");
    await send(port, one, address);
    await arrival;
  });

  it.each(["ECONNREFUSED", "ECONNRESET"])(
    "tells of %s as a lost datagram, where a system reports it",
    async (code) => {
      const { port, received, raw } = await exposed();
      const error = Object.assign(new Error(`recvmsg ${code}`), { code });
      raw.emit("error", error);
      expect(received.lost).toMatchObject([
        { status: "STATUS_PORT_UNREACHABLE", cause: error },
      ]);
      expect(received.failures).toEqual([]);
      expect(await send(port, new Uint8Array(1), port.address)).toBeUndefined();
    },
  );

  it("breaks at any other error, once", async () => {
    const { received, raw } = await exposed();
    const error = Object.assign(new Error("recvmsg EIO"), { code: "EIO" });
    raw.emit("error", error);
    raw.emit("error", error);
    expect(received.failures).toMatchObject([
      { status: "STATUS_UNSUCCESSFUL", cause: error },
    ]);
    expect(() => raw.address()).toThrow();
  });

  it("is refused to a second one, unless both share it", async () => {
    const first = await bind();
    const again = bind({}, first.port.address);
    await expect(again).rejects.toMatchObject({
      name: "TransportFailure",
      status: "STATUS_ADDRESS_ALREADY_EXISTS",
      cause: { code: "EADDRINUSE" },
    });
    const shared = await bind({ sharing: "reuse" });
    const other = await bind({ sharing: "reuse" }, shared.port.address);
    expect(other.port.address).toEqual(shared.port.address);
  });

  it("has no address of another host", async () => {
    const foreign = bind({}, { ...anyPort, address: "192.0.2.1" });
    await expect(foreign).rejects.toMatchObject({
      status: "STATUS_INVALID_ADDRESS_COMPONENT",
      cause: { code: "EADDRNOTAVAIL" },
    });
  });

  it("has the receive buffer that was asked for", async () => {
    const { port } = await bind({ receiveBuffer: 20_000 });
    expect(port.getReceiveBuffer()).toBe(20_000);
    port.setReceiveBuffer(30_000);
    expect(port.getReceiveBuffer()).toBe(30_000);
    await port.close();
    expect(() => port.getReceiveBuffer()).toThrow(
      expect.objectContaining({ name: "TransportFailure" }),
    );
  });

  it("is closed as often as one likes", async () => {
    const { port, received } = await bind();
    port.send(new Uint8Array(1), port.address, () => {});
    await Promise.all([port.close(), port.close()]);
    await settle();
    expect(received.received).toEqual([]);
  });
});

/** A port, and the socket of Node behind it. */
async function exposed(): Promise<{
  port: DatagramPort;
  received: Received;
  raw: Socket;
}> {
  const made: Socket[] = [];
  const { emit } = dgram.Socket.prototype;
  dgram.Socket.prototype.emit = function (this: Socket, ...args: never[]) {
    made.push(this);
    return Reflect.apply(emit, this, args);
  };
  try {
    const bound = await bind();
    const [raw] = made;
    if (raw === undefined) throw new TypeError("no socket");
    return { ...bound, raw };
  } finally {
    dgram.Socket.prototype.emit = emit;
  }
}
