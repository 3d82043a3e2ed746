import { describe, expect, it } from "vitest";
import type { DatagramSocket, SocketAddress } from "@captable/wsk";
import { bytes, control, enable, expectStatus, loopback, use } from "../net.ts";
import { families } from "../pairings.ts";
import {
  bound,
  DatagramWitness,
  receiveFromText,
  sendTexts,
} from "../ports.ts";
import { subjects } from "../subjects.ts";

const ioctls = [
  "SIO_WSK_SET_REMOTE_ADDRESS",
  "SIO_WSK_SET_SENDTO_ADDRESS",
] as const;

function fix(
  socket: DatagramSocket,
  name: (typeof ioctls)[number],
  address?: SocketAddress,
): Promise<unknown> {
  return control(socket, "ioctl", name, address);
}

describe.each(subjects)("$name", ({ open }) => {
  describe.each(families)("over %s", (family) => {
    const three = async () => {
      const net = await open();
      const [socket, peer, stranger] = await Promise.all(
        [0, 1, 2].map(() => bound(net, family)),
      );
      if (!socket || !peer || !stranger) throw new TypeError("none");
      return { net, socket, peer, stranger };
    };

    describe.each(ioctls)("%s", (name) => {
      it("fixes where datagrams without an address go", async () => {
        const { socket, peer } = await three();
        await fix(socket, name, await peer.getLocalAddress());
        expect(await socket.sendTo(bytes("one"))).toBe(3);
        expect(await socket.sendMessages(["two", ""].map(bytes))).toBe(3);
        for (const text of ["one", "two", ""]) {
          expect(await receiveFromText(peer)).toBe(text);
        }
      });

      it("is overridden by an address", async () => {
        const { socket, peer, stranger } = await three();
        await fix(socket, name, await peer.getLocalAddress());
        await sendTexts(socket, stranger, "to the stranger");
        const remoteAddress = await stranger.getLocalAddress();
        await socket.sendMessages([bytes("again")], { remoteAddress });
        await socket.sendTo(bytes("to the peer"));
        expect(await receiveFromText(stranger)).toBe("to the stranger");
        expect(await receiveFromText(stranger)).toBe("again");
        expect(await receiveFromText(peer)).toBe("to the peer");
      });

      it("can be changed, and undone", async () => {
        const { socket, peer, stranger } = await three();
        await fix(socket, name, await peer.getLocalAddress());
        await fix(socket, name, await stranger.getLocalAddress());
        await socket.sendTo(bytes("changed"));
        expect(await receiveFromText(stranger)).toBe("changed");
        await fix(socket, name);
        await expectStatus(
          socket.sendTo(bytes("a")),
          "STATUS_INVALID_PARAMETER",
        );
        await sendTexts(socket, peer, "still works");
        expect(await receiveFromText(peer)).toBe("still works");
      });

      it("is for bound sockets, and their family", async () => {
        const { net, socket, peer } = await three();
        const fresh = use(
          await net.wsk.socket("datagram", { addressFamily: family }),
        );
        const address = await peer.getLocalAddress();
        for (const value of [address, undefined]) {
          await expectStatus(
            fix(fresh, name, value),
            "STATUS_INVALID_DEVICE_STATE",
            { functionName: "controlSocket", state: "created" },
          );
        }
        const other = family === "IPv4" ? "IPv6" : "IPv4";
        await expectStatus(
          fix(socket, name, { ...loopback(other), port: 9 }),
          "STATUS_INVALID_PARAMETER",
          { functionName: "controlSocket" },
        );
        await expectStatus(
          socket.sendTo(bytes("a")),
          "STATUS_INVALID_PARAMETER",
        );
      });
    });

    it("with a fixed peer nobody else is heard, until that is undone", async () => {
      const { net, socket, peer, stranger } = await three();
      await fix(socket, ioctls[0], await peer.getLocalAddress());
      await sendTexts(stranger, socket, "unheard");
      await sendTexts(peer, socket, "heard");
      expect(await receiveFromText(socket)).toBe("heard");
      // An answer to what was sent to somebody else is no exception.
      await sendTexts(socket, stranger, "hello");
      expect(await receiveFromText(stranger)).toBe("hello");
      await sendTexts(stranger, socket, "an answer");
      await sendTexts(peer, socket, "heard, too");
      expect(await receiveFromText(socket)).toBe("heard, too");
      await net.settle();
      await fix(socket, ioctls[0]);
      await sendTexts(stranger, socket, "heard now");
      expect(await receiveFromText(socket)).toBe("heard now");
    });

    it("with a fixed peer nobody else is indicated", async () => {
      const { net, peer, stranger } = await three();
      const witness = new DatagramWitness();
      const socket = await bound(net, family, witness);
      await fix(socket, ioctls[0], await peer.getLocalAddress());
      await enable(socket, "receiveFrom");
      await sendTexts(stranger, socket, "unheard");
      await sendTexts(peer, socket, "heard");
      await witness.told(1);
      expect(witness.notes).toEqual(["heard"]);
    });

    it("a peer is known in whatever way its address is written", async () => {
      const { socket, peer } = await three();
      const { port } = await peer.getLocalAddress();
      const address: SocketAddress =
        family === "IPv4"
          ? { family, address: "127.0.0.1", port }
          : { family, address: "0:0:0:0:0:0:0:1", port };
      await fix(socket, ioctls[0], address);
      await sendTexts(peer, socket, "heard");
      expect(await receiveFromText(socket)).toBe("heard");
    });

    it("with a fixed destination all are heard", async () => {
      const { socket, peer, stranger } = await three();
      await fix(socket, ioctls[1], await peer.getLocalAddress());
      await sendTexts(stranger, socket, "from the stranger");
      expect(await receiveFromText(socket)).toBe("from the stranger");
      await sendTexts(peer, socket, "from the peer");
      expect(await receiveFromText(socket)).toBe("from the peer");
    });

    // IPv6 has but one address of the loopback interface.
    if (family === "IPv6") return;
    it("a peer is known by its address, not by its port alone", async () => {
      const { net, socket, peer } = await three();
      const address = await peer.getLocalAddress();
      const stranger = use(await net.wsk.socket("datagram"));
      await stranger.bind({ ...address, address: "127.0.0.2" });
      await fix(socket, ioctls[0], address);
      await sendTexts(stranger, socket, "unheard");
      await sendTexts(peer, socket, "heard");
      expect(await receiveFromText(socket)).toBe("heard");
    });
  });
});
