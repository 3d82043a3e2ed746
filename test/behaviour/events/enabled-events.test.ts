import { describe, expect, it } from "vitest";
import { backlog, connectEnds, ends } from "../ends.ts";
import {
  bytes,
  client,
  enable,
  expectStatus,
  receiveText,
  serve,
  use,
} from "../net.ts";
import { listeners } from "../pairings.ts";
import { subjects } from "../subjects.ts";
import { Witness } from "../witness.ts";
import { Everything, setMask } from "./everything.ts";

const invalid = "STATUS_INVALID_PARAMETER";

describe.each(subjects)("$name", ({ open }) => {
  describe.each(ends)("a connected $end socket over $family", (end) => {
    const watched = async () => {
      const net = await open();
      const witness = new Everything();
      return { net, witness, ...(await connectEnds(net, end, witness)) };
    };

    it("has all events off at first", async () => {
      const { net, socket, peer, witness } = await watched();
      await peer.send(bytes("abc"));
      await net.settle();
      expect(await backlog(socket)).toBe(3);
      await peer.disconnect();
      await net.settle();
      expect(socket.state).toBe("recvClosed");
      expect(witness.notes).toEqual([]);
      expect(await receiveText(socket)).toBe("abc");
    });

    it("disables one event at a time, or none", async () => {
      const { peer, socket, witness } = await watched();
      await enable(socket, "receive", "disconnect");
      await expectStatus(
        setMask(socket, { receive: true, disconnect: true, disable: true }),
        invalid,
      );
      await peer.disconnect({ buffer: bytes("a") });
      await witness.told(2);
      expect(witness.notes).toEqual(["a", "<disconnected>"]);
    });

    it("enables nothing if one of the events is not its own", async () => {
      const { net, peer, socket, witness } = await watched();
      await expectStatus(
        setMask(socket, { receive: true, receiveFrom: true }),
        invalid,
      );
      await peer.send(bytes("a"));
      await net.settle();
      expect(witness.notes).toEqual([]);
    });

    it("enables no event that it has no handler for", async () => {
      const net = await open();
      const { receiveEvent } = new Witness();
      const handlers = { receiveEvent };
      const { socket } = await connectEnds(net, end, handlers);
      await expectStatus(setMask(socket, { disconnect: true }), invalid);
      await enable(socket, "receive");
    });
  });

  describe.each(listeners)("a listening %s socket", (category) => {
    it("has acceptEvent off at first", async () => {
      const net = await open();
      const handlers = new Everything();
      const server = await serve(net, category, { handlers });
      const near = await client(net);
      await near.connect(await server.getLocalAddress());
      await net.settle();
      expect(handlers.accepted).toEqual([]);
      expect(near.state).toBe("connected");
      use(await server.accept());
    });

    it("enables the events of connections without handlers, for good", async () => {
      const net = await open();
      const server = await serve(net, category);
      await expectStatus(setMask(server, { accept: true }), invalid);
      await enable(server, "receive", "disconnect", "sendBacklog");
      for (const event of ["receive", "disconnect", "sendBacklog"]) {
        await expectStatus(
          setMask(server, { [event]: true, disable: true }),
          "STATUS_INVALID_DEVICE_REQUEST",
        );
      }
    });
  });
});
