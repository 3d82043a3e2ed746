/** The process of a family: loads a package and a provider, and runs tests as it is told. @module */
import {
  claimsChanged,
  loadEnvironment,
  type Environment,
} from "./environment.ts";
import {
  isParentMessage,
  type ChildMessage,
  type LoadParts,
  type RunParts,
} from "./messages.ts";
import { messageOf, SetupError } from "./setup-error.ts";
import { runTests } from "./run-tests.ts";
import { isDeepStrictEqual } from "node:util";

/** What keeps the process from ending before a provider is loaded. */
const own = process.getActiveResourcesInfo();

let environment: Environment | undefined;

process.on("message", (message) => {
  if (!isParentMessage(message)) return;
  if (message.type === "load") void load(message.parts);
  else if (message.type === "run") void run(message.parts);
  else void tell({ type: "held", by: heldBy() });
});

// Whoever watched over it is gone.
process.on("disconnect", () => process.exit());

async function load(parts: LoadParts): Promise<void> {
  try {
    environment = await loadEnvironment(parts);
    await tell({ type: "ready", facts: environment.facts });
  } catch (error) {
    const setup = error instanceof SetupError;
    const stack = error instanceof Error ? error.stack : undefined;
    const message = setup ? error.message : (stack ?? messageOf(error));
    await tell({ type: "unloadable", message, setup });
  }
}

async function run({ ids, ...terms }: RunParts): Promise<void> {
  if (environment === undefined) throw new Error("nothing has been loaded");
  const wanted = new Set(ids);
  const { engine, table } = environment;
  // The first of an id, should the plan have it twice: the accounts tell.
  const tests = engine.testsOf(table).filter(({ id }) => wanted.delete(id));
  const claims = environment.facts.claims;
  await runTests(tests, environment, terms, {
    started: (id) => tell({ type: "started", id }),
    verdict: (verdict) => tell({ type: "verdict", verdict }),
  });
  const changed =
    claimsChanged(environment) ||
    (claims !== undefined && !isDeepStrictEqual(claims, terms.claims));
  await tell({ type: "done", claimsChanged: changed });
  // From now on the channel alone does not keep the process alive.
  process.channel?.unref();
}

function heldBy(): readonly string[] {
  const rest = [...own];
  return process.getActiveResourcesInfo().filter((name) => {
    const at = rest.indexOf(name);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

/** Waits until it is on its way: a provider may end the process in the next moment. */
function tell(message: ChildMessage): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined) throw new Error("there is no parent");
    process.send(message, () => resolve());
  });
}
