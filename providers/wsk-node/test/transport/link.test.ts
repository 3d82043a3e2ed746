import { once } from "node:events";
import { describe, expect, it } from "vitest";
import {
  atEnd,
  ended,
  gone,
  linked,
  request,
  settle,
  Told,
  until,
  written,
} from "./harness.ts";

const chunk = (size: number): Uint8Array => new Uint8Array(size).fill(7);

describe("before its start a link", () => {
  it("reads nothing, and holds the peer back", async () => {
    const { link, peer } = await linked();
    let taken = 0;
    const size = 1 << 20;
    for (let count = 0; count < 16; count += 1) {
      peer.write(chunk(size), () => (taken += 1));
    }
    await settle();
    expect(link.unread).toBe(0);
    expect(taken).toBeLessThan(16);

    const told = new Told();
    link.start(told);
    await until(() => told.bytes === 16 * size);
    await link.reset();
  });

  it("learns of what happens, and tells it once started", async () => {
    const { link, peer } = await linked();
    peer.resetAndDestroy();
    await settle();
    const told = new Told();
    link.start(told);
    expect(told.log).toEqual([]);
    await until(() => told.failure !== undefined);
    expect(told.order).toEqual(["broken"]);
    expect(told.failure?.status).toBe("STATUS_CONNECTION_RESET");
  });
});

describe("a link tells", () => {
  it("data in order, then the end, never within a call", async () => {
    const { link, peer } = await linked();
    const told = new Told();
    const parts: Uint8Array[] = [];
    told.onData = (part) => parts.push(part);
    peer.write("one ");
    peer.end("two");
    await settle();
    link.start(told);
    expect(told.log).toEqual([]);
    await until(() => told.log.includes("end"));
    expect(told.order).toEqual(["data", "end"]);
    expect(Buffer.concat(parts).toString()).toBe("one two");
    await settle();
    expect(told.log.filter((word) => word === "end")).toHaveLength(1);
  });

  it("plain arrays of bytes", async () => {
    const { link, peer } = await linked();
    const told = new Told();
    const parts: Uint8Array[] = [];
    told.onData = (part) => parts.push(part);
    link.start(told);
    peer.write("x");
    await until(() => parts.length > 0);
    expect(Object.getPrototypeOf(parts[0])).toBe(Uint8Array.prototype);
  });

  it("a reset, and nothing after it", async () => {
    const { link, peer } = await linked();
    const told = new Told();
    link.start(told);
    peer.resetAndDestroy();
    await until(() => told.failure !== undefined);
    expect(told.failure).toMatchObject({
      name: "TransportFailure",
      status: "STATUS_CONNECTION_RESET",
      cause: { code: "ECONNRESET" },
    });
    await settle();
    expect(told.order).toEqual(["broken"]);
  });

  // Node 20 and 22 take a reset for an end while there is data to be read.
  it.each([1, 1000, 70_000])(
    "a reset behind %i unread bytes as a reset, not as an end",
    async (size) => {
      const { link, peer } = await linked();
      await new Promise((resolve) => peer.write(chunk(size), resolve));
      peer.resetAndDestroy();
      await settle();
      const told = new Told();
      link.start(told);
      await until(() => told.failure !== undefined);
      expect(told.log).not.toContain("end");
      expect(told.failure?.status).toBe("STATUS_CONNECTION_RESET");
    },
  );

  it("an end behind unread bytes as an end", async () => {
    const { link, peer } = await linked();
    peer.end(chunk(70_000));
    await settle();
    const told = new Told();
    link.start(told);
    await until(() => told.log.includes("end"));
    await settle();
    expect(told.order).toEqual(["data", "end"]);
    expect(told.bytes).toBe(70_000);
  });

  it("that it has taken at once what the system has room for", async () => {
    const { link, peer } = await linked();
    let told = 0;
    const tell = (): void => {
      told += 1;
    };
    expect(link.write(chunk(64), tell)).toBe(true);
    expect(link.unsent).toBe(0);
    // The system takes only so much while the peer does not read.
    expect(link.write(chunk(16 << 20), tell)).toBe(false);
    expect(link.unsent).toBe(16 << 20);
    await settle();
    expect(told).toBe(0);
    peer.resume();
    await until(() => told === 1);
    expect(link.unsent).toBe(0);
    await link.reset();
  });

  it("that a large write is gone when Node tells so, and not before", async () => {
    const { link, peer } = await linked();
    peer.resume();
    let told = false;
    const taken = link.write(chunk(100_000), () => (told = true));
    expect([taken, told, link.unsent]).toEqual([false, false, 100_000]);
    await until(() => told);
    expect(link.unsent).toBe(0);
    await link.reset();
  });

  it("that nothing is taken once the peer has reset the connection", async () => {
    const { link, peer } = await linked();
    peer.resetAndDestroy();
    await settle();
    const taken = await written(link, chunk(64));
    const again = await written(link, chunk(64));
    expect([taken, again]).toEqual([false, false]);
  });

  it("somebody else from the second start on", async () => {
    const { link, peer } = await linked();
    const [first, second] = [new Told(), new Told()];
    link.start(first);
    peer.write("1");
    await until(() => first.bytes === 1);
    link.start(second);
    peer.end("23");
    await until(() => second.log.includes("end"));
    expect([first.bytes, second.bytes]).toEqual([1, 2]);
    expect(first.log).toEqual(["data"]);
  });
});

