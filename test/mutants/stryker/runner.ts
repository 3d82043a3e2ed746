/**
 * A test runner for Stryker: the conformance kit, in one process for many faults, against the model provider. To start the
 * kit anew takes far longer than to run it.
 */
import { cp, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { conformance, type FamilyName } from "captable/conformance";
import { GOOD } from "../../../generator/src/conformance/run/verdict.ts";
import { BUILT } from "./built.ts";

/** Those that are about the classes, and need no world around the provider. */
const FAMILIES: readonly FamilyName[] = [
  "shape",
  "inheritance",
  "guard",
  "absence",
  "state",
  "role",
  "argument",
  "property",
  "cancellation",
  "event",
];

const KIT = "conformance";

/** What the code that Stryker has put faults into looks at. */
const switches: {
  activeMutant?: string | undefined;
  mutantCoverage?: unknown;
} = {};
Reflect.set(globalThis, "__stryker__", switches);

/** The least of Stryker's interface for test runners that does. */
class KitRunner {
  #runs = 0;

  capabilities(): object {
    // Every run loads the package anew, so that also what is done once has the fault.
    return { reloadEnvironment: true };
  }

  async dryRun(): Promise<object> {
    const start = performance.now();
    const failure = await this.#run(undefined);
    const timeSpentMs = performance.now() - start;
    const test = { id: KIT, name: KIT, timeSpentMs };
    return {
      status: "complete",
      tests: [
        failure === undefined
          ? { ...test, status: 0 }
          : { ...test, status: 1, failureMessage: failure },
      ],
      mutantCoverage: switches.mutantCoverage,
    };
  }

  async mutantRun({
    activeMutant,
  }: {
    readonly activeMutant: { readonly id: string };
  }): Promise<object> {
    const failureMessage = await this.#run(activeMutant.id);
    return failureMessage === undefined
      ? { status: "survived", nrOfTests: 1 }
      : { status: "killed", nrOfTests: 1, killedBy: [KIT], failureMessage };
  }

  /** Why the kit fails; undefined if it passes. */
  async #run(fault: string | undefined): Promise<string | undefined> {
    this.#runs += 1;
    // Where it has not been loaded from yet.
    const copy = resolve(`${BUILT}-${process.pid}-${this.#runs}`);
    await cp(resolve(BUILT), copy, { recursive: true });
    switches.activeMutant = fault;
    const forget = rememberListeners();
    try {
      return await firstFailure(copy);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      forget();
      switches.activeMutant = undefined;
      await rm(copy, { recursive: true });
    }
  }
}

async function firstFailure(folder: string): Promise<string | undefined> {
  let failure: string | undefined;
  const { ok } = await conformance(
    { url: pathToFileURL(resolve(folder, "package.json")).href },
    {
      provider: "model",
      families: FAMILIES,
      isolation: "none",
      seed: 1,
      // The model does at once whatever it does.
      limits: { must: 1_000, mustNot: 10, test: 3_000 },
      onProgress: ({ kind, id, message }) => {
        if (GOOD.has(kind)) return;
        failure ??= `${id}: ${message ?? kind}`;
        // One is enough: what is thrown here ends the run.
        throw new Error(failure);
      },
    },
  );
  return ok ? undefined : (failure ?? "the accounts of the run are wrong");
}

/** A run that ends early leaves its listeners behind. */
function rememberListeners(): () => void {
  const uncaught = process.listeners("uncaughtException");
  const unhandled = process.listeners("unhandledRejection");
  return () => {
    for (const listener of process.listeners("uncaughtException"))
      if (!uncaught.includes(listener))
        process.off("uncaughtException", listener);
    for (const listener of process.listeners("unhandledRejection"))
      if (!unhandled.includes(listener))
        process.off("unhandledRejection", listener);
  };
}

export const strykerPlugins: readonly object[] = [
  { kind: "TestRunner", name: "kit", injectableClass: KitRunner },
];
