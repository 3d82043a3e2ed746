import { expect, it } from "vitest";
import { bindMethods, nodeProvider } from "../src/index.ts";

it("says how it binds", () => {
  expect(nodeProvider().bindMethod).toBe(bindMethods[0]);
  expect(nodeProvider({ bindMethod: "deferred" }).bindMethod).toBe("deferred");
  expect(() => nodeProvider({ bindMethod: "magic" as "deferred" })).toThrow(
    TypeError,
  );
});
