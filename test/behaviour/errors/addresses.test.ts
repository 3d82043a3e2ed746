import { describe, it } from "vitest";
import type { AddressFamily, SocketAddress } from "@captable/wsk";
import { failure, loopback, serve, use } from "../net.ts";
import { connectors, families } from "../pairings.ts";
import { bound } from "../ports.ts";
import type { Net } from "../subject.ts";
import { subjects } from "../subjects.ts";
import { expectError } from "./expect-error.ts";

function foreign(family: AddressFamily): SocketAddress {
  const address = family === "IPv4" ? "192.0.2.1" : "2001:db8::1";
  return { ...loopback(family), address };
}

const bindable = ["listening", "datagram", ...connectors] as const;

describe.each(subjects)("$name", ({ open }) => {
  describe.each(families)(
    "an error over %s says what failed, where and why:",
    (addressFamily) => {
      const made = async (net: Net, category: (typeof bindable)[number]) =>
        use(await net.wsk.socket(category, { addressFamily }));

      it.each(bindable)(
        "a local address that is not of this host, of a %s socket",
        async (category) => {
          const socket = await made(await open(), category);
          expectError(await failure(socket.bind(foreign(addressFamily))), {
            status: "STATUS_INVALID_ADDRESS_COMPONENT",
            functionName: "bind",
            category,
            state: "created",
            caused: true,
          });
          await socket.bind(loopback(addressFamily));
        },
      );

      it.each(["listening", "datagram"] as const)(
        "a local address that is in use, of a %s socket",
        async (category) => {
          const net = await open();
          const first = await made(net, category);
          await first.bind(loopback(addressFamily));
          const address = await first.getLocalAddress();
          const socket = await made(net, category);
          expectError(await failure(socket.bind(address)), {
            status: "STATUS_ADDRESS_ALREADY_EXISTS",
            functionName: "bind",
            category,
            state: "created",
            caused: true,
          });
          await first.closeSocket();
          await socket.bind(address);
        },
      );

      it.each(bindable)(
        "an address that is none, of a %s socket",
        async (category) => {
          const socket = await made(await open(), category);
          const stranger = addressFamily === "IPv4" ? "IPv6" : "IPv4";
          for (const address of [
            loopback(stranger),
            { ...loopback(addressFamily), address: "localhost" },
            { ...loopback(addressFamily), port: -1 },
            { ...loopback(addressFamily), port: 65_536 },
          ]) {
            expectError(await failure(socket.bind(address)), {
              status: "STATUS_INVALID_PARAMETER",
              functionName: "bind",
              category,
              state: "created",
              caused: false,
            });
          }
          await socket.bind(loopback(addressFamily));
        },
      );

      it("a datagram that is too long", async () => {
        const socket = await bound(await open(), addressFamily);
        const remoteAddress = await socket.getLocalAddress();
        const call = socket.sendTo(new Uint8Array(70_000), { remoteAddress });
        expectError(await failure(call), {
          status: "STATUS_INVALID_BUFFER_SIZE",
          functionName: "sendTo",
          category: "datagram",
          state: "bound",
          caused: true,
        });
      });

      it("an accept that the closing of its socket cancels", async () => {
        const net = await open();
        const server = await serve(net, "stream", { family: addressFamily });
        const pending = failure(server.accept());
        await server.closeSocket();
        expectError(await pending, {
          status: "STATUS_CANCELLED",
          functionName: "accept",
          category: "stream",
          state: "closed",
          caused: false,
        });
      });
    },
  );
});
