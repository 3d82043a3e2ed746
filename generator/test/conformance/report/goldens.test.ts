import prettier from "prettier";
import { describe, expect, it } from "vitest";
import {
  renderHtml,
  renderJson,
  renderJUnit,
  renderMarkdown,
} from "../../../src/conformance/report/index.ts";
import type { RunResult } from "../../../src/conformance/run/verdict.ts";
import { golden } from "../../support/tables.ts";
import { consoleOf } from "./terminal.ts";
import * as runs from "./runs.ts";

const ONE: Readonly<Record<string, RunResult>> = {
  good: runs.good,
  lazy: runs.lazy,
  liar: runs.liar,
  crashing: runs.crashing,
  "from-code": runs.fromCode,
  expecting: runs.expecting,
};

const SEVERAL: Readonly<Record<string, readonly RunResult[]>> = {
  good: [runs.good],
  lazy: [runs.lazy],
  liar: [runs.liar],
  crashing: [runs.crashing],
  expecting: [runs.expecting],
  compared: [runs.good, runs.goodChecked, runs.lazy, runs.liar],
};

/** Compares with the golden file of that name. */
function expectGolden(name: string, text: string): void {
  expect(text).toBe(golden(`conformance-reports/${name}`, text));
}

describe.each(Object.entries(ONE))("the report of one run: %s", (name, run) => {
  it("on the console", () => {
    expectGolden(`${name}.txt`, consoleOf(run));
  });

  it("as JSON", () => {
    const json = renderJson(run);
    expectGolden(`${name}.json`, json);
    expect(JSON.parse(json)).toMatchObject({ version: 1, ok: run.ok });
  });

  it("as JUnit XML", () => {
    expectGolden(`${name}.xml`, renderJUnit(run));
  });
});

describe.each(Object.entries(SEVERAL))("the page: %s", (name, results) => {
  it("in Markdown, which Prettier leaves as it is", async () => {
    const markdown = renderMarkdown(results);
    expectGolden(`${name}.md`, markdown);
    expect(await prettier.format(markdown, { parser: "markdown" })).toBe(
      markdown,
    );
  });

  it("in HTML", () => {
    expectGolden(`${name}.html`, renderHtml(results));
  });
});

describe("a page that is committed", () => {
  it("is the same for runs that differ in nothing but their times", () => {
    const slower: RunResult = {
      ...runs.good,
      time: 9999,
      cpu: 9999,
      limits: { must: 1, mustNot: 1 },
      verdicts: runs.good.verdicts.map((it) => ({ ...it, time: 77, cpu: 66 })),
    };
    const options = { stable: true };
    const page = renderMarkdown([runs.good], options);
    expect(renderMarkdown([slower], options)).toBe(page);
    expect(renderMarkdown([slower])).not.toBe(renderMarkdown([runs.good]));
    expect(page).toContain("## Families");
    expect(page).not.toContain("Slowest");
  });
});
