import { describe, expect, it } from "vitest";
import {
  invoke,
  table,
  type AnySocket,
  type CategoryName,
} from "@captable/wsk";
import type { Support } from "@captable/wsk-sockets";
import { control, failure, loopback, use } from "../net.ts";
import { bound } from "../ports.ts";
import type { Net } from "../subject.ts";
import { subjects } from "../subjects.ts";

/** Values that the class lets pass, by property; a boolean for other options, none for other requests. */
const samples: Readonly<Record<string, unknown>> = {
  SIO_ADDRESS_LIST_SORT: [],
  SIO_LOOPBACK_FAST_PATH: true,
  SIO_SET_WFP_CONNECTION_REDIRECT_RECORDS: new Uint8Array(),
  SIO_WSK_REGISTER_EXTENSION: { npiId: "none" },
  SO_RCVBUF: 8192,
  WSK_CACHE_SD: {},
  WSK_RELEASE_SD: {},
  WSK_TDI_BEHAVIOR: {},
  WSK_TDI_DEVICENAME_MAPPING: {},
};

function inputOf({ kind, name }: Line): readonly unknown[] {
  if (Object.hasOwn(samples, name)) return [samples[name]];
  return kind === "option" ? [true] : [];
}

/** One entry of a fidelity table for one category. */
interface Line extends Pick<Support, "kind" | "name" | "reason"> {
  readonly category: string;
}

const categories: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    Object.entries(table.categories).map(([name, { properties }]) => [
      name,
      properties,
    ]),
  ),
  client: table.services.client.properties,
};

/** A connected socket, or a new one. */
async function suited(
  net: Net,
  name: CategoryName,
  property: string,
): Promise<AnySocket> {
  const socket = use(await net.wsk.socket(name));
  const late = property === "SIO_WSK_SET_TCP_SILENT_MODE";
  if (!late || !("connect" in socket)) return socket;
  const server = use(await net.wsk.socket("listening"));
  await server.bind(loopback());
  await socket.bind(loopback());
  await socket.connect(await server.getLocalAddress());
  return socket;
}

