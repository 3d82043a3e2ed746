// A part of the kit, with every run of the tests; all of it is for CI.
import { expect, it } from "vitest";
import { conformance } from "@captable/wsk/conformance";
import { failures, moduleOf, planned } from "./providers.ts";

const FAMILIES = ["shape", "guard", "state", "scenario"] as const;

it(
  "the network in memory keeps to the table",
  { timeout: 120_000 },
  async () => {
    const provider = moduleOf("memory");
    const result = await conformance({ provider, families: FAMILIES });
    expect(failures(result)).toEqual([]);
    expect(result.verdicts.map(({ id }) => id)).toEqual(planned(FAMILIES));
    expect(result.ok).toBe(true);
  },
);
