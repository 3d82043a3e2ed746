import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  JSON_VERSION,
  renderJson,
} from "../../../src/conformance/report/index.ts";
import * as runs from "./runs.ts";

const page = readFileSync(
  new URL("../../../../docs/conformance-reports.md", import.meta.url),
  "utf8",
);

function parsed(run: typeof runs.good): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(renderJson(run));
  if (typeof value !== "object" || value === null) throw new Error("no object");
  return { ...value };
}

describe("the JSON report", () => {
  it("has the fields that its page lists, and no others", () => {
    const table = page.slice(page.indexOf("## JSON"), page.indexOf("## JUnit"));
    const listed = [...table.matchAll(/^\| (`[^|]+`) +\|/gm)].flatMap(
      ([, cell]) => [...(cell ?? "").matchAll(/`(\w+)`/g)].map((it) => it[1]),
    );
    expect(Object.keys(parsed(runs.good))).toEqual(listed);
    expect(page).toContain(`| ${JSON_VERSION}.`);
  });

  it("has one test for each verdict", () => {
    expect(parsed(runs.crashing)["tests"]).toHaveLength(12);
    expect(parsed(runs.good)["tests"]).toHaveLength(10);
  });

  it.each([
    ["complete", runs.good],
    ["partial", runs.lazy],
    ["failed", runs.liar],
  ])("says that a run is %s", (stance, run) => {
    expect(parsed(run)).toMatchObject({ stance, ok: stance !== "failed" });
  });
});
