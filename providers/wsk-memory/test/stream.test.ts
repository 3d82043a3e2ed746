import { describe, expect, it } from "vitest";
import { MemoryNetwork } from "../src/index.ts";
import {
  bindStream,
  Door,
  end,
  left,
  pair,
  statusOf,
  transportOf,
  v4,
  v6,
  write,
} from "./wire.ts";

describe("data", () => {
  it("comes in order, then the end, in both directions", async () => {
    const network = new MemoryNetwork();
    const { door, near, far } = await pair(network);
    expect(await write(near.link, "to ")).toBe(true);
    void write(near.link, "and ");
    expect(await end(near.link)).toBe(true);
    expect(near.link.finished).toBe(true);
    expect(far.link.finished).toBe(false);
    expect(far.text).toBe("to and ");
    await network.idle();
    expect(far.ended).toBe(true);
    expect(await write(far.link, "fro")).toBe(true);
    await end(far.link);
    await network.idle();
    expect(near.text).toBe("fro");
    expect(near.ended).toBe(true);
    await Promise.all([near.link.release(), far.link.release()]);
    door.port.close();
    await network.idle();
    expect(far.broken ?? near.broken).toBeUndefined();
    expect(left(network)).toBe(0);
  });

  it("is the receiver's: the sender may reuse its buffer once it was taken", async () => {
    const network = new MemoryNetwork();
    const { near, far } = await pair(
      network,
      undefined,
      undefined,
      v4("127.0.0.1"),
      false,
    );
    const buffer = Buffer.from("first");
    expect(await write(near.link, buffer)).toBe(true);
    buffer.fill(0);
    far.start();
    await network.idle();
    expect(far.text).toBe("first");
    const [chunk] = far.chunks;
    chunk?.fill(0xff);
    expect(buffer.every((byte) => byte === 0)).toBe(true);
  });

  it("of no bytes is taken too", async () => {
    const network = new MemoryNetwork();
    const { near, far } = await pair(network);
    expect(await write(near.link, "")).toBe(true);
    expect(far.chunks).toHaveLength(0);
  });

  it("waits for a window: a peer that does not read holds the sender back", async () => {
    const network = new MemoryNetwork({ faults: { receiveWindow: 1000 } });
    const { near, far } = await pair(network);
    far.link.pause();
    const data = new Uint8Array(2500).map((_, index) => index % 251);
    let taken: boolean | undefined;
    near.link.write(data, (all) => (taken = all));
    await network.idle();
    expect(taken).toBeUndefined();
    expect(far.length).toBe(0);
    expect(far.link.unread).toBe(1000);
    expect(near.link.unsent).toBe(1500);
    far.link.resume();
    await network.idle();
    expect(taken).toBe(true);
    expect(near.link.unsent).toBe(0);
    expect(far.bytes).toEqual(data);
  });

  it("has the window that SO_RCVBUF asks for", async () => {
    const network = new MemoryNetwork();
    const { near, far } = await pair(network);
    far.link.pause();
    expect(far.link.getReceiveBuffer?.()).toBe(65_536);
    far.link.setReceiveBuffer?.(100_000);
    expect(far.link.getReceiveBuffer?.()).toBe(100_000);
    await network.idle();
    near.link.write(new Uint8Array(200_000), () => {});
    await network.idle();
    expect(far.link.unread).toBe(100_000);
    far.link.setReceiveBuffer?.(10);
    await network.idle();
    expect(far.link.unread).toBe(100_000);
    far.link.setReceiveBuffer?.(150_000);
    await network.idle();
    expect(far.link.unread).toBe(150_000);
  });

  it("that has come stays readable after the end of the peer", async () => {
    const network = new MemoryNetwork();
    const { near, far } = await pair(
      network,
      undefined,
      undefined,
      v4("127.0.0.1"),
      false,
    );
    void write(near.link, "late");
    await end(near.link);
    await network.idle();
    expect(far.link.unread).toBe(4);
    far.start();
    await network.idle();
    expect(far.text).toBe("late");
    expect(far.ended).toBe(true);
  });

  it("that has come is lost by a reset", async () => {
    const network = new MemoryNetwork();
    const { near, far } = await pair(
      network,
      undefined,
      undefined,
      v4("127.0.0.1"),
      false,
    );
    expect(await write(near.link, "late")).toBe(true);
    await near.link.reset();
    await network.idle();
    far.start();
    await network.idle();
    expect(far.length).toBe(0);
    expect(far.ended).toBe(false);
    expect(far.broken?.status).toBe("STATUS_CONNECTION_RESET");
  });

  it("is lost by a reset with the end behind it", async () => {
    const network = new MemoryNetwork();
    const loopback = v4("127.0.0.1");
    const { near, far } = await pair(
      network,
      undefined,
      undefined,
      loopback,
      false,
    );
    void write(near.link, "late");
    await end(near.link);
    network.reset(near.link.localAddress);
    await network.idle();
    far.start();
    await network.idle();
    expect([far.length, far.ended]).toEqual([0, false]);
    expect(far.broken?.status).toBe("STATUS_CONNECTION_RESET");
  });

  it("is acknowledged once, with what was read of it at once", async () => {
    const events: string[] = [];
    const network = new MemoryNetwork({
      trace: ({ event }) => events.push(event),
    });
    const { near } = await pair(network);
    events.length = 0;
    await write(near.link, "a");
    await write(near.link, "b");
    expect(events).toEqual(["data", "ack", "data", "ack"]);
  });

  it("has arrived, and its end, whatever the receiver does then", async () => {
    const network = new MemoryNetwork();
    const { near, far } = await pair(
      network,
      undefined,
      undefined,
      v4("127.0.0.1"),
      false,
    );
    far.link.start({
      data: () => {},
      end: () => void far.link.reset(),
      broken: () => {},
    });
    near.start();
    void write(near.link, "a");
    expect(await end(near.link)).toBe(true);
    await network.idle();
    expect(near.broken?.status).toBe("STATUS_CONNECTION_RESET");
  });
});

