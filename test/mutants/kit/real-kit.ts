/** The real kit, with processes to run it in. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PlannedTest } from "../../../generator/src/conformance/plan/planned.ts";
import { expandPlan } from "../../../generator/src/conformance/plan/expand-plan.ts";
import type { Run, RunKit } from "../scoring/run-kit.ts";
import { WorkerProcess } from "./worker-process.ts";

export interface RealKit {
  readonly runKit: RunKit;
  /** Ends all processes. */
  readonly close: () => void;
}

/**
 * The kit as a provider's author has it, but for the processes: it is run in ones that are used again, so that thousands of
 * runs are possible.
 *
 * @param module - of the processes, built
 */
export function realKit(module: string): RealKit {
  const idle: WorkerProcess[] = [];
  const all: WorkerProcess[] = [];
  const take = (): WorkerProcess => {
    const worker = idle.pop() ?? new WorkerProcess(module);
    if (!all.includes(worker)) all.push(worker);
    return worker;
  };
  const runKit: RunKit = async (packageRoot, providerModule, options) => {
    const { defects = [], excused = new Set() } = options;
    const { whole = false, alone = false } = options;
    const plan = planIn(packageRoot);
    const families = familiesOf(plan, options.families);
    // How a process ends is a finding too, but no test that could be run again by itself.
    const wanted = options.ids ?? [];
    const isPlanned = wanted.every((id) => plan.some((one) => one.id === id));
    const ids = isPlanned ? wanted : [];
    // A table may have no test of the family that should notice.
    if (families.length === 0) return { plan: [], verdicts: [], ok: true };
    const worker = take();
    const reply = await worker.obey({
      ...{
        packageRoot,
        providerModule,
        families,
        ids,
        defects,
        alone,
        excused,
        whole,
      },
    });
    idle.push(worker);
    if ("run" in reply) return reply.run;
    if ("ended" in reply) return ended(families, reply.ended);
    throw new Error(reply.error);
  };
  return { runKit, close: () => all.forEach((worker) => worker.close()) };
}

/**
 * The families that are run. Types are not among them: what is built has none, and no fault is one of types.
 */
function familiesOf(
  plan: readonly PlannedTest[],
  wanted: readonly string[] | undefined,
): readonly string[] {
  const planned = [...new Set(plan.map(({ family }) => family))];
  return planned.filter(
    (family) => family !== "types" && (wanted?.includes(family) ?? true),
  );
}

/** A fault that ends the process, or keeps it busy for ever, is noticed by whatever was running. */
function ended(families: readonly string[], message: string): Run {
  const id = `${families.length === 1 ? families[0] : "some"}/process`;
  const verdict = { id, kind: "crash", message, time: 0, cpu: 0 } as const;
  return { plan: [], verdicts: [verdict], ok: false };
}

function planIn(packageRoot: string): readonly PlannedTest[] {
  const file = join(packageRoot, "conformance/conformance.plan.json");
  return expandPlan(JSON.parse(readFileSync(file, "utf8")));
}
