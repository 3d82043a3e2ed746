import { expect, it } from "vitest";
import { failure, loopback, network, serve } from "./net.ts";

it("resolves names and addresses", async () => {
  const net = await network();
  const { wsk } = net;
  const server = await serve(net);
  const { port } = await server.getLocalAddress();
  const found = await wsk.getAddressInfo({
    nodeName: "127.0.0.1",
    serviceName: String(port),
    hints: {
      socketType: "stream",
      flags: { numericHost: true, canonName: true },
    },
  });
  expect(found).toEqual([
    {
      family: "IPv4",
      socketType: "stream",
      canonName: "127.0.0.1",
      address: { family: "IPv4", address: "127.0.0.1", port },
    },
  ]);
  wsk.freeAddressInfo(found);
  const any = await wsk.getAddressInfo({
    serviceName: "80",
    hints: { flags: { passive: true } },
  });
  expect(any.map(({ address }) => address.address)).toEqual(["::", "0.0.0.0"]);
  const own = await wsk.getAddressInfo({
    serviceName: "80",
    hints: { family: "IPv4" },
  });
  expect(own.map(({ address }) => address.address)).toEqual(["127.0.0.1"]);
  const flags = { numericHost: true, numericServ: true };
  expect(await wsk.getNameInfo({ ...loopback(), port: 80 }, { flags })).toEqual(
    {
      nodeName: "127.0.0.1",
      serviceName: "80",
    },
  );
  expect(
    (await wsk.getNameInfo({ ...loopback(), port: 80 })).nodeName,
  ).not.toBe("");
});

it("refuses names that it cannot resolve", async () => {
  const { wsk } = await network();
  const statuses = [
    [{ nodeName: "" }, "STATUS_INVALID_PARAMETER"],
    [{ nodeName: "127.0.0.1", owningThread: {} }, "STATUS_INVALID_PARAMETER"],
    [{ nodeName: "127.0.0.1", nameSpace: 12 }, "STATUS_NOT_SUPPORTED"],
    [{ nodeName: "127.0.0.1", serviceName: "http" }, "STATUS_NOT_SUPPORTED"],
    [{ nodeName: "127.0.0.1", serviceName: "70000" }, "STATUS_NO_MATCH"],
    [
      { nodeName: "localhost", hints: { flags: { numericHost: true } } },
      "STATUS_NO_MATCH",
    ],
  ] as const;
  for (const [options, status] of statuses) {
    expect(await failure(wsk.getAddressInfo(options))).toMatchObject({
      status,
    });
  }
  const abort = new AbortController();
  const { signal } = abort;
  const call = wsk.getAddressInfo({ nodeName: "localhost", signal });
  abort.abort();
  expect(await failure(call)).toMatchObject({ status: "STATUS_CANCELLED" });
  const flags = { dgram: true };
  expect(
    await failure(wsk.getNameInfo({ ...loopback(), port: 53 }, { flags })),
  ).toMatchObject({
    status: "STATUS_NOT_SUPPORTED",
  });
});