describe("a reset", () => {
  it("fails what was to be sent, at both ends, and tells the peer once", async () => {
    const network = new MemoryNetwork({
      faults: { receiveWindow: 10, latency: 5 },
    });
    const { door, near, far } = await pair(network);
    near.link.pause();
    far.link.pause();
    const results: boolean[] = [];
    near.link.write(new Uint8Array(20), (taken) => results.push(taken));
    far.link.write(new Uint8Array(20), (taken) => results.push(taken));
    far.link.end((taken) => results.push(taken));
    await network.idle();
    expect(results).toEqual([]);
    await near.link.reset();
    expect(results).toEqual([false]);
    await network.idle();
    expect(results).toEqual([false, false, false]);
    expect(far.broken?.status).toBe("STATUS_CONNECTION_RESET");
    expect(near.broken).toBeUndefined();
    expect(far.after + near.after).toBe(0);
    door.port.close();
    expect(left(network)).toBe(0);
  });

  it("answers what is sent to an end that is no more", async () => {
    const network = new MemoryNetwork({ faults: { latency: 10 } });
    const { near, far } = await pair(network);
    await end(far.link);
    await end(near.link);
    // Both have ended; only then is an end released, and nothing can come any more.
    await far.link.release();
    expect(await write(far.link, "too late")).toBe(false);
    await network.idle();
    expect(near.ended).toBe(true);
    expect(near.broken).toBeUndefined();
  });
});

describe("silence", () => {
  it("leaves the peer without answers until it gives up", async () => {
    const network = new MemoryNetwork({ faults: { timeout: 5000 } });
    const { near, far } = await pair(network);
    near.link.silence?.();
    expect(await write(far.link, "anybody?")).toBe(false);
    await network.idle();
    expect(far.broken?.status).toBe("STATUS_IO_TIMEOUT");
    expect(network.now).toBeGreaterThanOrEqual(5000);
    expect(near.length).toBe(0);
    expect(near.broken).toBeUndefined();
    await near.link.reset();
  });
});

describe("IPv6", () => {
  it("has a loopback of its own", async () => {
    const network = new MemoryNetwork();
    const transport = transportOf(network);
    const { near } = await pair(network, transport, transport, v6("::1"));
    expect(near.link.localAddress).toMatchObject({
      family: "IPv6",
      address: "::1",
    });
  });

  it("takes IPv4 along if it is not alone", async () => {
    const network = new MemoryNetwork();
    const transport = transportOf(network);
    const port = bindStream(transport, v6("::"), { ipv6Only: false });
    const door = new Door(port);
    const { outcome } = bindStream(transport).connect(
      v4("127.0.0.1", port.address.port),
    );
    await network.idle();
    const link = door.requests[0]?.accept();
    expect(link?.remoteAddress).toMatchObject({
      family: "IPv6",
      address: "::ffff:127.0.0.1",
    });
    expect((await outcome).remoteAddress.family).toBe("IPv4");
  });

  it("reaches IPv4 by mapped addresses if it is not alone", async () => {
    const network = new MemoryNetwork();
    const transport = transportOf(network);
    const port = bindStream(transport);
    const door = new Door(port);
    const mapped = v6("::ffff:127.0.0.1", port.address.port);
    const alone = bindStream(transport, v6("::")).connect(mapped);
    expect(await statusOf(alone.outcome)).toBe("STATUS_NETWORK_UNREACHABLE");
    const { outcome } = bindStream(transport, v6("::"), {
      ipv6Only: false,
    }).connect(mapped);
    await network.idle();
    door.requests[0]?.accept();
    expect((await outcome).remoteAddress).toEqual(mapped);
  });
});
