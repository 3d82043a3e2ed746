import { expect, it } from "vitest";
import { elsewhere } from "./system.ts";

const categories = [
  "basic",
  "listening",
  "datagram",
  "connectionOriented",
  "stream",
];

function all(result: string): readonly string[] {
  return categories.map((category) => `${category}: ${result}`);
}

it("a change of the local addresses is told to all who wait for it, and to nobody else", async (context) => {
  const text = await elsewhere(context, {}, "watches.mjs");
  expect(JSON.parse(text)).toEqual({
    before: 0,
    during: 1,
    added: all("STATUS_SUCCESS, true"),
    early: 0,
    added6: all("STATUS_SUCCESS, true"),
    after: 0,
    removed: all("STATUS_SUCCESS, false"),
    cancelled: "STATUS_CANCELLED",
    left: 1,
    closed: "STATUS_CANCELLED",
    end: 0,
  });
});
