// The guards beside the two ways of telling the genuine article that a language can offer.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isBasicSocket, supports } from "@captable/wsk";
import { type Summary, summarize } from "../measure/statistics.ts";
import { ROOT } from "../paths.ts";
import { type Devices, devices } from "./devices.ts";
import type * as Loop from "./loop.mjs";
import { stubSocket } from "./stub.ts";
import { costsOf, type Cost } from "./timing.ts";

class Branded {
  readonly #brand = true;

  static owns(value: object): boolean {
    return #brand in value;
  }
}

/** A check on values: some of its kind, and one that is not. */
interface Case {
  readonly check: (value: object) => boolean;
  readonly values: readonly object[];
}

type Cases = Readonly<Record<string, Case>>;

export interface GuardCost extends Cost {
  /** How many times as long as the faster of the two checks of the language it took. */
  readonly ratio: Summary;
}

/** The checks of the language, on objects of so many classes. */
function plain(classes: number): Cases {
  const values: object[] = Array.from(
    { length: classes },
    () => new (class extends Branded {})(),
  );
  const known = new WeakSet(values);
  if (classes === 1) {
    const twin = new Branded();
    known.add(twin);
    values.push(twin);
  }
  values.push({});
  return {
    "`#brand in value`": { check: (it) => Branded.owns(it), values },
    "`WeakSet.has`": { check: (it) => known.has(it), values },
  };
}

function few(small: Devices, large: Devices): Cases {
  const values = (of: Devices, at: number): readonly object[] => {
    const one = of.instances[at] ?? {};
    return [one, one, {}];
  };
  const { module: five } = small;
  const { module: thousand } = large;
  const socket = stubSocket();
  return {
    "guard, depth 1, 5 categories": {
      check: five.isDevice0Device,
      values: values(small, 0),
    },
    "guard, depth 1, 1,000 categories": {
      check: thousand.isDevice0Device,
      values: values(large, 0),
    },
    // The tenth chain is the first of ten categories.
    "guard, depth 10, 1,000 categories": {
      check: thousand.isDevice45Device,
      values: values(large, 54),
    },
    "guard, none of its kind": {
      check: thousand.isDevice0Device,
      values: values(large, 54),
    },
    "`isBasicSocket`": { check: isBasicSocket, values: [socket, socket, {}] },
    "`supports`, 5 categories": {
      check: having(five, "operate0_0"),
      values: values(small, 0),
    },
    "`supports`, 1,000 categories": {
      check: having(thousand, "operate0_0"),
      values: values(large, 0),
    },
    "`supports`, inherited through 10": {
      check: having(thousand, "operate45_0"),
      values: values(large, 54),
    },
    "`supports(value, 'send')`": {
      check: (it) => supports(it, "send"),
      values: [socket, socket, {}],
    },
  };
}

/** The function itself: to ask the module for it takes longer the more it exports. */
function having(
  { supports: has }: Devices["module"],
  name: string,
): Case["check"] {
  return (it) => has(it, name);
}

function many({ module, instances }: Devices): Cases {
  const values = [...instances, {}];
  return {
    guard: { check: module.isDevice45Device, values },
    "`supports`": { check: having(module, "operate45_0"), values },
  };
}

/** The costs of checks, beside the first two. */
async function compared(cases: Cases): Promise<readonly GuardCost[]> {
  const loops: Record<string, () => number> = {};
  let times = 1;
  for (const [at, [name, { check, values }]] of Object.entries(
    cases,
  ).entries()) {
    const url = pathToFileURL(join(ROOT, "bench/emitted/loop.mjs"));
    const loop: typeof Loop = await import(
      `${url.href}?${Object.keys(cases).length}-${at}`
    );
    times = loop.TIMES;
    loops[name] = loop.loopOver(check, values);
  }
  const costs = await costsOf(loops);
  const [first, second] = costs;
  return costs.map((cost) => ({
    name: cost.name,
    time: cost.time / times,
    rounds: cost.rounds.map((it) => it / times),
    allocated: cost.allocated / times,
    ratio: summarize(
      cost.rounds.map(
        (it, round) =>
          it /
          Math.min(first?.rounds[round] ?? NaN, second?.rounds[round] ?? NaN),
      ),
    ),
  }));
}

export async function guardCosts(): Promise<{
  readonly oneKind: readonly GuardCost[];
  readonly manyKinds: readonly GuardCost[];
}> {
  const small = await devices(5);
  const large = await devices(1_000);
  return {
    oneKind: await compared({ ...plain(1), ...few(small, large) }),
    manyKinds: await compared({ ...plain(1_000), ...many(large) }),
  };
}
