// Runs the contenders of a row in turns, so that whatever else the machine does befalls all of them alike.

/** One way of doing what a row measures. */
export interface Contender {
  readonly name: string;
  /** Does it once. */
  run(): Promise<void>;
}

export interface Row {
  readonly name: string;
  /** What is counted, such as "round trips". */
  readonly unit: string;
  /** How many of them one run is. */
  readonly amount: number;
  /** The first is what the others are compared with. */
  readonly contenders: readonly Contender[];
  /** What the speed of `captable` as a ratio to that of the first ought to be, at least. */
  readonly goal?: number;
}

/** How a contender has done. */
export interface Standing {
  readonly contender: string;
  /** By the clock, per second. */
  readonly rate: number;
  /** Speed as a ratio to the first contender's in the same round: above 1 is faster. */
  readonly ratio: number;
  /** Half of the rounds were between these. */
  readonly spread: readonly [number, number];
  /** The same of the processor time of this process alone, which other processes disturb less. */
  readonly cpuRatio: number;
}

export interface Outcome {
  readonly name: string;
  readonly unit: string;
  readonly goal: number | undefined;
  readonly rounds: number;
  readonly standings: readonly Standing[];
}

interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

/** What is done before it counts: enough for the code to be compiled. */
const WARM_UP = 3;

export async function hold(row: Row, rounds: number): Promise<Outcome> {
  const costs = row.contenders.map((): Cost[] => []);
  for (let round = -WARM_UP; round < rounds; round += 1) {
    for (const index of turns(row.contenders.length, round)) {
      const contender = row.contenders[index];
      if (contender === undefined) continue;
      const cost = await costOf(contender);
      if (round >= 0) costs[index]?.push(cost);
    }
  }
  const standings = row.contenders.map(({ name }, index) =>
    standing(name, row.amount, costs[index] ?? [], costs[0] ?? []),
  );
  const { name, unit, goal } = row;
  return { name, unit, goal, rounds, standings };
}

/** Each round begins with another contender: being the first of a round may be good or bad. */
function turns(count: number, round: number): number[] {
  return Array.from(
    { length: count },
    (_, turn) => (turn + round + WARM_UP) % count,
  );
}

async function costOf(contender: Contender): Promise<Cost> {
  // Nobody pays for what the one before has left; what is old stays, and with it the shapes that code was compiled for.
  globalThis.gc?.({ type: "minor" });
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  await contender.run();
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  const { user, system } = process.cpuUsage(cpu);
  return { wall, cpu: (user + system) / 1e6 };
}

function standing(
  contender: string,
  amount: number,
  own: readonly Cost[],
  rival: readonly Cost[],
): Standing {
  const paired = (of: (cost: Cost) => number): number[] =>
    own.map((cost, round) => {
      const other = rival[round];
      return other === undefined ? NaN : of(other) / of(cost);
    });
  const walls = paired(({ wall }) => wall);
  return {
    contender,
    rate:
      amount /
      quantile(
        own.map(({ wall }) => wall),
        0.5,
      ),
    ratio: quantile(walls, 0.5),
    spread: [quantile(walls, 0.25), quantile(walls, 0.75)],
    cpuRatio: quantile(
      paired(({ cpu }) => cpu),
      0.5,
    ),
  };
}

/** Of values in any order, between neighbours where it falls between them. */
export function quantile(values: readonly number[], at: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const place = (sorted.length - 1) * at;
  const low = sorted[Math.floor(place)] ?? NaN;
  const high = sorted[Math.ceil(place)] ?? NaN;
  return low + (high - low) * (place - Math.floor(place));
}
