/**
 * Shows that each mutant is a fault: the product's own test that it names fails with it, and passes without.
 *
 *     npm run mutants:trial [id …]
 */
import { spawn } from "node:child_process";
import type { Mutant } from "./mutant.ts";
import { mutants } from "./mutants.ts";

const AT_ONCE = 2;

/** Shows faults that no other test notices; it builds them by itself. */
const BY_ITSELF = "test/mutants/shown.test.ts";

/** Whether the tests of a file pass. */
function passes(file: string, mutant?: Mutant): Promise<boolean> {
  const args = ["node_modules/vitest/vitest.mjs", "run", file];
  args.push("--config", "test/mutants/trial.config.ts");
  const env = { ...process.env, ...(mutant && { MUTANT: mutant.id }) };
  const child = spawn(process.execPath, args, {
    env,
    stdio: "ignore",
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject).once("exit", (code) => resolve(code === 0));
  });
}

/** Does all of it, so many at once. */
async function each<T>(
  items: readonly T[],
  doIt: (item: T) => Promise<void>,
): Promise<void> {
  const rest = [...items];
  const work = async (): Promise<void> => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
      await doIt(next);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

const wanted = process.argv.slice(2);
const chosen = mutants.filter(
  ({ id }) => wanted.length === 0 || wanted.includes(id),
);
const files = new Set(chosen.flatMap(({ shownBy = [] }) => shownBy));
let wrong = 0;
await each([...files], async (file) => {
  if (await passes(file)) return;
  wrong += 1;
  console.log(`fails without any fault: ${file}`);
});
await each(chosen, async (mutant) => {
  const { id, shownBy } = mutant;
  if (shownBy === undefined) {
    console.log(`${id}: no test of the product notices`);
  } else if (shownBy === BY_ITSELF) {
    console.log(`${id}: shown by itself`);
  } else if (await passes(shownBy, mutant)) {
    wrong += 1;
    console.log(`${id}: not noticed by ${shownBy}`);
  } else {
    console.log(`${id}: noticed`);
  }
});
console.log(`${chosen.length} mutants, ${wrong} wrong`);
process.exitCode = wrong === 0 ? 0 : 1;
