import { describe, expect, it } from "vitest";
import {
  bytes,
  client,
  connect,
  expectStatus,
  receiveText,
  serve,
  until,
} from "../net.ts";
import { listeners } from "../pairings.ts";
import { subjects } from "../subjects.ts";
import { Order, receive } from "./order.ts";

describe.each(subjects)("$name", (subject) => {
  describe.each(listeners)("a %s socket", (category) => {
    it("cancels calls when it is closed, before that completes", async () => {
      const server = await serve(await subject.open(), category);
      const order = new Order();
      await Promise.all([
        order.failed(server.accept()),
        order.failed(server.accept()),
        order.done(server.closeSocket()),
      ]);
      expect(order.noted).toEqual([
        "accept STATUS_CANCELLED",
        "accept STATUS_CANCELLED",
        "closed",
      ]);
    });

    it("completes closing although what it accepted is open, and leaves that alive", async () => {
      const net = await subject.open();
      const { server, near, far } = await connect(net, { listens: category });
      await server.closeSocket();
      await net.settle();
      await near.send(bytes("alive"));
      expect(await receiveText(far)).toBe("alive");
      await far.send(bytes("too"));
      expect(await receiveText(near)).toBe("too");
    });

    it("resets what nobody has accepted", async () => {
      const net = await subject.open();
      const server = await serve(net, category);
      const address = await server.getLocalAddress();
      const guests = [await client(net), await client(net)];
      for (const guest of guests) await guest.connect(address);
      await net.settle();
      await server.closeSocket();
      for (const guest of guests) {
        await until(() => guest.state === "aborted");
        await expectStatus(receive(guest), "STATUS_CONNECTION_RESET");
      }
    });

    it("lets nobody in any more", async () => {
      const net = await subject.open();
      const server = await serve(net, category);
      const address = await server.getLocalAddress();
      await server.closeSocket();
      const guest = await client(net);
      const call = guest.connect(address);
      await expectStatus(call, "STATUS_CONNECTION_REFUSED");
    });
  });
});
