/**
 * Runs the kit for one suspect after the other, each in the same process: starting one for each would take longer than all of
 * its tests. What a fault does to the process ends it, and the parent starts another one.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { conformance, type Subject, type Verdict } from "captable/conformance";
import { readTable } from "../../../generator/src/conformance/kit-table/read-table.ts";
import { modelSubject } from "../../../generator/src/conformance/model-provider/model-provider.ts";
import { GOOD } from "../../../generator/src/conformance/run/verdict.ts";
import { type Answer, isOrder, type Order } from "./messages.ts";

/**
 * The model does everything at once, in a few turns. What does not come in this time does not come, and only a mutant waits
 * for it.
 */
const MODEL_LIMITS = { must: 300, mustNot: 10, test: 2_000 };

/** A provider with a system beneath it. */
const PROVIDER_LIMITS = { must: 1_500, mustNot: 40, test: 6_000 };

/** When so many tests have failed, the rest has nothing to add; unless it is about to end anyway. */
const ENOUGH = 4;
const SOON = 1_000;

/** Counts what fails; says when it is enough. */
function counter({ excused, whole }: Order): (verdict: Verdict) => void {
  const start = performance.now();
  const verdicts: Verdict[] = [];
  return (verdict) => {
    if (whole || GOOD.has(verdict.kind) || excused.has(verdict.id)) return;
    verdicts.push(verdict);
    if (verdicts.length < ENOUGH || performance.now() - start < SOON) return;
    answer({ run: { plan: [], verdicts, ok: false }, partly: true });
  };
}

function answer(it: Answer): void {
  process.send?.(it);
}

async function obey(order: Order): Promise<Answer> {
  const { packageRoot, providerModule, families, ids, alone } = order;
  const url = pathToFileURL(join(packageRoot, "package.json")).href;
  const isModel = providerModule === undefined;
  try {
    const { plan, verdicts, ok } = await conformance(
      { url },
      {
        provider: isModel ? await model(order) : pathToFileURL(providerModule),
        isolation: alone ? "process" : "none",
        ...{ families, ids },
        limits: isModel ? MODEL_LIMITS : PROVIDER_LIMITS,
        onProgress: counter(order),
        // The same walks each time: what is noticed is noticed always.
        seed: 1,
      },
    );
    return { run: { plan, verdicts, ok } };
  } catch (error) {
    return { error: String(error) };
  }
}

async function model({ packageRoot, defects }: Order): Promise<Subject> {
  const json = readFileSync(
    join(packageRoot, "conformance/table.json"),
    "utf8",
  );
  const manifest = join(packageRoot, "package.json");
  const { name }: { readonly name: string } = JSON.parse(
    readFileSync(manifest, "utf8"),
  );
  const main = createRequire(manifest).resolve(name);
  const exports: Readonly<Record<string, unknown>> = await import(
    pathToFileURL(main).href
  );
  return modelSubject(readTable(JSON.parse(json)), exports, { defects });
}

process.on("message", (message) => {
  if (isOrder(message)) void obey(message).then(answer);
});

// Whoever gives orders is gone.
process.on("disconnect", () => process.exit());
