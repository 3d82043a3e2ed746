import { describe, expect, it } from "vitest";
import type { AddressFamily } from "@captable/wsk";
import { connect, control, failure, loopback, serve, use } from "../net.ts";
import { families } from "../pairings.ts";
import type { Mortal, Net } from "../subject.ts";
import { subjects } from "../subjects.ts";

type Make = (net: Net, family: AddressFamily) => Promise<Mortal>;

const makers: Readonly<Record<string, Make>> = {
  listening: (net, family) => serve(net, "listening", { family }),
  "stream that listens": (net, family) => serve(net, "stream", { family }),
  "stream that is connected": async (net, family) =>
    (await connect(net, { connects: "stream", family })).near,
  connectionOriented: async (net, family) =>
    (await connect(net, { family })).near,
  accepted: async (net, family) => (await connect(net, { family })).far,
  datagram: async ({ wsk }, addressFamily) => {
    const socket = use(await wsk.socket("datagram", { addressFamily }));
    await socket.bind(loopback(addressFamily));
    return socket;
  },
};

const kinds = Object.entries(makers).flatMap(([kind, make]) =>
  families.map((family) => ({ kind, make, family })),
);

describe.each(subjects)("$name", ({ open }) => {
  describe.each(kinds)("a $kind socket over $family", ({ make, family }) => {
    async function waiting() {
      const net = await open();
      const socket = await make(net, family);
      const changes = [1, 2].map(() =>
        failure(control(socket, "ioctl", "SIO_ADDRESS_LIST_CHANGE")),
      );
      return { net, socket, changes };
    }

    it("that dies waits no more for other addresses", async () => {
      const { net, socket, changes } = await waiting();
      await net.kill(socket);
      for (const error of await Promise.all(changes)) {
        expect(error).toMatchObject({
          status: "STATUS_FILE_FORCED_CLOSED",
          functionName: "controlSocket",
          cause: expect.any(Error),
        });
      }
      await socket.closeSocket();
    });

    it("that is closed waits no more either", async () => {
      const { socket, changes } = await waiting();
      await socket.closeSocket();
      for (const error of await Promise.all(changes)) {
        expect(error).toMatchObject({ status: "STATUS_CANCELLED" });
      }
    });
  });
});
