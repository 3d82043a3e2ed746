// A part of examples/foreign/REPORT.md that is the same on every machine: what the foreign provider passes and what it fails.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { conformance } from "@captable/wsk/conformance";
import type { RunResult } from "captable/conformance";
import { failures, kinds } from "../conformance/providers.ts";
import { ROOT } from "../trust/tables.ts";

const provider = new URL(
  "../../examples/dist/foreign/conformance.js",
  import.meta.url,
);

/** What never comes out otherwise, however slow the machine. */
const FAILING = [
  "observer/receiveBufferIsReal",
  "error/sendTo/STATUS_ACCESS_DENIED",
  "state/client.captured/getNameInfo",
  "scenario/resetWhileReceiving/server=listening,client=stream/IPv4",
];

describe("the sockets of a package that knows nothing of the table", () => {
  it.each([
    { families: ["shape", "guard"] },
    { ids: ["state/basic.created", "state/listening.created"] },
  ])(
    "pass what their provider shares with others: %o",
    { timeout: 300_000 },
    async (part) => {
      const result = await conformance({ provider, ...part });
      expect(result.verdicts.length).toBeGreaterThan(5);
      // That its process does not end is another matter.
      expect(
        failures(result).filter((it) => !it.startsWith("fail leak/exit")),
      ).toEqual([]);
    },
  );

  describe("fail", () => {
    let result: RunResult;
    beforeAll(async () => {
      result = await conformance({ provider, ids: FAILING });
    }, 300_000);

    it.each(FAILING)("%s", (id) => {
      expect(kinds(result)).toContain(`fail ${id}`);
    });

    it("as the report says", () => {
      const page = readFileSync(
        join(ROOT, "examples/foreign/REPORT.md"),
        "utf8",
      );
      for (const id of FAILING) expect(page).toContain(`### \`${id}\`: fail`);
      // None of them takes the process with it.
      expect(page).not.toMatch(/^### .*: (?:crash|timeout)$/m);
    });
  });
});
