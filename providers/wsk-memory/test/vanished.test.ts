import { describe, expect, it } from "vitest";
import { MemoryNetwork } from "../src/index.ts";
import {
  bindDatagram,
  bindStream,
  Door,
  left,
  pair,
  send,
  statusOf,
  transportOf,
  v4,
  write,
} from "./wire.ts";

const hosts = { one: ["10.1.0.1"], two: ["10.1.0.2"] };

describe("what has vanished", () => {
  it("is not reached by requests", async () => {
    const network = new MemoryNetwork({ hosts });
    const one = transportOf(network, "one");
    const port = bindStream(transportOf(network, "two"), v4("10.1.0.2"));
    const door = new Door(port);
    network.faults = { vanished: ["two"], timeout: 3000 };
    const { outcome } = bindStream(one, v4("0.0.0.0")).connect(port.address);
    expect(await statusOf(outcome)).toBe("STATUS_IO_TIMEOUT");
    expect(network.now).toBe(3000);
    expect(door.requests).toHaveLength(0);
    network.faults = {};
    await pair(network, one, transportOf(network, "two"), v4("10.1.0.2"));
    expect(network.now).toBe(3000);
  });

  it("lets its request be given up", async () => {
    const network = new MemoryNetwork({ hosts, clock: "manual" });
    network.faults = { vanished: ["two"] };
    const one = transportOf(network, "one");
    const attempt = bindStream(one, v4("0.0.0.0")).connect(v4("10.1.0.2", 80));
    const status = statusOf(attempt.outcome);
    await network.advance(1000);
    await attempt.abandon();
    expect(await status).toBe("STATUS_CANCELLED");
    await network.advance(100_000);
    expect(left(network)).toBe(0);
  });

  it("leaves its peers half open: they notice when they send", async () => {
    const network = new MemoryNetwork({ hosts });
    const one = transportOf(network, "one");
    const two = transportOf(network, "two");
    const { near, far } = await pair(network, one, two, v4("10.1.0.2"));
    network.faults = { vanished: ["two"] };
    await network.idle();
    expect(near.broken).toBeUndefined();
    expect(await write(near.link, "anybody?")).toBe(false);
    expect(near.broken?.status).toBe("STATUS_IO_TIMEOUT");
    expect(network.now).toBe(20_000);
    expect(far.length).toBe(0);
    expect(far.broken).toBeUndefined();
  });

  it("leaves those half open who wait for an answer", async () => {
    const network = new MemoryNetwork({
      hosts,
      clock: "manual",
      faults: { latency: 10 },
    });
    const one = transportOf(network, "one");
    const two = transportOf(network, "two");
    const { near, far } = await pair(network, one, two, v4("10.1.0.2"));
    const done = write(near.link, "heard");
    await network.advance(15);
    expect(far.text).toBe("heard");
    network.faults = { vanished: ["two"], latency: 10 };
    await network.advance(60_000);
    expect(await done).toBe(false);
    expect(near.broken?.status).toBe("STATUS_IO_TIMEOUT");
  });

  it("goes on where it was if it comes back in time", async () => {
    const network = new MemoryNetwork({ hosts, clock: "manual" });
    const one = transportOf(network, "one");
    const two = transportOf(network, "two");
    const { near, far } = await pair(network, one, two, v4("10.1.0.2"));
    network.faults = { vanished: ["two"] };
    const done = write(near.link, "patience");
    await network.advance(5000);
    expect(far.length).toBe(0);
    network.faults = {};
    await network.advance(20_000);
    expect(await done).toBe(true);
    expect(far.text).toBe("patience");
  });

  it("is noticed by who keeps the connection alive", async () => {
    const network = new MemoryNetwork({ hosts });
    const one = transportOf(network, "one");
    const two = transportOf(network, "two");
    const { near, far } = await pair(network, one, two, v4("10.1.0.2"));
    near.link.setKeepAlive(true);
    await network.idle();
    expect(network.now).toBe(0);
    network.faults = { vanished: ["10.1.0.2"] };
    await network.idle();
    expect(near.broken?.status).toBe("STATUS_IO_TIMEOUT");
    expect(far.broken).toBeUndefined();
    expect(network.now).toBe(7_200_000);
  });

  it("is forgiven by who keeps the connection alive, if it comes back", async () => {
    const network = new MemoryNetwork({ hosts, clock: "manual" });
    const one = transportOf(network, "one");
    const two = transportOf(network, "two");
    const { near } = await pair(network, one, two, v4("10.1.0.2"));
    near.link.setKeepAlive(true);
    network.faults = { vanished: ["two"] };
    await network.advance(7_000_000);
    network.faults = {};
    await network.advance(7_000_000);
    expect(near.broken).toBeUndefined();
    network.faults = { vanished: ["two"] };
    await network.advance(7_200_000);
    expect(near.broken?.status).toBe("STATUS_IO_TIMEOUT");
  });

  it("is no longer waited for when the connection is given up", async () => {
    const network = new MemoryNetwork({ hosts });
    const one = transportOf(network, "one");
    const two = transportOf(network, "two");
    const { near } = await pair(network, one, two, v4("10.1.0.2"));
    near.link.setKeepAlive(true);
    network.faults = { vanished: ["two"] };
    await near.link.reset();
    await network.idle();
    expect(near.broken).toBeUndefined();
    expect(network.now).toBe(0);
  });

  it("may be a single port, even on the same host", async () => {
    const network = new MemoryNetwork();
    const { near, far } = await pair(network);
    const { address, port } = far.link.localAddress;
    const lost = await bindDatagram(
      transportOf(network),
      v4("127.0.0.1", port),
    );
    network.faults = { vanished: [`${address}:${port}`] };
    expect(await write(near.link, "gone")).toBe(false);
    await send(lost, "gone", lost.port.address);
    await network.idle();
    expect(lost.box.texts).toEqual([]);
    expect(lost.box.undelivered).toEqual([]);
    network.faults = {};
    await send(lost, "back", lost.port.address);
    await network.idle();
    expect(lost.box.texts).toEqual(["back"]);
  });

  it("still reaches itself", async () => {
    const network = new MemoryNetwork({ hosts, faults: { vanished: ["one"] } });
    const { near, far } = await pair(network, transportOf(network, "one"));
    expect(await write(near.link, "me")).toBe(true);
    expect(far.text).toBe("me");
  });
});
