import { describe, expect, it } from "vitest";
import { MemoryNetwork, type Faults } from "../src/index.ts";
import { bindDatagram, transportOf } from "./wire.ts";

/** The texts of numbered datagrams that a port has sent to itself. */
async function exchanged(faults: Faults, count: number): Promise<string[]> {
  const network = new MemoryNetwork({ faults });
  const near = await bindDatagram(transportOf(network));
  for (let index = 0; index < count; index += 1) {
    near.port.send(
      new TextEncoder().encode(String(index)),
      near.port.address,
      () => {},
    );
  }
  await network.idle();
  return near.box.texts;
}

const numbers = Array.from({ length: 200 }, (_, index) => String(index));

describe("datagrams", () => {
  it("all arrive in order when nothing goes wrong, however long they take", async () => {
    expect(await exchanged({}, 200)).toEqual(numbers);
    expect(await exchanged({ latency: { min: 0, max: 50 } }, 200)).toEqual(
      numbers,
    );
  });

  it("are lost with the probability given", async () => {
    expect(await exchanged({ loss: 1 }, 200)).toEqual([]);
    const some = await exchanged({ loss: 0.5 }, 200);
    expect(some.length).toBeGreaterThan(60);
    expect(some.length).toBeLessThan(140);
    expect(some).toEqual(numbers.filter((text) => some.includes(text)));
  });

  it("are duplicated with the probability given", async () => {
    const twice = await exchanged({ duplication: 1 }, 200);
    expect(twice).toEqual(numbers.flatMap((text) => [text, text]));
  });

  it("overtake each other with the probability given", async () => {
    const mixed = await exchanged({ reordering: 0.2 }, 200);
    expect(mixed).not.toEqual(numbers);
    expect(mixed.toSorted((one, other) => Number(one) - Number(other))).toEqual(
      numbers,
    );
  });
});
