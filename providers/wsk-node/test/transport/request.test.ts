import { describe, expect, it } from "vitest";
import { gone, request, settle, Told, until } from "./harness.ts";

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
