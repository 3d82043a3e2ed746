import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import {
  anyPort,
  atEnd,
  binding,
  gone,
  Heard,
  request,
  settle,
  Told,
  transportOf,
  until,
} from "./harness.ts";

describe("a request", () => {
  it("tells both addresses, and becomes a link", async () => {
    const { request: asked, peer } = await request();
    expect(asked.remoteAddress.port).toBe(peer.localPort);
    expect(asked.localAddress.port).toBe(peer.remotePort);
    const link = asked.accept();
    expect(link?.remoteAddress).toEqual(asked.remoteAddress);
  });

  it("that is rejected ends in a reset", async () => {
    const { request: asked, peer, errors } = await request();
    peer.resume();
    const over = gone(peer);
    asked.reject();
    await over;
    expect(errors).toEqual(["ECONNRESET"]);
    expect(asked.accept()).toBeUndefined();
  });
});

describe("a peer that has given up before anybody looked", () => {
  async function listen(): Promise<Heard> {
    const heard = new Heard();
    const listener = transportOf().bindStream(anyPort, binding).listen(heard);
    atEnd(() => listener.close());
    await until(() => heard.address !== undefined);
    return heard;
  }

  /** Connects from another process, which is over before this one does anything else. */
  function connectBy({ address }: Heard, ending: string): void {
    const connect = `require("node:net").connect(${address?.port}, "127.0.0.1"`;
    const program = `const peer = ${connect}, () => peer.${ending}())`;
    execFileSync(process.execPath, ["-e", program]);
  }

  it("is missed, since nobody knows who it was", async () => {
    const heard = await listen();
    connectBy(heard, "resetAndDestroy");
    await until(() => heard.missing.length > 0);
    expect(heard.missing).toMatchObject([
      { status: "STATUS_CONNECTION_ABORTED" },
    ]);
    expect(heard.requests).toEqual([]);
  });

  it("is a request if it has only ended", async () => {
    const heard = await listen();
    connectBy(heard, "destroy");
    await until(() => heard.requests.length > 0);
    expect(heard.requests).toMatchObject([
      { remoteAddress: { family: "IPv4", address: "127.0.0.1" } },
    ]);
    heard.requests[0]?.reject();
  });
});

describe("a request that is watched", () => {
  it("tells once that the peer has given up", async () => {
    const { request: asked, peer } = await request();
    let aborted = 0;
    asked.watch(() => (aborted += 1));
    await settle();
    expect(aborted).toBe(0);
    peer.resetAndDestroy();
    await until(() => aborted > 0);
    expect(asked.accept()).toBeUndefined();
    await settle();
    expect(aborted).toBe(1);
  });

  it("tells so of a peer that had given up before", async () => {
    const { request: asked, peer } = await request();
    let early = 0;
    asked.watch(() => (early += 1));
    peer.resetAndDestroy();
    await until(() => early > 0);
    let aborted = 0;
    asked.watch(() => (aborted += 1));
    expect(aborted).toBe(0);
    await until(() => aborted > 0);
  });

  // Node 20 and 22 take such a reset for an end.
  it.each([1, 1000, 60_000])("tells so even behind %i bytes", async (size) => {
    const { request: asked, peer } = await request();
    let aborted = 0;
    asked.watch(() => (aborted += 1));
    await new Promise((resolve) => peer.write(new Uint8Array(size), resolve));
    peer.resetAndDestroy();
    await until(() => aborted > 0);
    expect(asked.accept()).toBeUndefined();
  });

  it("does not take an end for giving up, and keeps what came first", async () => {
    const { request: asked, peer } = await request();
    let aborted = 0;
    asked.watch(() => (aborted += 1));
    peer.end("abc");
    await settle();
    expect(aborted).toBe(0);
    const link = asked.accept();
    expect(link?.unread).toBe(3);
    const told = new Told();
    link?.start(told);
    expect(told.log).toEqual([]);
    await until(() => told.log.includes("end"));
    expect(told.order).toEqual(["data", "end"]);
    expect(told.bytes).toBe(3);
  });

  it("takes an end without data for no giving up either", async () => {
    const { request: asked, peer } = await request();
    let aborted = 0;
    asked.watch(() => (aborted += 1));
    peer.end();
    await settle();
    const told = new Told();
    asked.accept()?.start(told);
    await until(() => told.log.includes("end"));
    expect(aborted).toBe(0);
  });

  it("reads ahead within bounds, and loses nothing", async () => {
    const { request: asked, peer } = await request();
    asked.watch(() => {});
    const size = 16 << 20;
    let taken = false;
    peer.write(new Uint8Array(size), () => (taken = true));
    await settle();
    expect(taken).toBe(false);
    const link = asked.accept();
    expect(link?.unread).toBeGreaterThan(0);
    expect(link?.unread).toBeLessThan(256 * 1024);
    const told = new Told();
    link?.start(told);
    await until(() => told.bytes === size);
    peer.end();
    await until(() => told.log.includes("end"));
    expect(told.order).toEqual(["data", "end"]);
  });

  it("tells no more of it once accepted: the link does", async () => {
    const { request: asked, peer } = await request();
    let aborted = 0;
    asked.watch(() => (aborted += 1));
    const link = asked.accept();
    peer.resetAndDestroy();
    await settle();
    expect(aborted).toBe(0);
    const told = new Told();
    link?.start(told);
    await until(() => told.failure !== undefined);
    expect(told.failure?.status).toBe("STATUS_CONNECTION_RESET");
  });
});
