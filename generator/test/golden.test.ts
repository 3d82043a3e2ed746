import { afterEach, describe, expect, it, vi } from "vitest";
import { golden } from "./support/tables.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("golden files", () => {
  it("are not rewritten where nobody would look at the difference", () => {
    vi.stubEnv("CAPTABLE_UPDATE", "1");
    vi.stubEnv("CI", "true");
    expect(() => golden("bad/unused.errors", "nothing")).toThrow("in CI");
  });

  it("are only read otherwise", () => {
    vi.stubEnv("CAPTABLE_UPDATE", "");
    expect(golden("bad/unused.errors", "nothing")).toContain("CT218");
    expect(golden("bad/no-such.errors", "nothing")).toBe("");
  });
});
