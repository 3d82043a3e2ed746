import { afterEach, expect, it, vi } from "vitest";
import { find } from "./tools.ts";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

it("a missing tool fails the test in CI", (context) => {
  vi.stubEnv("PATH", "/nowhere");
  vi.stubEnv("CI", "true");
  expect(() => find(context, "wrk")).toThrow(
    "wrk is missing: run .ci/install-tools, or apt-get install wrk",
  );
});

it("a missing tool is loud elsewhere, and the test counts as skipped", () => {
  vi.stubEnv("PATH", "/nowhere");
  vi.stubEnv("CI", "");
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  const skip = (note: string): never => {
    throw new Error(`skipped: ${note}`);
  };
  const context = { task: { name: "loads" }, skip };
  const message = "wrk is missing: run .ci/install-tools";
  expect(() => find(context, "wrk")).toThrow(`skipped: ${message}`);
  expect(warn).toHaveBeenCalledWith(
    expect.stringMatching(`NOT TESTED: loads\n.*${message}`),
  );
});

it("a tool is found where PATH says", (context) => {
  expect(find(context, "curl")).toMatch(/curl$/);
});
