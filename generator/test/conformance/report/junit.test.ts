import { describe, expect, it } from "vitest";
import { renderJUnit } from "../../../src/conformance/report/index.ts";
import * as runs from "./runs.ts";
import { expectJUnit, valueOf } from "./xml.ts";

describe("JUnit XML", () => {
  it.each(Object.entries({ ...runs, PLAN: undefined, hostile: undefined }))(
    "of %s is as the schema says",
    (_name, run) => {
      if (run === undefined) return;
      expectJUnit(renderJUnit(run));
    },
  );

  it("would be found out otherwise", () => {
    const xml = renderJUnit(runs.good);
    const wrong = xml.replace("<skipped ", "<skiped ");
    expect(wrong).not.toBe(xml);
    expect(() => expectJUnit(wrong)).toThrow("skiped");
    expect(() => expectJUnit(xml.replace("</testsuites>", ""))).toThrow();
  });

  it("has a passed case with a property for what is not claimed", () => {
    const xml = renderJUnit(runs.lazy);
    const test = "//testcase[@name='property/scale/UNIT']";
    const property = (name: string): string | undefined =>
      valueOf(xml, `${test}/properties/property[@name='${name}']/@value`);
    expect(property("verdict")).toBe("negative");
    expect(property("unclaimed")).toBe("property UNIT of scale");
    expect(valueOf(xml, `${test}/failure`)).toBeUndefined();
    expect(valueOf(xml, `${test}/skipped`)).toBeUndefined();
  });

  it("has a skipped case with the reason for what no test can show", () => {
    const path = "//testcase[@name='error/pay/NO_PAPER']/skipped/@message";
    expect(valueOf(renderJUnit(runs.good), path)).toContain("paper");
  });

  it("counts what did not come to its end as an error", () => {
    const xml = renderJUnit(runs.crashing);
    expect(valueOf(xml, "/testsuites/@errors")).toBe("2");
    expect(valueOf(xml, "/testsuites/@failures")).toBe("4");
    expect(valueOf(xml, "/testsuites/@tests")).toBe("12");
    expect(valueOf(xml, "/testsuites/@skipped")).toBe("1");
  });
});
