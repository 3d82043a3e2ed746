import { describe, expect, it } from "vitest";
import { isWskError } from "@captable/wsk";
import { failure } from "../net.ts";
import { callNamed, make } from "./calls.ts";
import { column, expectedFailure } from "./cells.ts";
import { goOn } from "./going-on.ts";
import type { Situation } from "./situation.ts";
import { categories, waysOf } from "./ways.ts";
import { honours } from "../subject.ts";
import { subjects } from "../subjects.ts";

/** Makes all calls that are illegal, in one turn; each must fail, and change nothing. */
async function makeIllegalCalls(
  situation: Situation,
  illegal: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  const { socket } = situation;
  const { state } = socket;
  const made = [...illegal].map(([call, statuses]) => {
    const error = failure(make(call, situation));
    expect(socket.state, call).toBe(state);
    return { call, statuses, error };
  });
  for (const { call, statuses, error } of made) {
    const { of: functionName = call } = callNamed(call);
    expect(await error, call).toMatchObject({
      name: "WskError",
      status: expect.toBeOneOf([...statuses]),
      functionName,
      category: socket.category,
      state,
    });
  }
}

async function makeLegalCall(
  situation: Situation,
  call: string,
  target: string,
): Promise<void> {
  const { socket, attempt } = situation;
  const { state } = socket;
  const { meet, yields } = callNamed(call);
  const status = expectedFailure(call, situation);
  const made = make(call, situation);
  if (status !== undefined) {
    const error = await failure(made);
    expect(isWskError(error, status), String(error)).toBe(true);
    expect(socket.state).toBe(state);
    return;
  }
  const [result] = await Promise.all([made, meet?.(situation)]);
  yields?.(result, situation);
  // An attempt to connect may have succeeded meanwhile.
  const goes = attempt !== undefined && target === "connecting";
  if (!goes || socket.state !== "connected") expect(socket.state).toBe(target);
}

describe.each(subjects)("$name", (subject) => {
  describe.each(categories)("%s", (category) => {
    const table = waysOf(subject, category).map((way) => ({
      way,
      ...column(category, way),
    }));

    describe.each(table)("$way.state by $way.name", (entry) => {
      const { way, illegal, legal } = entry;

      it(`refuses ${[...illegal.keys()].join(", ") || "nothing"}, and goes on`, async () => {
        const situation = await way.reach(await subject.open());
        expect(situation.socket.state).toBe(way.state);
        await makeIllegalCalls(situation, illegal);
        await goOn(situation);
      });

      const calls = [...legal].filter(([call]) => {
        const { of } = callNamed(call);
        return of !== "controlSocket" || honours(subject, call, category);
      });
      // Nothing is legal once a socket is closed.
      if (calls.length === 0) return;
      it.each(calls)("allows %s, and is then %s", async (call, target) => {
        const situation = await way.reach(await subject.open());
        await makeLegalCall(situation, call, target);
        await situation.attempt?.catch(() => undefined);
      });
    });
  });
});