describe.each(subjects)("$name", ({ open, fidelity }) => {
  const unsupported: readonly Line[] = fidelity
    .filter((entry) => entry.fidelity === "unsupported")
    .flatMap(({ kind, name, categories: all, reason }) =>
      all.map((category) => ({ kind, name, category, reason })),
    );
  const of = (...kinds: readonly Support["kind"][]): readonly Line[] =>
    unsupported.filter(({ kind }) => kinds.includes(kind));

  describe("what is declared unsupported is refused, and why", () => {
    it.each(of("option", "ioctl"))("$name of $category", async (line) => {
      const { kind, name, category, reason } = line;
      const net = await open();
      const socket = await suited(net, category as CategoryName, name);
      const refused = {
        status: "STATUS_NOT_SUPPORTED",
        functionName: "controlSocket",
        category,
        message: expect.stringContaining(reason) as unknown,
      };
      const request = kind === "option" ? "setOption" : "ioctl";
      const call = control(socket, request, name, ...inputOf(line));
      expect(await failure(call)).toMatchObject(refused);
      const access: readonly string[] = Reflect.get(
        table.properties,
        name,
      ).access;
      if (!access.includes("get")) return;
      const read = control(socket, "getOption", name);
      expect(await failure(read)).toMatchObject(refused);
    });

    it.each(of("clientControl"))("$name", async (line) => {
      const { wsk } = await open();
      const { name, reason } = line;
      const input = inputOf(line);
      const call = invoke(
        wsk,
        "controlClient",
        "controlClient",
        name,
        ...input,
      );
      expect(await failure(call)).toMatchObject({
        status: "STATUS_NOT_SUPPORTED",
        functionName: "controlClient",
        category: "client",
        message: expect.stringContaining(reason) as unknown,
      });
    });
  });

  describe("the fidelity table", () => {
    const listed = (category: string): string[] =>
      fidelity
        .filter((entry) => entry.categories.includes(category))
        .map(({ name }) => name);

    it("names nothing that the table of WSK does not have", () => {
      for (const { kind, name, categories: all } of fidelity) {
        if (kind === "event") expect(Object.keys(table.events)).toContain(name);
        if (!["option", "ioctl", "clientControl"].includes(kind)) continue;
        for (const category of all) {
          expect(categories[category], `${category} ${name}`).toContain(name);
        }
      }
    });

    it.each([...Object.keys(categories)])(
      "says but once how %s does something",
      (category) => {
        const names = listed(category);
        expect(new Set(names).size).toBe(names.length);
      },
    );

    it("says why, wherever it is not native", () => {
      for (const { name, reason } of fidelity) {
        expect(reason, name).toMatch(/^[A-Z].+\.$/su);
      }
    });
  });

  describe("a parameter is refused if, and only if, it is declared unsupported", () => {
    const remote = { ...loopback(), port: 9 };
    const flowed = { ...loopback("IPv6"), port: 9, flowInfo: 1 };
    const ipv6 = { addressFamily: "IPv6" } as const;
    const owner = { owningProcess: {} };
    const thread = { ...owner, owningThread: {} };
    const secured = { securityDescriptor: {} };
    const numeric = { nodeName: "127.0.0.1" };
    const canonName = { flags: { canonName: true } };

    /** What uses a parameter, by its name and the category. */
    const uses: Readonly<
      Record<string, ((net: Net) => Promise<unknown>)[] | undefined>
    > = {
      "socket.owningProcess": [({ wsk }) => wsk.socket("stream", owner)],
      "socket.owningThread": [({ wsk }) => wsk.socket("stream", thread)],
      "socket.securityDescriptor": [({ wsk }) => wsk.socket("stream", secured)],
      "socketConnect.owningProcess": [
        ({ wsk }) => wsk.socketConnect(loopback(), remote, owner),
      ],
      "socketConnect.owningThread": [
        ({ wsk }) => wsk.socketConnect(loopback(), remote, thread),
      ],
      "socketConnect.securityDescriptor": [
        ({ wsk }) => wsk.socketConnect(loopback(), remote, secured),
      ],
      "getAddressInfo.owningProcess": [
        ({ wsk }) => wsk.getAddressInfo({ ...numeric, ...owner }),
      ],
      "getAddressInfo.owningThread": [
        ({ wsk }) => wsk.getAddressInfo({ ...numeric, ...thread }),
      ],
      "getAddressInfo.nameSpace": [
        ({ wsk }) => wsk.getAddressInfo({ ...numeric, nameSpace: 12 }),
      ],
      "getAddressInfo.provider": [
        ({ wsk }) => wsk.getAddressInfo({ ...numeric, provider: "{none}" }),
      ],
      "getAddressInfo.hints.flags.canonName": [
        ({ wsk }) =>
          wsk.getAddressInfo({ nodeName: "localhost", hints: canonName }),
      ],
      "getNameInfo.owningProcess": [
        ({ wsk }) => wsk.getNameInfo(remote, owner),
      ],
      "getNameInfo.owningThread": [
        ({ wsk }) => wsk.getNameInfo(remote, thread),
      ],
      "getNameInfo.flags.dgram": [
        ({ wsk }) => wsk.getNameInfo(remote, { flags: { dgram: true } }),
      ],
      "SocketAddressIPv6.flowInfo": [
        async ({ wsk }) => use(await wsk.socket("stream", ipv6)).bind(flowed),
        async ({ wsk }) => use(await wsk.socket("datagram", ipv6)).bind(flowed),
        async (net) =>
          (await bound(net, "IPv6")).sendTo(new Uint8Array(1), {
            remoteAddress: flowed,
          }),
        ({ wsk }) => wsk.socketConnect(loopback("IPv6"), flowed),
        ({ wsk }) => wsk.getNameInfo(flowed),
      ],
    };
    const declared = new Set(of("parameter", "flag").map(({ name }) => name));

    it.each(Object.entries(uses))("%s", async (name, calls = []) => {
      const net = await open();
      for (const call of calls) {
        const status = await call(net).then(
          () => "STATUS_SUCCESS",
          (error: unknown) => Reflect.get(Object(error), "status") as unknown,
        );
        expect(status === "STATUS_NOT_SUPPORTED").toBe(declared.has(name));
      }
    });
  });
});
