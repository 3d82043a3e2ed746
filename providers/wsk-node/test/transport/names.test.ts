import dns from "node:dns";
import { afterEach, expect, it, vi } from "vitest";
import { transportOf } from "./harness.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const query = {
  family: undefined,
  addrConfig: false,
  all: false,
  v4Mapped: false,
};

it("a name that Node does not even look up fails like one that is wrong", async () => {
  const transport = transportOf();
  expect(await transport.resolve({ ...query, name: "127.0.0.1" })).toEqual([
    { address: "127.0.0.1", family: "IPv4" },
  ]);
  // As newer Nodes do with a name in which there is a zero.
  vi.spyOn(dns, "lookup").mockImplementation(() => {
    throw Object.assign(new TypeError("wrong"), {
      code: "ERR_INVALID_ARG_VALUE",
    });
  });
  await expect(
    transport.resolve({ ...query, name: "a\0b" }),
  ).rejects.toMatchObject({
    name: "TransportFailure",
    status: "STATUS_INVALID_PARAMETER",
    cause: { code: "ERR_INVALID_ARG_VALUE" },
  });
});
