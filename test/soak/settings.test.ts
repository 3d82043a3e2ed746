import { expect, it } from "vitest";
import { Discrepancy } from "./discrepancy.ts";
import { within } from "./guards.ts";
import { providerOf, readSettings } from "./settings.ts";

it("reads what a soak is started with", () => {
  const args = ["--seconds", "5", "--seed=7", "--provider", "memory"];
  const settings = readSettings(args);
  expect(settings).toEqual({
    seconds: 5,
    seed: 7,
    provider: "memory",
    cycles: 20_000,
  });
  expect(providerOf(settings).name).toBe("wsk-memory");
  expect(readSettings([])).toMatchObject({ seconds: 60, provider: "node" });
});

it("refuses what cannot be meant", () => {
  expect(() => readSettings(["--provider", "tcp"])).toThrow("node or memory");
  expect(() => readSettings(["--seconds", "0"])).toThrow("--seconds must be");
  expect(() => readSettings(["--speed", "1"])).toThrow("--speed");
});

it("does not wait for ever, and says what for", async () => {
  const never = new Promise<never>(() => undefined);
  await expect(within(1, never, () => "one client")).rejects.toThrow(
    new Discrepancy("stuck; under way are one client"),
  );
  await expect(within(60_000, Promise.resolve(1), String)).resolves.toBe(1);
});
