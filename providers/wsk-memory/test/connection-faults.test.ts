import { describe, expect, it } from "vitest";
import { MemoryNetwork } from "../src/index.ts";
import { left, pair, write } from "./wire.ts";

describe("resets", () => {
  it("come after so many bytes, exactly", async () => {
    const network = new MemoryNetwork({ faults: { resetAfter: 1500 } });
    const { door, near, far } = await pair(network);
    expect(await write(far.link, new Uint8Array(1000))).toBe(true);
    expect(await write(near.link, new Uint8Array(1000))).toBe(false);
    await network.idle();
    expect(far.length).toBe(500);
    for (const { broken, after } of [near, far]) {
      expect(broken?.status).toBe("STATUS_CONNECTION_RESET");
      expect(after).toBe(0);
    }
    door.port.close();
    expect(left(network)).toBe(0);
  });

  it("come with the probability given, and not without", async () => {
    const network = new MemoryNetwork({ faults: { resets: 0 } });
    const { near, far } = await pair(network);
    expect(await write(near.link, "fine")).toBe(true);
    network.faults = { resets: 1 };
    expect(await write(near.link, "cut")).toBe(false);
    await network.idle();
    expect(far.text).toBe("fine");
    expect(far.broken?.status).toBe("STATUS_CONNECTION_RESET");
    expect(near.broken?.status).toBe("STATUS_CONNECTION_RESET");
  });
});
