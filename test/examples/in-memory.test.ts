import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const program = fileURLToPath(
  new URL("../../examples/dist/in-memory.js", import.meta.url),
);

async function lines(seed: string): Promise<readonly string[]> {
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [program, seed]);
  return stdout.trimEnd().split("\n");
}

it("the example in memory is the same for the same seed, and another for another", async () => {
  const [first, again, other] = await Promise.all(["1", "1", "2"].map(lines));
  expect(first?.map((line) => line.replace(/ \(\d+ ms\)$/, ""))).toEqual([
    "hello",
    "is anybody there?",
    "good night",
  ]);
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});
