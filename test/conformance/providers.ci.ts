// All of the kit, for every provider, and the same verdicts on a machine that has no time.
import { fork, type ChildProcess } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conformance } from "@captable/wsk/conformance";
import {
  failures,
  kinds,
  moduleOf,
  planned,
  type ProviderName,
} from "./providers.ts";

/** Nothing hangs for as long as that: the kit has limits of its own. */
const timeout = 1_800_000;

describe.each(["node", "memory", "model"] as const)("the %s", (provider) => {
  it.each(["raw", "checked"] as const)(
    "keeps to the table, %s",
    { timeout },
    async (mode) => {
      const result = await conformance({ provider: moduleOf(provider), mode });
      expect(failures(result)).toEqual([]);
      expect(result.verdicts.map(({ id }) => id)).toEqual(planned());
      expect(result.ok).toBe(true);
      expect(result.mode).toBe(mode);
    },
  );
});

describe("with a program on every core that never rests", () => {
  const busy = fileURLToPath(new URL("./busy.mjs", import.meta.url));
  let children: readonly ChildProcess[] = [];
  beforeAll(() => {
    const cores = Array.from({ length: availableParallelism() });
    children = cores.map(() => fork(busy));
  });
  afterAll(() => {
    for (const child of children) child.kill();
  });

  it.each(["node", "memory"] satisfies readonly ProviderName[])(
    "the %s comes to the same verdicts, three times in a row",
    { timeout: 3 * timeout },
    async (provider) => {
      const first = await conformance({ provider: moduleOf(provider) });
      expect(failures(first)).toEqual([]);
      for (let time = 2; time <= 3; time += 1) {
        const again = await conformance({ provider: moduleOf(provider) });
        expect(kinds(again)).toEqual(kinds(first));
      }
      // They are still at it.
      expect(children.map(({ exitCode }) => exitCode)).toEqual(
        children.map(() => null),
      );
    },
  );
});
