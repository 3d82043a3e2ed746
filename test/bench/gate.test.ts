import { expect, it } from "vitest";
import { judge } from "../../bench/measure/gate.ts";
import { instructionsOf } from "../../bench/measure/instructions.ts";
import type { Runs } from "../../bench/measure/interleave.ts";

function runs(cpu: readonly number[], instructions?: readonly number[]): Runs {
  const counted = instructions !== undefined && { instructions };
  return { milliseconds: cpu, cpu, megabytes: 1, ...counted };
}

it("passes what takes no more than the limit, by the median of the rounds", () => {
  const verdict = judge(runs([109, 111, 95]), runs([100, 100, 100]), 1.1);
  expect(verdict).toMatchObject({ by: "cpu", passed: true });
  expect(verdict.ratio.median).toBeCloseTo(1.09);
});

it("fails what takes more", () => {
  const verdict = judge(runs([109, 111, 112]), runs([100, 100, 100]), 1.1);
  expect(verdict.passed).toBe(false);
  expect(verdict.ratio.median).toBeCloseTo(1.11);
});

it("compares each round with itself: a slow machine is no slow program", () => {
  const before = runs([100, 300, 100, 900, 200]);
  expect(judge(runs([102, 306, 102, 918, 204]), before, 1.1).passed).toBe(true);
  expect(judge(runs([120, 360, 120, 1080, 240]), before, 1.1).passed).toBe(
    false,
  );
});

it("is not deceived by one round", () => {
  const before = runs([100, 100, 100, 100, 100]);
  expect(judge(runs([101, 900, 99, 100, 102]), before, 1.1).passed).toBe(true);
});

it("judges by instructions where every round of both has its count", () => {
  const slow = runs([200, 200], [1010, 1010]);
  const before = runs([100, 100], [1000, 1000]);
  expect(judge(slow, before, 1.1)).toMatchObject({
    by: "instructions",
    passed: true,
  });
  const half = runs([200, 200], [1010]);
  expect(judge(half, before, 1.1)).toMatchObject({ by: "cpu", passed: false });
  expect(judge(slow, runs([100, 100]), 1.1)).toMatchObject({
    by: "cpu",
    passed: false,
  });
});

it("reads what perf has counted, and that it could not", () => {
  expect(
    instructionsOf("# started\n\n123456,,instructions:u,1027690,100.00,,\n"),
  ).toBe(123456);
  const without = "<not supported>,,instructions:u,0,100.00,,\n";
  expect(instructionsOf(without)).toBeUndefined();
  expect(instructionsOf("")).toBeUndefined();
});
