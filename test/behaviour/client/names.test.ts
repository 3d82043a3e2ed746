import { describe, expect, it } from "vitest";
import type { GetAddressInfoOptions, Status } from "@captable/wsk";
import { expectStatus, loopback, serve, use } from "../net.ts";
import { families } from "../pairings.ts";
import { subjects } from "../subjects.ts";

const invalid = "STATUS_INVALID_PARAMETER";

describe.each(subjects)("$name", ({ open }) => {
  describe("getAddressInfo", () => {
    it.each(families)(
      "yields an address of %s that can be connected to",
      async (family) => {
        const net = await open();
        const server = await serve(net, "listening", { family });
        const { port, address: nodeName } = await server.getLocalAddress();
        const found = await net.wsk.getAddressInfo({
          nodeName,
          serviceName: String(port),
          hints: { socketType: "stream", protocol: "tcp" },
        });
        expect(found).toEqual([
          {
            family,
            socketType: "stream",
            protocol: "tcp",
            address: { ...loopback(family), port },
          },
        ]);
        const [first] = found;
        if (first === undefined) throw new TypeError("nothing");
        use(await net.wsk.socketConnect(loopback(family), first.address));
        use(await server.accept());
        expect(net.wsk.freeAddressInfo(found)).toBeUndefined();
      },
    );

    it("resolves names", async () => {
      const { wsk } = await open();
      const hints = { family: "IPv4" } as const;
      const found = await wsk.getAddressInfo({ nodeName: "localhost", hints });
      expect(found.length).toBeGreaterThan(0);
      for (const { family, address } of found) {
        expect(family).toBe("IPv4");
        expect(address).toEqual(loopback());
      }
    });

    it("without a name yields wildcards to bind to, or this host", async () => {
      const { wsk } = await open();
      const listed = async (
        hints: GetAddressInfoOptions["hints"],
      ): Promise<string[]> => {
        const found = await wsk.getAddressInfo({ serviceName: "80", hints });
        expect(found.every(({ address }) => address.port === 80)).toBe(true);
        return found.map(({ address }) => address.address).sort();
      };
      const passive = { passive: true };
      expect(await listed({ flags: passive })).toEqual(["0.0.0.0", "::"]);
      expect(await listed({ flags: passive, family: "IPv6" })).toEqual(["::"]);
      expect(await listed(undefined)).toEqual(["127.0.0.1", "::1"]);
      expect(await listed({ family: "IPv4" })).toEqual(["127.0.0.1"]);
    });

    it("knows the canonical name of a number, and mapped addresses", async () => {
      const { wsk } = await open();
      const [first] = await wsk.getAddressInfo({
        nodeName: "127.0.0.1",
        hints: { flags: { canonName: true, numericHost: true } },
      });
      expect(first?.canonName).toBe("127.0.0.1");
      const mapped = await wsk.getAddressInfo({
        nodeName: "127.0.0.1",
        hints: { family: "IPv6", flags: { v4Mapped: true } },
      });
      expect(mapped.map(({ address }) => address.address)).toEqual([
        "::ffff:127.0.0.1",
      ]);
    });

    const refusals: readonly (readonly [GetAddressInfoOptions, Status])[] = [
      [{}, invalid],
      [{ nodeName: "" }, invalid],
      [{ nodeName: "", serviceName: "" }, invalid],
      [{ nodeName: "127.0.0.1", serviceName: "70000" }, "STATUS_NO_MATCH"],
      [
        { nodeName: "localhost", hints: { flags: { numericHost: true } } },
        "STATUS_NO_MATCH",
      ],
      [
        {
          nodeName: "127.0.0.1",
          serviceName: "http",
          hints: { flags: { numericServ: true } },
        },
        "STATUS_NO_MATCH",
      ],
      [{ nodeName: "127.0.0.1", hints: { family: "IPv6" } }, "STATUS_NO_MATCH"],
      [
        { nodeName: "127.0.0.1", hints: { socketType: "raw" } },
        "STATUS_NOT_SUPPORTED",
      ],
    ];

    it.each(refusals)("refuses %o by %s", async (options, status) => {
      const { wsk } = await open();
      await expectStatus(wsk.getAddressInfo(options), status, {
        functionName: "getAddressInfo",
        category: "client",
      });
    });

    it("says so when nobody has the name", async () => {
      const { wsk } = await open();
      const nodeName = "no-such-host.invalid";
      const { status } = await wsk.getAddressInfo({ nodeName }).then(
        () => ({ status: "found" }),
        (error: unknown) => ({
          status: String(Reflect.get(Object(error), "status")),
        }),
      );
      // Without a name service there is nobody to say so.
      expect(["STATUS_NO_MATCH", "STATUS_IO_TIMEOUT"]).toContain(status);
    });
  });

  describe("getNameInfo", () => {
    it("spells an address in numbers", async () => {
      const { wsk } = await open();
      const flags = { numericHost: true, numericServ: true };
      for (const family of families) {
        const address = { ...loopback(family), port: 80 };
        expect(await wsk.getNameInfo(address, { flags })).toEqual({
          nodeName: address.address,
          serviceName: "80",
        });
      }
    });

    it("names an address, by its number if it has no name", async () => {
      const { wsk } = await open();
      const flags = { numericServ: true };
      const own = await wsk.getNameInfo({ ...loopback(), port: 9 }, { flags });
      expect(own.nodeName).not.toBe("");
      expect(own.serviceName).toBe("9");
      const short = await wsk.getNameInfo(
        { ...loopback(), port: 9 },
        { flags: { ...flags, nofqdn: true } },
      );
      expect(short.nodeName).not.toMatch(/[a-z]\./u);
      expect(own.nodeName.startsWith(short.nodeName)).toBe(true);
    });

    it("refuses an address that is none", async () => {
      const { wsk } = await open();
      await expectStatus(
        wsk.getNameInfo({ ...loopback(), address: "localhost" }),
        invalid,
        { functionName: "getNameInfo" },
      );
    });
  });
});
