import { describe, expect, it } from "vitest";
import type { Link, LinkEvents } from "@captable/wsk-sockets";
import { sharedMemory } from "../../src/inflow.ts";
import { outgoing, settle, Told, until } from "./harness.ts";

const SIZE = 64 * 1024;

/** Keeps what it is told, and copies what it is lent. */
class Keeper extends Told {
  readonly chunks: Uint8Array[] = [];
  /** What was lent, not copied. */
  readonly lent: Uint8Array[] = [];

  override data(chunk: Uint8Array, lent = false): void {
    super.data(chunk);
    this.chunks.push(lent ? chunk.slice() : chunk);
    if (lent) this.lent.push(chunk);
  }
}

function started(link: Link): Keeper {
  const keeper = new Keeper();
  const events: LinkEvents = keeper;
  link.start(events);
  return keeper;
}

// On Windows no memory is shared.
describe.runIf(process.platform !== "win32")("outgoing connections", () => {
  it("read into the same memory, one after the other", async () => {
    const one = await outgoing();
    const other = await outgoing();
    const keepers = [started(one.link), started(other.link)];
    one.peer.write(Buffer.alloc(10, 1));
    await until(() => keepers[0]?.bytes === 10);
    other.peer.write(Buffer.alloc(10, 2));
    await until(() => keepers[1]?.bytes === 10);
    const [first, second] = keepers.map(({ lent }) => lent[0]);
    expect(first?.buffer).toBe(second?.buffer);
    // What was lent to the first is the second's now; what the first has copied is its own.
    expect(first?.[0]).toBe(2);
    expect([...(keepers[0]?.chunks[0] ?? [])]).toEqual(Array(10).fill(1));
  });

  it("lose and mix up nothing, however much comes at the same time", async () => {
    const both = [await outgoing(), await outgoing()];
    const keepers = both.map(({ link }) => started(link));
    both.forEach(({ peer }, at) => peer.end(Buffer.alloc(40 * SIZE, at + 1)));
    await until(() => keepers.every(({ log }) => log.includes("end")));
    for (const [at, { bytes, chunks }] of keepers.entries()) {
      expect(bytes).toBe(40 * SIZE);
      const own = Buffer.alloc(SIZE, at + 1);
      for (const chunk of chunks) {
        expect(own.subarray(0, chunk.byteLength).equals(chunk)).toBe(true);
      }
    }
  });

  it("read nothing while they are paused, and go on behind it", async () => {
    const { link, peer } = await outgoing();
    const keeper = started(link);
    link.pause();
    peer.write("abc");
    await settle();
    expect(keeper.bytes).toBe(0);
    link.resume();
    await until(() => keeper.bytes === 3);
  });
});

it("the memory is shared unless the platform is given it ahead of time", () => {
  expect(sharedMemory() === undefined).toBe(process.platform === "win32");
});
