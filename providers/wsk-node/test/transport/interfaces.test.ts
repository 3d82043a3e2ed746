import os from "node:os";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { fromNode, hostOf } from "../../src/addresses.ts";
import { localAddresses } from "../../src/interfaces.ts";
import { watchAddresses } from "../../src/watch.ts";

/** Has the system tell nothing, as when no file descriptor is left. */
function fail(): void {
  vi.spyOn(os, "networkInterfaces").mockImplementation(() => {
    throw Object.assign(new Error("no descriptor"), {
      code: "ERR_SYSTEM_ERROR",
      info: { errno: os.constants.errno.EMFILE, code: "Unknown" },
    });
  });
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it("who asks for the local addresses is told that the system does not answer", () => {
  expect(localAddresses("IPv4")).not.toEqual([]);
  fail();
  expect(() => localAddresses("IPv4")).toThrow(
    expect.objectContaining({
      name: "TransportFailure",
      status: "STATUS_TOO_MANY_OPENED_FILES",
      cause: expect.objectContaining({ code: "ERR_SYSTEM_ERROR" }),
    }),
  );
});

it("an address comes and goes without its interface if the system does not answer", () => {
  fail();
  const address = "fe80::1";
  expect(hostOf({ family: "IPv6", address, port: 9, scopeId: 7 })).toBe(
    "fe80::1%7",
  );
  expect(fromNode("fe80::1%eth7", 9)).toMatchObject({ address, port: 9 });
});

it("who watches the addresses is told of a change behind a time without answers", () => {
  let changes = 0;
  const end = watchAddresses("IPv4", () => (changes += 1));
  fail();
  vi.advanceTimersByTime(5000);
  expect(changes).toBe(0);
  vi.mocked(os.networkInterfaces).mockImplementation(() => ({}));
  vi.advanceTimersByTime(1000);
  expect(changes).toBe(1);
  end();
  expect(vi.getTimerCount()).toBe(0);
});

it("an interface has its number, whichever of its addresses comes first", () => {
  const entry = {
    family: "IPv6",
    netmask: "ffff:ffff:ffff:ffff::",
    mac: "02:00:00:00:00:07",
    internal: false,
    cidr: null,
  } as const;
  const ofAll = { ...entry, address: "fd00::7", scopeid: 0 };
  const ofLink = { ...entry, address: "fe80::7", scopeid: 7 };
  const bare = { ...entry, address: "fe80::6", scopeid: 6 };
  vi.spyOn(os, "networkInterfaces").mockReturnValue({
    eth6: [bare],
    eth7: [ofAll, ofLink],
  });
  expect(fromNode("fe80::9%eth6", 9)).toMatchObject({ scopeId: 6 });
  expect(fromNode("fe80::9%eth7", 9)).toMatchObject({ scopeId: 7 });
  expect(
    hostOf({ family: "IPv6", address: "fe80::9", port: 9, scopeId: 7 }),
  ).toBe("fe80::9%eth7");
});
