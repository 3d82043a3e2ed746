import { afterEach, expect, it } from "vitest";
import { register } from "@captable/wsk";
import {
  MemoryNetwork,
  memoryProvider,
  type Faults,
} from "@captable/wsk-memory";
import { Dice } from "./dice.ts";
import { playRound } from "./rounds.ts";
import { Tally } from "./tally.ts";
import { World } from "./world.ts";

const MILLISECONDS = 500;

const worlds: World[] = [];

afterEach(async () => {
  for (const world of worlds.splice(0)) await world.idle();
});

/** A round on a network of its own. */
async function round(faults: Faults): Promise<Tally> {
  const network = new MemoryNetwork({ seed: 1, faults });
  const registration = register(memoryProvider({ network }));
  const wsk = await registration.captureProviderNPI();
  const tally = new Tally();
  const world = new World(wsk, tally);
  worlds.push(world);
  await Promise.race([
    playRound(world, new Dice(1), MILLISECONDS),
    world.failure,
  ]);
  registration.releaseProviderNPI();
  await registration.deregister();
  return tally;
}

it("passes on a network that is sound", async () => {
  const tally = await round({});
  expect(tally.of("connections")).toBeGreaterThan(0);
  expect(tally.of("datagramsReceived")).toBe(tally.of("datagramsSent"));
});

it("passes on a network that cuts data into small pieces and is slow", async () => {
  const tally = await round({
    latency: { min: 0, max: 3 },
    segmentSize: { min: 1, max: 3000 },
  });
  expect(tally.of("connections")).toBeGreaterThan(0);
});

it("fails on a network that delivers datagrams twice", async () => {
  await expect(round({ duplication: 0.5 })).rejects.toThrow("arrived twice");
});

it("fails on a network that resets connections", async () => {
  await expect(round({ resets: 0.1 })).rejects.toThrow();
});
