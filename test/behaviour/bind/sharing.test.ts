import { describe, expect, it } from "vitest";
import type { SocketAddress } from "@captable/wsk";
import { expectStatus, loopback, serve, use } from "../net.ts";
import { families, listeners } from "../pairings.ts";
import type { Mortal, Net } from "../subject.ts";
import { subjects } from "../subjects.ts";

async function make(
  { wsk }: Net,
  category: Mortal["category"],
  addressFamily: SocketAddress["family"] = "IPv4",
): Promise<Mortal> {
  return use(await wsk.socket(category, { addressFamily }));
}

describe.each(subjects)("$name", (subject) => {
  it.each([
    ["listening", "listening"],
    ["datagram", "datagram"],
    ["listening", "stream"],
  ] as const)(
    "the port of a %s socket is refused to a %s socket until it is closed",
    async (holder, category) => {
      const net = await subject.open();
      const first = await make(net, holder);
      await first.bind(loopback());
      const taken = await first.getLocalAddress();
      const second = await make(net, category);
      const bound = async (): Promise<void> => {
        // Some systems let sockets share an address until one listens.
        if (second.state === "created") await second.bind(taken);
        if (second.category === "stream") await second.listen();
      };
      await expectStatus(bound(), "STATUS_ADDRESS_ALREADY_EXISTS", {
        category,
      });
      await first.closeSocket();
      await bound();
      expect(await second.getLocalAddress()).toEqual(taken);
    },
  );

  it.each(listeners)(
    "a %s socket takes another port when the first is refused",
    async (category) => {
      const net = await subject.open();
      const taken = await (await serve(net)).getLocalAddress();
      const server = use(await net.wsk.socket(category));
      const bound = async (address: SocketAddress): Promise<void> => {
        if (server.state === "created") await server.bind(address);
        if (server.category === "stream") await server.listen();
      };
      await expectStatus(bound(taken), "STATUS_ADDRESS_ALREADY_EXISTS");
      expect(["created", "bound"]).toContain(server.state);
      if (server.state === "bound") return;
      await bound(loopback());
      expect(server.state).toBe("listening");
    },
  );

  it.each(families)(
    "different addresses of %s share a port, also with the other family",
    async (family) => {
      const net = await subject.open();
      const server = await serve(net, "listening", { family });
      const { port } = await server.getLocalAddress();
      const others = family === "IPv4" ? ["127.0.0.2"] : [];
      for (const address of others) {
        const other = await make(net, "listening", family);
        await other.bind({ family, address, port });
        expect(other.state).toBe("listening");
      }
      const across = family === "IPv4" ? "IPv6" : "IPv4";
      const other = await make(net, "listening", across);
      await other.bind({ ...loopback(across), port });
      expect(other.state).toBe("listening");
    },
  );
});
