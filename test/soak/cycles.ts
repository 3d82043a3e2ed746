// Opens and closes sockets of every category again and again: memory and descriptors stay flat.
// node --expose-gc cycles.js [--cycles 20000] [--provider node|memory]
import { register, type CategoryName } from "@captable/wsk";
import { cyclesOf, type Cycle } from "./cycle-kinds.ts";
import { Discrepancy } from "./discrepancy.ts";
import { coursesOf, describeCourse, type Sample } from "./flatness.ts";
import { expectExit, failLoudly, within } from "./guards.ts";
import { takeSample } from "./sampling.ts";
import { providerOf, readSettings, type Settings } from "./settings.ts";

/** How many samples are taken of a category, besides a first that says nothing: caches fill. */
const SAMPLES = 12;
const WORKERS = 8;
/** How long a part may take, in milliseconds. */
const PATIENCE = 120_000;

async function repeat(count: number, cycle: Cycle): Promise<void> {
  let left = count;
  const work = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await cycle(left);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
}

async function cycle(
  settings: Settings,
  category: CategoryName,
): Promise<string> {
  const registration = register(providerOf(settings));
  const wsk = await registration.captureProviderNPI();
  const { cycle, end } = await cyclesOf(wsk, category);
  const part = Math.ceil(settings.cycles / (SAMPLES + 1));
  const samples: Sample[] = [];
  let took = 0;
  for (let index = 0; index <= SAMPLES; index += 1) {
    const before = performance.now();
    await within(PATIENCE, repeat(part, cycle), () => `${category} cycles`);
    took += performance.now() - before;
    const sample = await takeSample();
    if (index > 0) samples.push(sample);
  }
  await end();
  registration.releaseProviderNPI();
  await within(PATIENCE, registration.deregister(), () => "deregister");
  return judge(part * (SAMPLES + 1), took, samples);
}

function judge(
  count: number,
  took: number,
  samples: readonly Sample[],
): string {
  const courses = coursesOf(samples);
  const each = ((took / count) * 1000).toFixed(0);
  const report = `${count} in ${(took / 1000).toFixed(1)} s, ${each} µs each; ${courses.map(describeCourse).join(", ")}`;
  if (courses.every(({ flat }) => flat)) return report;
  throw new Discrepancy(report);
}

const categories: readonly CategoryName[] = [
  "basic",
  "listening",
  "datagram",
  "connectionOriented",
  "stream",
];

const settings = readSettings(process.argv.slice(2));
const title = `cycles of wsk-${settings.provider}`;
failLoudly(title);
for (const category of categories) {
  console.log(`${title}, ${category}: ${await cycle(settings, category)}`);
}
expectExit(title);
