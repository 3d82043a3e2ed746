import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { quantile, type Outcome } from "./contest.ts";
import type { Peer } from "./peer-process.ts";

const run = promisify(execFile);

/** Idle connections are this many, unless the system lets a process open fewer files. */
const IDLE = 10_000;

/** In files: what a process has besides its connections. */
const OTHERS = 500;

/** Node raises its limit of open files to the most that it may have. */
export function mostIdle(): number {
  const { stdout } = spawnSync("sh", ["-c", "ulimit -Hn"], {
    encoding: "utf8",
  });
  const most = Number.parseInt(stdout, 10);
  return Number.isNaN(most) ? IDLE : Math.min(IDLE, most - OTHERS);
}

interface Footprint {
  readonly resident: number;
  readonly heap: number;
}

async function footprint(
  contender: string,
  port: number,
  count: number,
): Promise<Footprint> {
  const program = fileURLToPath(new URL("../sockets/idle.js", import.meta.url));
  const { stdout } = await run(process.execPath, [
    "--expose-gc",
    program,
    contender,
    String(port),
    String(count),
  ]);
  const { resident, heap }: Footprint = JSON.parse(stdout);
  return { resident, heap };
}

/**
 * Bytes per idle connection. Here more is worse: the ratio is that of the sizes
 * of the processes, and that of their heaps stands in place of the processor's.
 */
export async function idleMemory(
  { ports }: Peer,
  count: number,
  rounds: number,
): Promise<Outcome> {
  const raw: Footprint[] = [];
  const ours: Footprint[] = [];
  for (let round = 0; round < rounds; round += 1) {
    raw.push(await footprint("node:net", ports.idle, count));
    ours.push(await footprint("captable", ports.idle, count));
  }
  const standing = (contender: string, own: readonly Footprint[]) => {
    const ratios = own.map(
      ({ resident }, round) => resident / (raw[round]?.resident ?? NaN),
    );
    const heaps = own.map(
      ({ heap }, round) => heap / (raw[round]?.heap ?? NaN),
    );
    return {
      contender,
      rate: quantile(
        own.map(({ resident }) => resident),
        0.5,
      ),
      ratio: quantile(ratios, 0.5),
      spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)] as const,
      cpuRatio: quantile(heaps, 0.5),
    };
  };
  return {
    name: `memory of ${count} idle connections`,
    unit: "bytes a connection",
    goal: 1.2,
    rounds,
    standings: [standing("node:net", raw), standing("captable", ours)],
  };
}
