import { expect, it } from "vitest";
import {
  register,
  type GetAddressInfoOptions,
  type NameInfo,
  type NameInfoFlags,
  type SocketAddress,
  type WskClient,
} from "@captable/wsk";
import {
  TransportFailure,
  transportProvider,
  type NameAnswer,
  type NameQuery,
} from "../src/index.ts";
import { failure } from "./failure.ts";
import { FakeTransport } from "./fake-transport.ts";

const nobody = new TransportFailure("STATUS_NO_MATCH", "nobody");

/** Knows one host by one name, and remembers what it was asked. */
class Names extends FakeTransport {
  readonly asked: NameQuery[] = [];

  override resolve(query?: NameQuery): Promise<readonly NameAnswer[]> {
    if (query !== undefined) this.asked.push(query);
    if (query?.name === "empty") return Promise.resolve([]);
    if (query?.name !== "host.test") return Promise.reject(nobody);
    return Promise.resolve([
      { address: "fe80::1%3", family: "IPv6" },
      { address: "10.0.0.1", family: "IPv4" },
    ]);
  }

  override nameOf(address?: SocketAddress): Promise<NameInfo> {
    const known = address?.address.startsWith("10.0.0.") === true;
    return known
      ? Promise.resolve({ nodeName: "host.test", serviceName: "echo" })
      : Promise.reject(nobody);
  }

  override localAddresses(): readonly SocketAddress[] {
    return [{ family: "IPv4", address: "10.0.0.1", port: 0 }];
  }
}

async function names(): Promise<{
  readonly transport: Names;
  readonly wsk: WskClient;
}> {
  const transport = new Names();
  const registration = register(transportProvider("fake", transport));
  return { transport, wsk: await registration.captureProviderNPI() };
}

it("asks the transport for names", async () => {
  const { transport, wsk } = await names();
  const found = await wsk.getAddressInfo({
    nodeName: "host.test",
    serviceName: "7",
    hints: { protocol: "tcp", flags: { v4Mapped: true } },
  });
  expect(found).toEqual([
    {
      family: "IPv6",
      protocol: "tcp",
      address: { family: "IPv6", address: "fe80::1", port: 7, scopeId: 3 },
    },
    {
      family: "IPv4",
      protocol: "tcp",
      address: { family: "IPv4", address: "10.0.0.1", port: 7 },
    },
  ]);
  expect(transport.asked).toEqual([
    {
      name: "host.test",
      family: undefined,
      addrConfig: false,
      all: false,
      v4Mapped: true,
    },
  ]);
});

const canonName = { flags: { canonName: true } };
const numericHost = { flags: { numericHost: true } };

it.each<[GetAddressInfoOptions, readonly string[]]>([
  [{ nodeName: "10.1.2.3" }, ["10.1.2.3"]],
  [{ nodeName: "fe80::1%2", hints: numericHost }, ["fe80::1"]],
  [
    {
      nodeName: "10.1.2.3",
      hints: { family: "IPv6", flags: { v4Mapped: true } },
    },
    ["::ffff:10.1.2.3"],
  ],
  [{ serviceName: "7" }, ["::1", "127.0.0.1"]],
  [
    { serviceName: "7", hints: { family: "IPv6", flags: { passive: true } } },
    ["::"],
  ],
])("does without the transport for %j", async (options, addresses) => {
  const { transport, wsk } = await names();
  const found = await wsk.getAddressInfo(options);
  expect(found.map(({ address }) => address.address)).toEqual(addresses);
  expect(transport.asked).toEqual([]);
});

it.each<[GetAddressInfoOptions, string]>([
  [{ nodeName: "10.1.2.3", hints: { family: "IPv6" } }, "STATUS_NO_MATCH"],
  [{ nodeName: "host.test", hints: numericHost }, "STATUS_NO_MATCH"],
  [{ nodeName: "unknown" }, "STATUS_NO_MATCH"],
  [{ nodeName: "empty" }, "STATUS_NO_MATCH"],
  [{ serviceName: "65536" }, "STATUS_NO_MATCH"],
  [{ serviceName: "echo" }, "STATUS_NOT_SUPPORTED"],
  [
    { nodeName: "host.test", hints: { protocol: "icmp" } },
    "STATUS_NOT_SUPPORTED",
  ],
  [
    {
      nodeName: "host.test",
      hints: { socketType: "datagram", protocol: "tcp" },
    },
    "STATUS_NOT_SUPPORTED",
  ],
  [{ nodeName: "host.test", hints: canonName }, "STATUS_NOT_SUPPORTED"],
  [{ nodeName: "", serviceName: "" }, "STATUS_INVALID_PARAMETER"],
])("refuses %j", async (options, status) => {
  const { wsk } = await names();
  expect(await failure(wsk.getAddressInfo(options))).toMatchObject({ status });
});

it("gives a numeric host its own name, on the first address alone", async () => {
  const { wsk } = await names();
  expect(
    await wsk.getAddressInfo({ nodeName: "10.1.2.3", hints: canonName }),
  ).toMatchObject([{ canonName: "10.1.2.3" }]);
  const [own] = await wsk.getAddressInfo({
    serviceName: "7",
    hints: canonName,
  });
  expect(own).not.toHaveProperty("canonName");
});

it.each<[string, NameInfoFlags, string, string]>([
  ["10.0.0.1", {}, "host.test", "echo"],
  ["10.0.0.1", { nofqdn: true }, "host", "echo"],
  ["10.0.0.2", { nofqdn: true }, "host.test", "echo"],
  ["10.0.0.1", { numericHost: true }, "10.0.0.1", "echo"],
  ["10.0.0.1", { numericServ: true, nameReqd: true }, "host.test", "7"],
  ["9.9.9.9", {}, "9.9.9.9", "7"],
  ["9.9.9.9", { numericHost: true, numericServ: true }, "9.9.9.9", "7"],
])("names %s with %j", async (address, flags, nodeName, serviceName) => {
  const { wsk } = await names();
  const of = { family: "IPv4", address, port: 7 } as const;
  expect(await wsk.getNameInfo(of, { flags })).toEqual({
    nodeName,
    serviceName,
  });
});

it("fails if a name is required and there is none", async () => {
  const { wsk } = await names();
  const call = wsk.getNameInfo(
    { family: "IPv4", address: "9.9.9.9", port: 7 },
    { flags: { nameReqd: true } },
  );
  expect(await failure(call)).toMatchObject({ status: "STATUS_NO_MATCH" });
});

it("writes the zone of an address as a number", async () => {
  const { wsk } = await names();
  expect(
    await wsk.getNameInfo(
      { family: "IPv6", address: "fe80::1", port: 7, scopeId: 3 },
      { flags: { numericHost: true, numericServ: true } },
    ),
  ).toEqual({ nodeName: "fe80::1%3", serviceName: "7" });
});
