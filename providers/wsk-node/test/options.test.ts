import os from "node:os";
import { describe, expect, it } from "vitest";
import {
  invoke,
  table,
  type BasicSocket,
  type CategoryName,
  type SocketAddress,
} from "@captable/wsk";
import { fidelity } from "../src/index.ts";
import { connect, control, failure, loopback, network, use } from "./net.ts";

async function listAddresses(
  socket: BasicSocket,
): Promise<readonly SocketAddress[]> {
  return socket.controlSocket("ioctl", "SIO_ADDRESS_LIST_QUERY");
}

describe.each(["IPv4", "IPv6"] as const)("%s", (addressFamily) => {
  it("the local addresses are those of the host", async () => {
    const { wsk } = await network();
    const expected = Object.values(os.networkInterfaces())
      .flat()
      .filter((entry) => entry?.family === addressFamily)
      .map((entry) => entry?.address);
    for (const category of [
      "basic",
      "listening",
      "datagram",
      "connectionOriented",
      "stream",
    ] as const) {
      const socket = use(await wsk.socket(category, { addressFamily }));
      const list = await listAddresses(socket);
      expect(list.map(({ address }) => address)).toEqual(expected);
      expect(
        list.every(
          ({ family, port }) => family === addressFamily && port === 0,
        ),
      ).toBe(true);
    }
  });
});

it("options of a connection can be set before and after it exists", async () => {
  const net = await network();
  const { near, far } = await connect(net, "listening", "stream");
  const fresh = use(await net.wsk.socket("connectionOriented"));
  for (const socket of [near, far, fresh]) {
    for (const option of ["SO_KEEPALIVE", "TCP_NODELAY"] as const) {
      expect(await control(socket, "getOption", option)).toBe(false);
      await control(socket, "setOption", option, true);
      expect(await control(socket, "getOption", option)).toBe(true);
    }
  }
  await fresh.bind(loopback());
});

it("the receive buffer of a datagram socket is what was set", async () => {
  const { wsk } = await network();
  const socket = use(await wsk.socket("datagram"));
  expect(
    await failure(socket.controlSocket("getOption", "SO_RCVBUF")),
  ).toMatchObject({ status: "STATUS_NOT_SUPPORTED" });
  await socket.controlSocket("setOption", "SO_RCVBUF", 20_000);
  await socket.bind(loopback());
  expect(await socket.controlSocket("getOption", "SO_RCVBUF")).toBe(20_000);
  await socket.controlSocket("setOption", "SO_RCVBUF", 30_000);
  expect(await socket.controlSocket("getOption", "SO_RCVBUF")).toBe(30_000);
});

it("IPV6_V6ONLY is for IPv6", async () => {
  const { wsk } = await network();
  for (const category of [
    "listening",
    "datagram",
    "connectionOriented",
    "stream",
  ] as const) {
    const four = use(await wsk.socket(category));
    expect(
      await failure(control(four, "setOption", "IPV6_V6ONLY", true)),
    ).toMatchObject({ status: "STATUS_INVALID_PARAMETER" });
    const six = use(await wsk.socket(category, { addressFamily: "IPv6" }));
    await control(six, "setOption", "IPV6_V6ONLY", false);
  }
});

it("backlogs are numbers", async () => {
  const { near, far } = await connect(await network());
  expect(
    await control(near, "ioctl", "SIO_WSK_QUERY_IDEAL_SEND_BACKLOG"),
  ).toBeGreaterThan(0);
  expect(
    await far.controlSocket("ioctl", "SIO_WSK_QUERY_RECEIVE_BACKLOG"),
  ).toBe(0);
});

it("no socket is accepted conditionally", async () => {
  const { server, far } = await connect(await network());
  expect(
    await failure(far.controlSocket("ioctl", "SIO_WSK_QUERY_INSPECT_ID")),
  ).toMatchObject({ status: "STATUS_INVALID_DEVICE_REQUEST" });
  if (server.category !== "listening") throw new TypeError("not listening");
  const id = { key: 1n, serialNumber: 1 };
  expect(await failure(server.inspectComplete(id, "accept"))).toMatchObject({
    status: "STATUS_INVALID_DEVICE_STATE",
  });
});

