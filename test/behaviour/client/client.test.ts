import { describe, expect, it } from "vitest";
import type { CategoryName, SocketOptions } from "@captable/wsk";
import { Witness } from "../witness.ts";
import {
  bytes,
  control,
  enable,
  expectStatus,
  loopback,
  nobody,
  receiveText,
  serve,
  use,
  wildcard,
} from "../net.ts";
import { families } from "../pairings.ts";
import { subjects } from "../subjects.ts";

const unsupported = "STATUS_NOT_SUPPORTED";

describe.each(subjects)("$name", ({ open }) => {
  describe("the transports", () => {
    it("are those that sockets can be made for", async () => {
      const { wsk } = await open();
      const transports = await wsk.controlClient(
        "controlClient",
        "WSK_TRANSPORT_LIST_QUERY",
      );
      expect(
        transports.map(({ addressFamily, socketType, protocol }) =>
          [addressFamily, socketType, protocol].join(),
        ),
      ).toEqual(
        expect.arrayContaining([
          "IPv4,stream,tcp",
          "IPv6,stream,tcp",
          "IPv4,datagram,udp",
          "IPv6,datagram,udp",
        ]),
      );
      for (const { version, providerId, ...triple } of transports) {
        expect(version).toBe(0x0100);
        expect(providerId).toMatch(
          /^\{?[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\}?$/iu,
        );
        const stream = ["listening", "connectionOriented", "stream"] as const;
        const { socketType } = triple;
        const fitting =
          socketType === "stream" ? stream : (["datagram"] as const);
        for (const category of ["basic", ...fitting] as const) {
          const socket = use(await wsk.socket(category, triple));
          expect(socket.category).toBe(category);
        }
      }
    });

    const others: readonly (readonly [CategoryName, SocketOptions])[] = [
      ["listening", { socketType: "datagram" }],
      ["listening", { socketType: "stream", protocol: "udp" }],
      ["connectionOriented", { socketType: "datagram", protocol: "udp" }],
      ["stream", { protocol: "udp" }],
      ["stream", { protocol: "icmp" }],
      ["datagram", { socketType: "stream" }],
      ["datagram", { protocol: "tcp" }],
      ["datagram", { socketType: "raw" }],
      ["basic", { socketType: "raw", protocol: "icmp" }],
      ["basic", { socketType: "stream", protocol: "udp" }],
    ];

    it.each(others)(
      "others are refused to a %s socket: %o",
      async (category, options) => {
        const { wsk } = await open();
        await expectStatus(wsk.socket(category, options), unsupported, {
          functionName: "socket",
          category: "client",
        });
        // Where the refusal names a type or a protocol, another does.
        use(await wsk.socket(category, { addressFamily: "IPv6" }));
      },
    );
  });

  it("a thread without a process is no owner", async () => {
    const { wsk } = await open();
    const thread = { owningThread: {} };
    const remote = { ...loopback(), port: 9 };
    const name = { nodeName: "127.0.0.1" };
    for (const call of [
      wsk.socket("stream", thread),
      wsk.socketConnect(loopback(), remote, thread),
      wsk.getAddressInfo({ ...name, ...thread }),
      wsk.getNameInfo(remote, thread),
    ]) {
      await expectStatus(call, "STATUS_INVALID_PARAMETER");
    }
    use(await wsk.socket("stream"));
    expect(await wsk.getAddressInfo(name)).toHaveLength(1);
  });

  describe.each(families)("socketConnect over %s", (family) => {
    it("yields a connected socket, with its handlers and context", async () => {
      const net = await open();
      const server = await serve(net, "stream", { family });
      const remote = await server.getLocalAddress();
      const witness = new Witness();
      const near = use(
        await net.wsk.socketConnect(loopback(family), remote, {
          dispatch: witness,
          socketContext: "context",
        }),
      );
      expect(near).toMatchObject({
        category: "connectionOriented",
        state: "connected",
      });
      expect(await near.getRemoteAddress()).toEqual(remote);
      const far = use(await server.accept());
      expect(await near.getLocalAddress()).toEqual(
        await far.getRemoteAddress(),
      );
      await enable(near, "receive");
      await far.send(bytes("hello"));
      await witness.told(1);
      expect(witness.received[0]?.socketContext).toBe("context");
      await near.send(bytes("back"));
      expect(await receiveText(far)).toBe("back");
    });

    it("takes any local address", async () => {
      const net = await open();
      const server = await serve(net, "listening", { family });
      const remote = await server.getLocalAddress();
      const near = use(await net.wsk.socketConnect(wildcard(family), remote));
      expect(await near.getLocalAddress()).toMatchObject({
        address: remote.address,
      });
      expect(await control(near, "getOption", "SO_KEEPALIVE")).toBe(false);
      use(await server.accept());
    });

    it("fails as connect does, and leaves no socket", async () => {
      const net = await open();
      const { wsk, registration } = net;
      const free = await nobody(net, family);
      const local = loopback(family);
      await expectStatus(
        wsk.socketConnect(local, free),
        "STATUS_CONNECTION_REFUSED",
        {
          functionName: "socketConnect",
          category: "client",
          cause: expect.any(Error) as unknown,
        },
      );
      const other = family === "IPv4" ? "IPv6" : "IPv4";
      const refusals = [
        [loopback(other), free, {}, "STATUS_INVALID_PARAMETER"],
        [
          local,
          { ...loopback(other), port: 9 },
          {},
          "STATUS_INVALID_PARAMETER",
        ],
        [
          local,
          { ...free, address: "localhost" },
          {},
          "STATUS_INVALID_PARAMETER",
        ],
        [
          local,
          { ...wildcard(family), port: 9 },
          {},
          "STATUS_INVALID_ADDRESS_WILDCARD",
        ],
        [local, free, { socketType: "datagram" }, unsupported],
        [local, free, { protocol: "udp" }, unsupported],
      ] as const;
      for (const [from, to, options, status] of refusals) {
        await expectStatus(wsk.socketConnect(from, to, options), status, {
          functionName: "socketConnect",
        });
      }
      registration.releaseProviderNPI();
      await registration.deregister();
      expect(registration.state).toBe("deregistered");
    });

    it("refuses a local address that is not of this host", async () => {
      const net = await open();
      const server = await serve(net, "listening", { family });
      const remote = await server.getLocalAddress();
      const address = family === "IPv4" ? "192.0.2.1" : "2001:db8::1";
      await expectStatus(
        net.wsk.socketConnect({ ...loopback(family), address }, remote),
        "STATUS_INVALID_ADDRESS_COMPONENT",
        { cause: expect.any(Error) as unknown },
      );
      use(await net.wsk.socketConnect(loopback(family), remote));
    });
  });
});