describe("a link that is paused", () => {
  it("tells no data and no end until it is resumed", async () => {
    const { link, peer } = await linked();
    const told = new Told();
    link.start(told);
    link.pause();
    peer.end("abc");
    await settle();
    expect(told.log).toEqual([]);
    link.resume();
    expect(told.log).toEqual([]);
    await until(() => told.log.includes("end"));
    expect(told.bytes).toBe(3);
    link.resume();
    await settle();
    expect(told.log).toEqual(["data", "end"]);
  });

  it("by what it tells stops at once", async () => {
    const { request: asked, peer } = await request();
    asked.watch(() => {});
    for (const size of [1, 2, 3, 199_994]) {
      peer.write(chunk(size));
      await settle();
    }
    const link = asked.accept();
    if (link === undefined) throw new TypeError("no link");
    const told = new Told();
    told.onData = () => link.pause();
    link.start(told);
    for (let turn = 1; told.bytes < 200_000; turn += 1) {
      await until(() => told.log.length >= turn);
      await settle();
      expect(told.log).toHaveLength(turn);
      link.resume();
    }
    peer.end();
    await until(() => told.log.includes("end"));
  });
});

describe("a link sends", () => {
  it("bytes in order, then the end", async () => {
    const { link, peer } = await linked();
    const parts: Buffer[] = [];
    peer.on("data", (part) => parts.push(part));
    const over = once(peer, "end");
    expect(await written(link, Buffer.from("one "))).toBe(true);
    link.write(Buffer.from("two"), () => {});
    expect(await ended(link)).toBe(true);
    expect(link.finished).toBe(true);
    await over;
    expect(Buffer.concat(parts).toString()).toBe("one two");
  });

  it("as much as the peer takes, and counts the rest", async () => {
    const { link, peer } = await linked();
    peer.pause();
    const size = 8 << 20;
    let taken = false;
    link.write(chunk(size), (done) => (taken = done));
    await settle();
    expect(taken).toBe(false);
    expect(link.unsent).toBe(size);
    expect(link.idealBacklog).toBeGreaterThan(0);
    peer.resume();
    await until(() => taken);
    expect(link.unsent).toBe(0);
  });

  it("nothing to a peer that has reset: that is told as a break", async () => {
    const { link, peer } = await linked();
    const told = new Told();
    link.start(told);
    link.pause();
    peer.pause();
    const first = written(link, chunk(8 << 20));
    await settle();
    peer.resetAndDestroy();
    expect(await first).toBe(false);
    await until(() => told.failure !== undefined);
    expect(told.failure?.status).toBe("STATUS_CONNECTION_RESET");
    expect(await ended(link)).toBe(false);
  });
});

describe("letting go of a link", () => {
  it("by a reset is seen as one by the peer, and told to nobody", async () => {
    const { link, peer, errors } = await linked();
    const told = new Told();
    link.start(told);
    const over = gone(peer);
    peer.resume();
    await link.reset();
    await over;
    expect(errors).toEqual(["ECONNRESET"]);
    expect(told.log).toEqual([]);
  });

  it("by a reset fails what is still to be sent", async () => {
    const { link, peer } = await linked();
    peer.pause();
    const call = written(link, chunk(8 << 20));
    const end = ended(link);
    await link.reset();
    expect(await call).toBe(false);
    expect(await end).toBe(false);
  });

  // While a handle is being shut down it refuses a reset, and would stay open.
  it("by a reset fails an end behind it, in a later turn", async () => {
    const { link } = await linked();
    const over = link.reset();
    let calls = 0;
    const end = new Promise<boolean>((resolve) => {
      link.end((taken) => {
        calls += 1;
        resolve(taken);
      });
    });
    expect(calls).toBe(0);
    expect(await end).toBe(false);
    await over;
    expect(await ended(link)).toBe(false);
    expect(calls).toBe(1);
  });

  it("by a reset in the very turn of its end", async () => {
    const { link, peer } = await linked();
    const over = gone(peer);
    peer.resume();
    link.end(() => {});
    await link.reset();
    peer.end();
    await over;
  });

  it("by a release is no reset once both directions are closed", async () => {
    const { link, peer, errors } = await linked();
    const told = new Told();
    link.start(told);
    peer.resume().end("x");
    const over = gone(peer);
    await until(() => told.log.includes("end"));
    await ended(link);
    await link.release();
    await over;
    expect(errors).toEqual([]);
    expect(told.order).toEqual(["data", "end"]);
  });

  it("keeps the addresses that it was asked for", async () => {
    const { link, peer } = await linked();
    const { localPort = 0, remotePort = 0 } = peer;
    expect(link.localAddress.port).toBe(remotePort);
    await link.reset();
    expect(link.remoteAddress.port).toBe(localPort);
    expect(link.localAddress.port).toBe(remotePort);
  });

  it("leaves nothing behind when done twice", async () => {
    const { link } = await linked();
    await Promise.all([link.reset(), link.reset()]);
    await link.release();
    atEnd(() => link.reset());
  });
});
