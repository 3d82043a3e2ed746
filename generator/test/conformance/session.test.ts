import { describe, expect, it } from "vitest";
import { lookupOf } from "../../src/conformance/lookup.ts";
import { modelSubject } from "../../src/conformance/model-provider/model-provider.ts";
import { openSession } from "../../src/conformance/session/open-session.ts";
import { routeTo } from "../../src/conformance/session/route.ts";
import { waysOf } from "../../src/conformance/session/ways.ts";
import { loadPackage, tableAt, TABLES } from "./support/packages.ts";

const limits = { must: 1_000, mustNot: 20 };

describe.each(TABLES)("a session with the model of %s", async (path) => {
  const table = tableAt(path);
  const kit = await loadPackage(table);

  it("reaches every state that a way leads to, and ends", async () => {
    for (const kind of lookupOf(table).kinds.values()) {
      if (routeTo(table, kind.name) === undefined) continue;
      for (const [state, { role }] of waysOf(table, kind)) {
        const opened = await modelSubject(table, kit.exports).open();
        const session = await openSession(table, kit, opened, limits);
        const { self } = await session.reach(kind.name, state);
        expect([self.kind.name, self.state, self.role]).toEqual([
          kind.name,
          state,
          role,
        ]);
        await session.close();
        expect(session.underWay()).toEqual([]);
        expect(opened.puppet?.pending()).toBe(0);
      }
    }
  });
});
