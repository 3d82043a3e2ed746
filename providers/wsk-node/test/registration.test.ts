import { expect, it } from "vitest";
import { register, type CategoryName } from "@captable/wsk";
import { bindMethods, nodeProvider } from "../src/index.ts";
import { connect, failure, loopback, network, serve, use } from "./net.ts";

/** Whether a promise is settled, once the promises before it are. */
async function settled(promise: Promise<unknown>): Promise<boolean> {
  await new Promise((resolve) => setImmediate(resolve));
  const pending = Symbol("pending");
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending;
}

it("deregistering waits for captures, sockets and calls", async () => {
  const net = await network();
  const { wsk, registration } = net;
  const again = await registration.captureProviderNPI();
  expect(again).toBe(wsk);
  const { server, near, far } = await connect(net);
  const basic = use(await wsk.socket());
  const done = registration.deregister();
  expect(registration.state).toBe("deregistering");
  expect(await failure(registration.captureProviderNPI())).toMatchObject({
    status: "STATUS_DEVICE_NOT_READY",
  });
  registration.releaseProviderNPI();
  expect(wsk.state).toBe("inUse");
  registration.releaseProviderNPI();
  expect(wsk.state).toBe("released");
  expect(() => registration.releaseProviderNPI()).toThrow(
    expect.objectContaining({ status: "STATUS_INVALID_DEVICE_STATE" }),
  );
  expect(await failure(wsk.socket())).toMatchObject({
    status: "STATUS_FILE_CLOSED",
  });
  for (const socket of [server, near, far, basic]) {
    expect(await settled(done)).toBe(false);
    await socket.closeSocket();
  }
  await done;
  expect(registration.state).toBe("deregistered");
});

it("sockets outlive the release of the client object", async () => {
  const net = await network();
  const { near, far } = await connect(net);
  net.registration.releaseProviderNPI();
  await near.send(new Uint8Array(2));
  expect(await far.receive(new Uint8Array(4))).toBe(2);
});

it("a client object that is captured anew is a new one", async () => {
  const { wsk, registration } = await network();
  registration.releaseProviderNPI();
  const next = await registration.captureProviderNPI();
  expect(next).not.toBe(wsk);
  expect(next.state).toBe("captured");
});

it("only version 1.0 is there", async () => {
  for (const [version, served] of [
    [0x0100, true],
    [0x0101, false],
    [0x0200, false],
  ] as const) {
    const registration = register(nodeProvider(), {
      clientNpi: { dispatch: { version } },
    });
    expect(registration.queryProviderCharacteristics()).toEqual({
      highestVersion: 0x0100,
      lowestVersion: 0x0100,
    });
    const call = registration.captureProviderNPI({ waitTimeout: 0 });
    if (served) expect((await call).state).toBe("captured");
    else
      expect(await failure(call)).toMatchObject({
        status: "STATUS_NOINTERFACE",
      });
  }
});

it("waiting for other transports ends with the registration or its signal", async () => {
  const { wsk, registration } = await network();
  const abort = new AbortController();
  const wait: (options?: object) => Promise<unknown> = (options) =>
    Reflect.apply(wsk.controlClient, wsk, [
      "controlClient",
      "WSK_TRANSPORT_LIST_CHANGE",
      options,
    ]);
  const [aborted, ended] = [
    failure(wait({ signal: abort.signal })),
    failure(wait()),
  ];
  abort.abort();
  expect(await aborted).toMatchObject({ status: "STATUS_CANCELLED" });
  expect(await settled(ended)).toBe(false);
  registration.releaseProviderNPI();
  await registration.deregister();
  expect(await ended).toMatchObject({ status: "STATUS_CANCELLED" });
});

it("the transports are those that sockets can be made for", async () => {
  const { wsk } = await network();
  const transports = await wsk.controlClient(
    "controlClient",
    "WSK_TRANSPORT_LIST_QUERY",
  );
  expect(transports).toHaveLength(4);
  for (const { addressFamily, socketType, protocol } of transports) {
    const category = socketType === "stream" ? "stream" : "datagram";
    use(await wsk.socket(category, { addressFamily, socketType, protocol }));
    use(await wsk.socket("basic", { addressFamily, socketType, protocol }));
  }
});

it("other combinations are refused", async () => {
  const { wsk } = await network();
  const refused: readonly (readonly [CategoryName, object])[] = [
    ["listening", { socketType: "datagram" }],
    ["connectionOriented", { socketType: "datagram", protocol: "udp" }],
    ["stream", { protocol: "udp" }],
    ["datagram", { socketType: "stream" }],
    ["datagram", { socketType: "raw" }],
    ["basic", { socketType: "raw", protocol: "icmp" }],
    ["stream", { owningProcess: {} }],
    ["stream", { securityDescriptor: {} }],
  ];
  for (const [category, options] of refused) {
    expect(await failure(wsk.socket(category, options))).toMatchObject({
      status: "STATUS_NOT_SUPPORTED",
      functionName: "socket",
    });
  }
  expect(
    await failure(wsk.socket("stream", { owningThread: {} })),
  ).toMatchObject({
    status: "STATUS_INVALID_PARAMETER",
  });
  expect(
    await failure(
      wsk.socketConnect(
        loopback(),
        { ...loopback(), port: 9 },
        { socketType: "datagram" },
      ),
    ),
  ).toMatchObject({ status: "STATUS_NOT_SUPPORTED" });
});

it("says how it binds", () => {
  expect(nodeProvider().bindMethod).toBe(bindMethods[0]);
  expect(nodeProvider({ bindMethod: "deferred" }).bindMethod).toBe("deferred");
  expect(() => nodeProvider({ bindMethod: "magic" as "deferred" })).toThrow(
    TypeError,
  );
});

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
