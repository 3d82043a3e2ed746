/** JUnit XML, as CI servers read it. A suite is a family; what is not claimed has passed, and says so in a property. @module */
import XmlBuilder from "fast-xml-builder";
import type { RunResult, Verdict } from "../run/verdict.ts";
import { familyOf, type FamilyTally } from "./summary/families.ts";
import type { FailedTest } from "./summary/failures.ts";
import type { Outcome } from "./summary/outcome.ts";
import { summarize, type RunSummary } from "./summary/summary.ts";
import { grouped } from "./summary/tally.ts";
import { line, lines } from "./text.ts";

/** An element; `@` begins the name of an attribute. Attributes stand in their order, elements in theirs. */
interface Element {
  readonly [name: string]: string | Element | readonly Element[];
}

const builder = new XmlBuilder({
  attributeNamePrefix: "@",
  ignoreAttributes: false,
  suppressBooleanAttributes: false,
  suppressEmptyNode: true,
  format: true,
});

export function renderJUnit(result: RunResult): string {
  const document = {
    "?xml": { "@version": "1.0", "@encoding": "UTF-8" },
    testsuites: suites(summarize(result)),
  };
  return `${builder.build(document).trim()}\n`;
}

function suites(run: RunSummary): Element {
  const outcomes = grouped(run.outcomes, familyOf);
  const { table } = run.result;
  return {
    "@name": `${line(table.title)}: ${run.label}`,
    ...counts(run.outcomes),
    "@time": seconds(run.result.time),
    testsuite: run.families.map((family) =>
      suite(run, family, outcomes.get(family.family) ?? []),
    ),
  };
}

function suite(
  run: RunSummary,
  { family, time }: FamilyTally,
  outcomes: readonly Outcome[],
): Element {
  const { result, claims } = run;
  const failed = new Map(run.failures.map((it) => [it.verdict, it]));
  return {
    "@name": family,
    ...counts(outcomes),
    "@time": seconds(time),
    ...properties([
      ["provider", result.provider],
      ["mode", result.mode],
      ["isolation", result.isolation],
      ["seed", String(result.seed)],
      ["claimed", `${claims.claimed}/${claims.total}`],
      ...Object.entries(result.versions).map(
        ([name, version]) => [`version.${name}`, version] as const,
      ),
    ]),
    testcase: outcomes.map((outcome) =>
      testcase(`${line(result.table.name)}.${family}`, outcome, failed),
    ),
  };
}

function counts(outcomes: readonly Outcome[]): Element {
  const of = (name: "failure" | "error"): string =>
    String(outcomes.filter(({ verdict }) => fault(verdict) === name).length);
  return {
    "@tests": String(outcomes.length),
    "@failures": of("failure"),
    "@errors": of("error"),
    "@skipped": String(
      outcomes.filter(({ verdict }) => isSkipped(verdict)).length,
    ),
  };
}

function testcase(
  classname: string,
  { verdict, test }: Outcome,
  failed: ReadonlyMap<Verdict, FailedTest>,
): Element {
  const failure = failed.get(verdict);
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["verdict", verdict.kind],
    ["clause", test?.clause],
    ["unclaimed", verdict.unclaimed],
    ["seed", failure && String(failure.seed)],
    ["again", failure?.again],
    ["message", failure || isSkipped(verdict) ? undefined : verdict.message],
  ];
  return {
    "@name": line(verdict.id),
    "@classname": classname,
    "@time": seconds(verdict.time),
    ...properties(facts),
    ...body(verdict, test?.untestable),
  };
}

function body(verdict: Verdict, reason: string | undefined): Element {
  const message = verdict.message ?? reason ?? "";
  if (isSkipped(verdict)) {
    return { skipped: { "@message": line(reason ?? message) } };
  }
  const name = fault(verdict);
  if (name === undefined) return {};
  const text = lines([message, verdict.stack ?? ""].join("\n").trim());
  return {
    [name]: {
      "@message": line(message),
      "@type": verdict.kind,
      ...(text !== "" && { "#text": text }),
    },
  };
}

/** The element of a test that failed: an error if it did not come to its end. */
function fault({ kind }: Verdict): "failure" | "error" | undefined {
  switch (kind) {
    case "crash":
    case "timeout":
      return "error";
    case "fail":
    case "stale":
    case "missing":
    case "unknown":
    case "duplicate":
      return "failure";
    default:
      return undefined;
  }
}

function isSkipped({ kind }: Verdict): boolean {
  return kind === "untestable";
}

function properties(
  facts: readonly (readonly [string, string | undefined])[],
): Element {
  const property = facts.flatMap(([name, value]) =>
    value === undefined ? [] : { "@name": line(name), "@value": line(value) },
  );
  return { properties: { property } };
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
