/** A whole run: from a package and a provider to its result. @module */
import { randomInt } from "node:crypto";
import { basename } from "node:path";
import { availableParallelism } from "node:os";
import { claimCounts } from "../claims/counts.ts";
import { planned } from "../plan/plan.ts";
import type { Test } from "../plan/planned.ts";
import { isGood, settle, wrong } from "./accounts.ts";
import { limitsFrom, measure } from "./calibrate.ts";
import { MODEL } from "./environment.ts";
import { ExpectedFailures } from "./expected-failures.ts";
import { byFamily, EXIT_TEST } from "./families.ts";
import type { Findings, Host, Loaded } from "./host.ts";
import { LocalHost } from "./local-host.ts";
import type { PackageLocation } from "./locate.ts";
import type { LoadParts } from "./messages.ts";
import type { ConformanceOptions, RunLimits } from "./options.ts";
import { checkFacts, prepare, providerUrl, type Prepared } from "./prepare.ts";
import { ProcessHost } from "./process-host.ts";
import { SEEDS } from "./seed.ts";
import { select } from "./selection.ts";
import { SetupError } from "./setup-error.ts";
import type { RunResult, Verdict } from "./verdict.ts";
import { versionsOf } from "./versions.ts";

/** What a run is not told by its options: so that it can be tested. */
export interface Internals {
  /** The URL of a module that is an engine. */
  readonly engine: string;
  readonly today: Date;
}

/** In milliseconds, until a provider must have been loaded. */
const LOADING = 30_000;

/** Runs the kit. Rejects with a {@link SetupError} if nothing can be tested; whatever is tested comes to a verdict. */
export async function run(
  where: PackageLocation,
  options: ConformanceOptions,
  internals: Partial<Internals> = {},
): Promise<RunResult> {
  const engine =
    internals.engine ??
    new URL(
      import.meta.url.endsWith(".ts")
        ? "./standard-engine.ts"
        : "./standard-engine.js",
      import.meta.url,
    ).href;
  const prepared = await prepare(where, engine);
  const selected = select(prepared.tests, options);
  if ("problem" in selected) throw new SetupError(selected.problem);
  const host = hostOf(options, engine, prepared);
  try {
    const loaded = await host.load(options.limits?.load ?? LOADING);
    const today = internals.today ?? new Date();
    return await new Run(options, prepared, selected, host).all(loaded, today);
  } finally {
    host.close();
  }
}

function hostOf(
  { provider, isolation, mode = "raw", jobs }: ConformanceOptions,
  engine: string,
  { located, table }: Prepared,
): Host {
  const isSubject = typeof provider === "object" && !(provider instanceof URL);
  const url = isSubject ? "" : providerUrl(provider);
  const parts: LoadParts = { engine, located, provider: url, mode };
  if (isolation === "process" && isSubject)
    throw new SetupError(
      "a subject lives in this process: name its module, or leave isolation out",
    );
  if (isSubject) return new LocalHost(parts, { subject: provider, table });
  if (isolation === "none") return new LocalHost(parts, { table });
  return new ProcessHost(parts, jobs ?? availableParallelism());
}

interface Selected {
  readonly tests: readonly Test[];
  readonly partial: boolean;
}

class Run {
  readonly #options: ConformanceOptions;
  readonly #prepared: Prepared;
  readonly #selected: Selected;
  readonly #host: Host;

  constructor(
    options: ConformanceOptions,
    prepared: Prepared,
    selected: Selected,
    host: Host,
  ) {
    this.#options = options;
    this.#prepared = prepared;
    this.#selected = selected;
    this.#host = host;
  }

  async all({ facts, spawn }: Loaded, today: Date): Promise<RunResult> {
    const start = performance.now();
    const cpu = process.cpuUsage();
    const { table, located } = this.#prepared;
    const { reporter, command, mode = "raw", provider } = this.#options;
    const { claims, expected } = checkFacts(facts, table);
    const seed = this.#options.seed ?? randomInt(SEEDS);
    const limits = await this.#limits(spawn);
    const plan = this.#selected.tests.map(planned);
    const about = {
      table: { name: table.name, title: table.title },
      provider: facts.name ?? nameOf(provider),
      mode,
      plan,
    };
    reporter?.start(about);
    const known = new ExpectedFailures(expected, today);
    const verdicts = await this.#verdicts(known, { limits, seed, claims });
    const { user, system } = process.cpuUsage(cpu);
    const inTests = verdicts.reduce((sum, verdict) => sum + verdict.cpu, 0);
    const isProcess = this.#host instanceof ProcessHost;
    const result: RunResult = {
      ...about,
      isolation: isProcess ? "process" : "none",
      claims,
      claimable: claimCounts(table, claims),
      expectedFailures: expected,
      ...(command === undefined ? {} : { command }),
      ...(this.#selected.partial ? { partial: true } : {}),
      verdicts,
      versions: versionsOf(located),
      limits: { must: limits.must, mustNot: limits.mustNot },
      seed,
      time: performance.now() - start,
      cpu: (user + system) / 1000 + (isProcess ? inTests : 0),
      ok: isGood(verdicts),
    };
    reporter?.end(result);
    return result;
  }

  async #limits(spawn: number): Promise<RunLimits> {
    const given = this.#options.limits ?? {};
    const measured = limitsFrom(await measure(spawn));
    const { must = measured.must, mustNot = measured.mustNot } = given;
    const { test = must * TEST, load = LOADING } = given;
    return { must, mustNot, test, load };
  }

  async #verdicts(
    known: ExpectedFailures,
    terms: Parameters<Host["run"]>[1],
  ): Promise<readonly Verdict[]> {
    const { tests } = this.#selected;
    const { onProgress, reporter } = this.#options;
    const verdicts: Verdict[] = [];
    const conclude = (verdict: Verdict): void => {
      const judged = known.judge(verdict);
      verdicts.push(judged);
      reporter?.verdict(judged);
      onProgress?.(judged);
    };
    // How the processes end is a part of what this one is about, and is still to come.
    const held: Verdict[] = [];
    const findings = await this.#host.run(byFamily(tests), terms, (verdict) =>
      verdict.id === EXIT_TEST ? void held.push(verdict) : conclude(verdict),
    );
    const end = endOf(findings);
    const isTold = held.some((verdict) => isGood([verdict]));
    for (const verdict of held)
      conclude(
        end !== undefined && isGood([verdict])
          ? { ...verdict, kind: "fail", message: end }
          : verdict,
      );
    return [
      ...settle(tests, verdicts),
      ...(end === undefined || isTold ? [] : [wrong("fail", EXIT_TEST, end)]),
      ...(findings.claimsChanged
        ? [wrong("fail", "claims", "the claims have changed during the run")]
        : []),
      ...known.unplanned(this.#prepared.tests),
    ];
  }
}

/** A test takes longer than what must happen at once: so many times. */
const TEST = 30;

/** Why the ends of the processes are not as they must be. */
function endOf({ exits }: Findings): string | undefined {
  return exits.length === 0 ? undefined : exits.join("\n");
}

function nameOf(provider: ConformanceOptions["provider"]): string {
  if (provider === MODEL) return MODEL;
  if (typeof provider === "string") return basename(provider);
  return provider instanceof URL ? basename(provider.pathname) : "provider";
}
