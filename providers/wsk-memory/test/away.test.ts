import { describe, expect, it } from "vitest";
import { MemoryNetwork, type MemoryNetworkOptions } from "../src/index.ts";
import {
  bindStream,
  Door,
  left,
  pair,
  transportOf,
  v4,
  write,
  type Pair,
} from "./wire.ts";

interface Apart extends Pair {
  readonly network: MemoryNetwork;
}

/** Two ends of a connection, on two hosts. */
async function apart(options: MemoryNetworkOptions = {}): Promise<Apart> {
  const network = new MemoryNetwork({
    hosts: { one: ["10.1.0.1"], two: ["10.1.0.2"] },
    ...options,
  });
  const one = transportOf(network, "one");
  const two = transportOf(network, "two");
  return { network, ...(await pair(network, one, two, v4("10.1.0.2"))) };
}

const away = ["two"];

describe("what was sent to a place that has vanished", () => {
  const parts = { vanished: away, segmentSize: 10 };

  it("arrives whole if the place comes back in time", async () => {
    const { network, near, far } = await apart({ clock: "manual" });
    network.faults = parts;
    const done = write(near.link, "0123456789abcdefghij");
    await network.advance(19_000);
    network.faults = {};
    await network.advance(30_000);
    expect(await done).toBe(true);
    expect(far.text).toBe("0123456789abcdefghij");
  });

  it("leaves no gap if its beginning is given up", async () => {
    const { network, near, far } = await apart();
    network.faults = parts;
    expect(await write(near.link, "0123456789abcdefghij")).toBe(false);
    expect(network.now).toBe(20_000);
    network.faults = {};
    await network.idle();
    expect(far.text).toBe("");
    expect(far.broken?.status).toBe("STATUS_CONNECTION_RESET");
  });

  it("is given up at once with its beginning, however much it is", async () => {
    const { network, near } = await apart();
    network.faults = parts;
    expect(await write(near.link, new Uint8Array(1000))).toBe(false);
    await network.idle();
    expect(network.now).toBe(20_000);
    expect(near.broken?.status).toBe("STATUS_IO_TIMEOUT");
  });

  it("is given up with the request, if that is", async () => {
    const network = new MemoryNetwork({
      hosts: { one: ["10.1.0.1"], two: ["10.1.0.2"] },
      faults: { vanished: away },
    });
    const port = bindStream(transportOf(network, "two"), v4("10.1.0.2", 80));
    const door = new Door(port);
    const one = transportOf(network, "one");
    const attempt = bindStream(one, v4("0.0.0.0")).connect(port.address);
    attempt.outcome.catch(() => {});
    await attempt.abandon();
    network.faults = {};
    await network.idle();
    door.port.close();
    expect(left(network)).toBe(0);
  });

  it("is waited for as long behind something else that does not get through", async () => {
    const { network, near, far } = await apart({
      clock: "manual",
      faults: { latency: 10 },
    });
    void write(near.link, "question");
    // Whoever has received says so, on a way that is cut off then.
    await network.advance(15);
    expect(far.text).toBe("question");
    network.faults = { vanished: ["one"], latency: 10 };
    const begun = network.now;
    const over = write(far.link, "answer").then(() => network.now - begun);
    await network.advance(60_000);
    expect(await over).toBe(20_010);
  });
});

describe("a connection that is kept alive", () => {
  it("is not waited for any more once the peer is back", async () => {
    const { network, near } = await apart();
    near.link.setKeepAlive(true);
    network.faults = { vanished: away };
    network.faults = {};
    await network.idle();
    expect(network.now).toBe(0);
  });

  it("nor once it is not to be kept alive", async () => {
    const { network, near } = await apart();
    near.link.setKeepAlive(true);
    network.faults = { vanished: away };
    near.link.setKeepAlive(false);
    await network.idle();
    expect(network.now).toBe(0);
  });

  it("bears a peer that is away for less than two hours at a time", async () => {
    const { network, near } = await apart({ clock: "manual" });
    near.link.setKeepAlive(true);
    network.faults = { vanished: away };
    await network.advance(7_000_000);
    network.faults = {};
    network.faults = { vanished: away };
    await network.advance(7_199_000);
    expect(near.broken).toBeUndefined();
    await network.advance(1000);
    expect(near.broken?.status).toBe("STATUS_IO_TIMEOUT");
  });

  it("ends when its peer has fallen silent", async () => {
    const { network, near, far } = await apart();
    near.link.setKeepAlive(true);
    await network.idle();
    expect(near.broken).toBeUndefined();
    far.link.silence?.();
    await network.idle();
    expect(network.now).toBe(7_200_000);
    expect(near.broken?.status).toBe("STATUS_IO_TIMEOUT");
  });

  it("ends when its peer has come back and knows nothing of it", async () => {
    const { network, near, far } = await apart();
    near.link.setKeepAlive(true);
    network.faults = { vanished: away };
    await far.link.reset();
    await network.advance(1000);
    network.faults = {};
    await network.idle();
    expect(near.broken?.status).toBe("STATUS_CONNECTION_RESET");
    expect(network.now).toBe(7_200_000);
  });
});
