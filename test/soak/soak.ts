// Mixed traffic in all categories for a time: every byte accounted for, and nothing left at the end.
// node --expose-gc soak.js [--seconds 60] [--seed 1] [--provider node|memory]
import { register } from "@captable/wsk";
import { Dice } from "./dice.ts";
import { Discrepancy } from "./discrepancy.ts";
import { coursesOf, describeCourse, type Sample } from "./flatness.ts";
import { expectExit, failLoudly, within } from "./guards.ts";
import { playRound } from "./rounds.ts";
import { takeSample } from "./sampling.ts";
import { providerOf, readSettings, type Settings } from "./settings.ts";
import { Tally } from "./tally.ts";
import { World } from "./world.ts";

/** The first says nothing: caches fill. */
const ROUNDS = 16;
/** How long a round may take to end once its time is over, in milliseconds. */
const PATIENCE = 30_000;

async function soak(settings: Settings): Promise<string> {
  const registration = register(providerOf(settings));
  const wsk = await registration.captureProviderNPI();
  const tally = new Tally();
  const samples: Sample[] = [];
  const dice = new Dice(settings.seed);
  const world = new World(wsk, tally);
  const milliseconds = (settings.seconds * 1000) / ROUNDS;
  for (let round = 0; round < ROUNDS; round += 1) {
    const played = playRound(world, dice.fork(), milliseconds);
    await within(
      milliseconds + PATIENCE,
      Promise.race([played, world.failure]),
      () => world.underWay,
    );
    const sample = await takeSample();
    if (round > 0) samples.push(sample);
  }
  registration.releaseProviderNPI();
  await within(PATIENCE, registration.deregister(), () => "deregister");
  return judge(tally, samples);
}

function judge(tally: Tally, samples: readonly Sample[]): string {
  const { missing } = tally;
  if (missing.length > 0) {
    throw new Discrepancy(`there have been no ${missing.join(", no ")}`);
  }
  const courses = coursesOf(samples);
  const report = `${String(tally)}; ${courses.map(describeCourse).join(", ")}`;
  if (courses.every(({ flat }) => flat)) return report;
  throw new Discrepancy(report);
}

const settings = readSettings(process.argv.slice(2));
const title = `soak of wsk-${settings.provider}, ${settings.seconds} s, seed ${settings.seed}`;
failLoudly(title);
console.log(`${title}: ${await soak(settings)}`);
expectExit(title);