/** Values that the class lets pass, by property; a boolean for other options, none for other requests. */
const samples: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["SIO_ADDRESS_LIST_SORT", []],
  ["SIO_LOOPBACK_FAST_PATH", true],
  ["SIO_SET_WFP_CONNECTION_REDIRECT_RECORDS", new Uint8Array()],
  ["SIO_WSK_REGISTER_EXTENSION", { npiId: "none" }],
  ["SO_RCVBUF", 8192],
  ["SO_WSK_EVENT_CALLBACK", { eventMask: {} }],
  ["WSK_CACHE_SD", {}],
  ["WSK_RELEASE_SD", {}],
  ["WSK_SET_STATIC_EVENT_CALLBACKS", { eventMask: {} }],
  ["WSK_TDI_BEHAVIOR", {}],
  ["WSK_TDI_DEVICENAME_MAPPING", {}],
]);

function inputs(kind: string, name: string): readonly unknown[] {
  if (samples.has(name)) return [samples.get(name)];
  return kind === "option" ? [true] : [];
}

const unsupported = fidelity
  .filter((entry) => entry.fidelity === "unsupported")
  .flatMap(({ kind, name, categories }) =>
    categories.map((category) => ({ kind, name, category })),
  );

/** A socket in a state in which the property is legal. */
async function suited(category: string, name: string): Promise<object> {
  const net = await network();
  if (/EVENT_CALLBACK|SILENT/.test(name) && category !== "datagram") {
    const pair = await connect(
      net,
      "listening",
      category === "stream" ? "stream" : "connectionOriented",
    );
    return category === "listening" ? pair.server : pair.near;
  }
  const socket = use(await net.wsk.socket(category as CategoryName));
  if (socket.category === "datagram" && name === "SO_WSK_EVENT_CALLBACK") {
    await socket.bind(loopback());
  }
  return socket;
}

describe("what is declared unsupported fails so", () => {
  const properties = unsupported.filter(
    ({ kind }) => kind === "option" || kind === "ioctl",
  );
  it.each(properties)(
    "$name of $category",
    async ({ kind, name, category }) => {
      const socket = await suited(category, name);
      const request = kind === "option" ? "setOption" : "ioctl";
      const call = control(socket, request, name, ...inputs(kind, name));
      expect(await failure(call)).toMatchObject({
        status: "STATUS_NOT_SUPPORTED",
        functionName: "controlSocket",
        category,
      });
      if (
        kind === "option" &&
        name !== "SO_WSK_EVENT_CALLBACK" &&
        name !== "TCP_FASTOPEN"
      ) {
        expect(await failure(control(socket, "getOption", name))).toMatchObject(
          {
            status: "STATUS_NOT_SUPPORTED",
          },
        );
      }
    },
  );

  const controls = unsupported.filter(({ kind }) => kind === "clientControl");
  it.each(controls)("$name", async ({ name }) => {
    const { wsk } = await network();
    const input = inputs("clientControl", name);
    const call = invoke(wsk, "controlClient", "controlClient", name, ...input);
    expect(await failure(call)).toMatchObject({
      status: "STATUS_NOT_SUPPORTED",
    });
  });
});

describe("the fidelity table covers", () => {
  it.each(Object.entries(table.categories))(
    "the properties and events of %s",
    (category, { properties, events }) => {
      const names = fidelity
        .filter(({ categories }) => categories.includes(category))
        .map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining([...properties, ...events]));
      expect(new Set(names).size).toBe(names.length);
    },
  );

  it("the controls of the client object", () => {
    const names = fidelity
      .filter(({ categories }) => categories.includes("client"))
      .map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([...table.services.client.properties]),
    );
  });

  it("nothing that the table does not have", () => {
    for (const { kind, name, categories } of fidelity) {
      if (kind === "event") expect(Object.keys(table.events)).toContain(name);
      if (kind !== "option" && kind !== "ioctl") continue;
      for (const category of categories) {
        const known: readonly string[] = Reflect.get(
          table.categories,
          category,
        ).properties;
        expect(known, category).toContain(name);
      }
    }
  });
});
