import { describe, expect, it } from "vitest";
import { unifiedDiff } from "../../src/output/diff.ts";

function diff(from: string, to: string): string {
  return unifiedDiff({ label: "a", text: from }, { label: "b", text: to });
}

describe("unifiedDiff", () => {
  it("shows three lines around a change", () => {
    const before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
    expect(diff(before, before.replace("5", "five"))).toBe(
      "--- a\n+++ b\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
    );
  });

  it("tells a missing line break at the end", () => {
    expect(diff("1\n", "1")).toContain("\\ No newline at end of file");
    expect(diff("1\n", "2\n")).not.toContain("\\ No newline");
  });

  it("tells if only the line endings differ", () => {
    expect(diff("1\r\n2\n", "1\n2\n")).toBe(
      "--- a\n+++ b\nOnly the line endings differ.\n",
    );
    expect(diff("1\r\n2\n", "1\n3\n")).toContain("@@");
  });

  it("gives up on texts that have nothing in common", () => {
    const lines = (from: number) =>
      Array.from({ length: 3000 }, (_, index) => `${from + index}\n`).join("");
    expect(diff(lines(0), lines(10_000))).toContain("Too different to show.");
    expect(diff(lines(0), lines(10))).toContain("@@");
  });
});
