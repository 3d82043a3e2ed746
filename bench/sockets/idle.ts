// What idle connections take: a process of its own for each contender, since memory is given back as it pleases.
import { setTimeout as sleep } from "node:timers/promises";
import { register } from "@captable/wsk";
import { nodeProvider } from "@captable/wsk-node";
import { rawConnect } from "./raw.ts";
import { UNBOUND, at } from "./wsk.ts";

const [contender = "node:net", port = "0", count = "1000"] =
  process.argv.slice(2);

const open = await opener();
const kept: unknown[] = [];
await openMany(200);
const before = await taken();
await openMany(Number(count));
const after = await taken();
const each = (of: keyof typeof after): number =>
  (after[of] - before[of]) / Number(count);
console.log(
  JSON.stringify({
    resident: each("resident"),
    heap: each("heap"),
    kept: kept.length,
  }),
);
process.exit();

async function opener(): Promise<() => Promise<unknown>> {
  if (contender === "node:net") return () => rawConnect(Number(port));
  const registration = register(nodeProvider());
  const wsk = await registration.captureProviderNPI();
  const remote = at(Number(port));
  return () => wsk.socketConnect(UNBOUND, remote);
}

async function openMany(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 50) {
    kept.push(...(await Promise.all(Array.from({ length: 50 }, open))));
  }
}

async function taken(): Promise<{ resident: number; heap: number }> {
  for (let round = 0; round < 4; round += 1) {
    globalThis.gc?.();
    await sleep(50);
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { resident: rss, heap: heapUsed + external };
}
