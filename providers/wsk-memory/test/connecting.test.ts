import { describe, expect, it } from "vitest";
import { MemoryNetwork } from "../src/index.ts";
import {
  bindStream,
  Door,
  Ear,
  left,
  statusOf,
  transportOf,
  v4,
} from "./wire.ts";

describe("connecting", () => {
  it("completes when the request is accepted, and not before", async () => {
    const network = new MemoryNetwork();
    const transport = transportOf(network);
    const port = bindStream(transport);
    const door = new Door(port);
    let isConnected = false;
    const { outcome } = bindStream(transport).connect(port.address);
    const near = outcome.then((link) => {
      isConnected = true;
      return link;
    });
    await network.idle();
    expect(door.opened).toEqual(port.address);
    expect(door.requests).toHaveLength(1);
    expect(isConnected).toBe(false);
    const far = door.requests[0]?.accept();
    await network.idle();
    expect(isConnected).toBe(true);
    const { localAddress, remoteAddress } = await near;
    expect(localAddress).toEqual(far?.remoteAddress);
    expect(remoteAddress).toEqual(far?.localAddress);
  });

  it("fails when the request is rejected", async () => {
    const network = new MemoryNetwork();
    const transport = transportOf(network);
    const port = bindStream(transport);
    const door = new Door(port);
    const { outcome } = bindStream(transport).connect(port.address);
    const status = statusOf(outcome);
    await network.idle();
    door.requests[0]?.reject();
    expect(await status).toBe("STATUS_CONNECTION_REFUSED");
    expect(door.requests[0]?.accept()).toBeUndefined();
  });

  it("is refused where nobody listens", async () => {
    const network = new MemoryNetwork();
    const transport = transportOf(network);
    const bound = bindStream(transport);
    for (const { port } of [bound.address, v4("127.0.0.1", 80)]) {
      const { outcome } = bindStream(transport).connect(v4("127.0.0.1", port));
      expect(await statusOf(outcome)).toBe("STATUS_CONNECTION_REFUSED");
    }
    bound.close();
    expect(left(network)).toBe(0);
  });

  it("is refused once the listener is closed", async () => {
    const network = new MemoryNetwork();
    const transport = transportOf(network);
    const port = bindStream(transport);
    const door = new Door(port);
    door.port.close();
    const { outcome } = bindStream(transport).connect(port.address);
    expect(await statusOf(outcome)).toBe("STATUS_CONNECTION_REFUSED");
    expect(door.opened).toBeUndefined();
    expect(left(network)).toBe(0);
  });

  it("leaves requests with whom they were told to, though the listener is closed", async () => {
    const network = new MemoryNetwork();
    const transport = transportOf(network);
    const port = bindStream(transport);
    const door = new Door(port);
    const { outcome } = bindStream(transport).connect(port.address);
    await network.idle();
    door.port.close();
    const far = door.requests[0]?.accept();
    const near = await outcome;
    expect(near.remoteAddress).toEqual(far?.localAddress);
  });

  it("can be given up, and leaves nothing", async () => {
    const network = new MemoryNetwork();
    const transport = transportOf(network);
    const port = bindStream(transport);
    const door = new Door(port);
    const attempt = bindStream(transport).connect(port.address);
    const status = statusOf(attempt.outcome);
    await network.idle();
    let aborted = 0;
    door.requests[0]?.watch(() => (aborted += 1));
    await attempt.abandon();
    expect(await status).toBe("STATUS_CANCELLED");
    await network.idle();
    expect(aborted).toBe(1);
    expect(door.requests[0]?.accept()).toBeUndefined();
    door.port.close();
    expect(left(network)).toBe(0);
  });

  it("that was given up is told to who watches later", async () => {
    const network = new MemoryNetwork();
    const transport = transportOf(network);
    const door = new Door(bindStream(transport, v4("127.0.0.1", 80)));
    const attempts = [1, 2].map(() => {
      const attempt = bindStream(transport).connect(v4("127.0.0.1", 80));
      attempt.outcome.catch(() => {});
      return attempt;
    });
    await network.idle();
    const [pended, accepted] = door.requests;
    accepted?.accept();
    await Promise.all(attempts.map((attempt) => attempt.abandon()));
    await network.idle();
    let aborted = 0;
    for (const request of [pended, accepted]) {
      request?.watch(() => (aborted += 1));
    }
    expect(aborted).toBe(0);
    await network.idle();
    expect(aborted).toBe(2);
  });

  it("that is given up while it is accepted resets the other end", async () => {
    const network = new MemoryNetwork();
    const transport = transportOf(network);
    const port = bindStream(transport);
    const door = new Door(port);
    const attempt = bindStream(transport).connect(port.address);
    const status = statusOf(attempt.outcome);
    await network.idle();
    const link = door.requests[0]?.accept();
    await attempt.abandon();
    expect(await status).toBe("STATUS_CANCELLED");
    if (link === undefined) throw new TypeError("not accepted");
    const far = new Ear(link);
    await network.idle();
    expect(far.broken?.status).toBe("STATUS_CONNECTION_RESET");
    door.port.close();
    expect(left(network)).toBe(0);
  });

  it("is possible once between two addresses", async () => {
    const network = new MemoryNetwork();
    const transport = transportOf(network);
    const listener = bindStream(transport);
    const door = new Door(listener);
    const first = bindStream(transport, v4("127.0.0.1"), { sharing: "reuse" });
    const { address } = first;
    const second = (): void => {
      const port = bindStream(transport, address, { sharing: "reuse" });
      void port.connect(listener.address);
    };
    const { outcome } = first.connect(listener.address);
    expect(await statusOf(second)).toBe("STATUS_ADDRESS_ALREADY_EXISTS");
    await network.idle();
    door.requests[0]?.accept();
    await (await outcome).reset();
    second();
    await network.idle();
    expect(door.requests).toHaveLength(2);
  });
});
