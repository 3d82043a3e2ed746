import { describe, expect, it } from "vitest";
import type { AddressFamily, DatagramSocket } from "@captable/wsk";
import {
  control,
  bytes,
  expectStatus,
  loopback,
  wildcard,
  use,
} from "../net.ts";
import { families } from "../pairings.ts";
import { bound, receiveFromText } from "../ports.ts";
import { honours } from "../subject.ts";
import { subjects } from "../subjects.ts";

const controlInfo = [{ level: 0, type: 0, data: new Uint8Array(0) }];

/** How much one datagram can carry. */
const most: Readonly<Record<AddressFamily, number>> = {
  IPv4: 65_535 - 20 - 8,
  IPv6: 65_535 - 8,
};

/** Both ways to send, alike. */
const ways = [
  {
    way: "sendTo",
    send: (socket: DatagramSocket, data: Uint8Array, options = {}) =>
      socket.sendTo(data, options),
  },
  {
    way: "sendMessages",
    send: (socket: DatagramSocket, data: Uint8Array, options = {}) =>
      socket.sendMessages([data], options),
  },
] as const;

describe.each(subjects)("$name", (subject) => {
  const { open } = subject;

  describe.each(families)("over %s", (family) => {
    const two = async () => {
      const net = await open();
      const one = await bound(net, family);
      const other = await bound(net, family);
      return { one, other, remoteAddress: await other.getLocalAddress() };
    };

    describe.each(ways)("$way", ({ way, send }) => {
      it("sends a datagram, and tells how long it was", async () => {
        const { one, other, remoteAddress } = await two();
        expect(await send(one, bytes("abc"), { remoteAddress })).toBe(3);
        expect(await send(one, bytes(""), { remoteAddress })).toBe(0);
        expect(await receiveFromText(other)).toBe("abc");
        expect(await receiveFromText(other)).toBe("");
      });

      it("sends the part of an array that it is given", async () => {
        const { one, other, remoteAddress } = await two();
        const part = bytes("abcdef").subarray(2, 4);
        expect(await send(one, part, { remoteAddress })).toBe(2);
        expect(await receiveFromText(other)).toBe("cd");
      });

      it("keeps the order of several calls", async () => {
        const { one, other, remoteAddress } = await two();
        const texts = Array.from({ length: 32 }, (_, index) => `${index}`);
        await Promise.all(
          texts.map((text) => send(one, bytes(text), { remoteAddress })),
        );
        for (const text of texts)
          expect(await receiveFromText(other)).toBe(text);
      });

      it("needs an address, unless one is fixed", async () => {
        const { one, other, remoteAddress } = await two();
        await expectStatus(send(one, bytes("a")), "STATUS_INVALID_PARAMETER", {
          functionName: way,
        });
        await control(
          one,
          "ioctl",
          "SIO_WSK_SET_SENDTO_ADDRESS",
          remoteAddress,
        );
        expect(await send(one, bytes("b"))).toBe(1);
        expect(await receiveFromText(other)).toBe("b");
      });

      it("needs a bound socket", async () => {
        const { wsk } = await open();
        const socket = use(await wsk.socket("datagram"));
        const remoteAddress = { ...loopback(), port: 9 };
        await expectStatus(
          send(socket, bytes("a"), { remoteAddress }),
          "STATUS_INVALID_DEVICE_STATE",
          { state: "created" },
        );
      });

      it("refuses addresses that are no destination", async () => {
        const { one, other, remoteAddress } = await two();
        const stranger = family === "IPv4" ? "IPv6" : "IPv4";
        for (const address of [
          { ...loopback(stranger), port: 9 },
          loopback(family),
          { ...wildcard(family), port: 9 },
          { ...remoteAddress, address: "localhost" },
          { ...remoteAddress, port: 65_536 },
        ]) {
          await expectStatus(
            send(one, bytes("a"), { remoteAddress: address }),
            "STATUS_INVALID_PARAMETER",
            { functionName: way, category: "datagram", state: "bound" },
          );
        }
        await send(one, bytes("b"), { remoteAddress });
        expect(await receiveFromText(other)).toBe("b");
      });

      it("sends as much as a datagram carries, and no more", async () => {
        const { one, other, remoteAddress } = await two();
        const options = { remoteAddress };
        const longest = most[family];
        await expectStatus(
          send(one, new Uint8Array(longest + 1), options),
          "STATUS_INVALID_BUFFER_SIZE",
          { functionName: way, cause: expect.any(Error) as unknown },
        );
        expect(await send(one, new Uint8Array(longest), options)).toBe(longest);
        const buffer = new Uint8Array(longest + 1);
        expect(await other.receiveFrom(buffer)).toMatchObject({
          bytesReceived: longest,
          controlFlags: {},
        });
      });

      it("sends control information only where the transport can", async () => {
        const { one, other, remoteAddress } = await two();
        const call = send(one, bytes("a"), { remoteAddress, controlInfo });
        if (honours(subject, `${way}.controlInfo`, "datagram")) {
          expect(await call).toBe(1);
        } else {
          await expectStatus(call, "STATUS_NOT_SUPPORTED");
        }
        const none = { remoteAddress, controlInfo: [] };
        expect(await send(one, bytes("b"), none)).toBe(1);
        expect(await receiveFromText(other)).toMatch(/[ab]/);
      });
    });

    it("sendMessages sends all its datagrams, in order", async () => {
      const { one, other, remoteAddress } = await two();
      const list = ["a", "", "bcd"].map(bytes);
      expect(await one.sendMessages(list, { remoteAddress })).toBe(4);
      for (const text of ["a", "", "bcd"]) {
        expect(await receiveFromText(other)).toBe(text);
      }
      expect(await one.sendMessages([], { remoteAddress })).toBe(0);
    });

    it("sendMessages fails if one of its datagrams does", async () => {
      const { one, other, remoteAddress } = await two();
      const list = [bytes("a"), new Uint8Array(70_000), bytes("b")];
      await expectStatus(
        one.sendMessages(list, { remoteAddress }),
        "STATUS_INVALID_BUFFER_SIZE",
        { functionName: "sendMessages" },
      );
      await one.sendMessages([bytes("end")], { remoteAddress });
      // Which of the others have been sent is left open.
      let text = "";
      while (text !== "end") {
        text = await receiveFromText(other);
        expect(["a", "b", "end"]).toContain(text);
      }
    });
  });

  describe("a broadcast", () => {
    const everybody = "255.255.255.255";

    it("needs permission", async () => {
      const net = await open();
      const socket = await bound(net);
      const remoteAddress = {
        family: "IPv4",
        address: everybody,
        port: 9,
      } as const;
      await expectStatus(
        socket.sendTo(bytes("a"), { remoteAddress }),
        "STATUS_ACCESS_DENIED",
        { functionName: "sendTo", cause: expect.any(Error) as unknown },
      );
      await socket.controlSocket("setOption", "SO_BROADCAST", true);
      // Whether there is a way to send one depends on the host.
      const outcome = await socket.sendTo(bytes("a"), { remoteAddress }).then(
        () => "sent",
        (error: unknown) => Reflect.get(Object(error), "status") as unknown,
      );
      expect(["sent", "STATUS_NETWORK_UNREACHABLE"]).toContain(outcome);
    });
  });
});
