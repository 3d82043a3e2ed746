/** Which statuses are listed for the calls of a function, and which are not. */
import { describe, expect, it } from "vitest";
import type { Claims } from "../../src/conformance/claims/claims.ts";
import { claimsOfAll } from "../../src/conformance/claims/everything.ts";
import { unlistedIn } from "../../src/conformance/plan/families/error/listed.ts";
import { tableAt } from "./support/packages.ts";

const table = tableAt("spec/wsk.yaml");

/** What is said of a call of the function that has failed with the status. */
function saidOf(
  id: string,
  status: string,
  limits: Claims["limits"] = {},
): string | undefined {
  const claims = { ...claimsOfAll(table), limits };
  return unlistedIn({ table, claims }, new Map([[id, new Set([status])]]));
}

describe("a status", () => {
  it.each([
    ["the function's own", "send", "STATUS_CONNECTION_RESET"],
    ["a class's", "accept", "STATUS_INVALID_DEVICE_STATE"],
    ["a cancelled call's", "receive", "STATUS_CANCELLED"],
    ["a property's", "controlSocket", "STATUS_BUFFER_OVERFLOW"],
    ["of a limit", "connectEx", "STATUS_BUFFER_OVERFLOW"],
    [
      "that a state fails with",
      "inspectComplete",
      "STATUS_INVALID_DEVICE_STATE",
    ],
  ])("is listed if it is %s: %s, %s", (_why, id, status) => {
    expect(saidOf(id, status)).toBeUndefined();
  });

  it.each([
    ["send", "STATUS_CONNECTION_REFUSED"],
    ["listen", "STATUS_NO_MATCH"],
    ["getLocalAddress", "STATUS_IO_TIMEOUT"],
  ])("is not if nothing says so: %s, %s", (id, status) => {
    expect(saidOf(id, status)).toBe(
      `expected ${id} to fail only as the table lists it, found ${status}`,
    );
  });

  it("is listed if the provider claims a limit of its own that ends with it, and otherwise not", () => {
    const error = "STATUS_IO_TIMEOUT";
    const limits = { "sendTo.buffer": { max: 3, error } };
    expect(saidOf("sendTo", error, limits)).toBeUndefined();
    expect(saidOf("sendTo", error)).toContain("sendTo to fail only");
    expect(saidOf("sendMessages", error, limits)).toContain("sendMessages");
  });
});
