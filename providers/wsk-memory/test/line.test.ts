import { describe, expect, it } from "vitest";
import { Line } from "../src/line.ts";

describe("a line", () => {
  it("serves who came first, however many wait", () => {
    const line = new Line<number>();
    const served: (number | undefined)[] = [];
    const expected: number[] = [];
    let next = 0;
    for (let round = 0; round < 5000; round += 1) {
      for (let count = 0; count < 3; count += 1) line.push((next += 1));
      served.push(line.first);
      line.shift();
      expected.push(round + 1);
    }
    expect(served).toEqual(expected);
    expect(line.empty()).toHaveLength(10_000);
    expect(line.first).toBeUndefined();
    line.shift();
    line.push(7);
    expect(line.first).toBe(7);
    expect(line.empty()).toEqual([7]);
  });
});
