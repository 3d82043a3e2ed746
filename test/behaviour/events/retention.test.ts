import { describe, expect, it } from "vitest";
import type { DataIndication } from "@captable/wsk";
import { bytesOf, connectEnds, ends, pattern, textOf } from "../ends.ts";
import { bytes, enable, until } from "../net.ts";
import { subjects } from "../subjects.ts";
import { Witness } from "../witness.ts";

const KiB = 1024;
const MiB = 1024 * KiB;
const refused = expect.objectContaining({
  status: "STATUS_INVALID_PARAMETER",
  functionName: "release",
}) as unknown;

/** What the handler of a connection keeps. */
class Keeper extends Witness {
  readonly kept: (readonly DataIndication[])[] = [];

  constructor() {
    super(({ dataIndication = [] }) => {
      this.kept.push(dataIndication);
      return "STATUS_PENDING";
    });
  }

  /** In bytes: how much is in the lists that are kept. */
  get length(): number {
    return this.kept.flat().reduce((sum, { buffer }) => sum + buffer.length, 0);
  }

  /** Takes over the lists that are kept. */
  takeKept(): (readonly DataIndication[])[] {
    return this.kept.splice(0);
  }
}

describe.each(subjects)("$name", ({ open }) => {
  describe.each(ends)("data that a $end socket over $family retains", (end) => {
    async function keeping(retainedBytes?: number) {
      const net = await open(
        retainedBytes === undefined ? {} : { retainedBytes },
      );
      const keeper = new Keeper();
      const pair = await connectEnds(net, end, keeper);
      await enable(pair.socket, "receive");
      return { ...pair, net, keeper };
    }

    it("stays as it was until it is released, while more comes", async () => {
      const { socket, peer, keeper } = await keeping();
      const texts = ["abc", "de", "fghi"];
      for (const [index, text] of texts.entries()) {
        await peer.send(bytes(text));
        await keeper.told(index + 1);
      }
      expect(keeper.kept.map(textOf)).toEqual(texts);
      for (const list of keeper.takeKept().reverse()) socket.release(list);
      await peer.send(bytes("j"));
      await keeper.told(4);
      expect(keeper.kept.map(textOf)).toEqual(["j"]);
    });

    it("comes in lists that nobody can change", async () => {
      const { peer, keeper } = await keeping();
      await peer.send(bytes("abc"));
      await keeper.told(1);
      const [list] = keeper.kept;
      expect(Object.isFrozen(list)).toBe(true);
    });

    it("is released but once", async () => {
      const { socket, peer, keeper } = await keeping();
      await peer.send(bytes("abc"));
      await keeper.told(1);
      const [list = []] = keeper.kept;
      socket.release(list);
      expect(() => socket.release(list)).toThrow(refused);
      expect(textOf(list)).toBe("abc");
    });

    it("is released by its very list", async () => {
      const { socket, peer, keeper } = await keeping();
      await peer.send(bytes("abc"));
      await keeper.told(1);
      const [list = []] = keeper.kept;
      expect(() => socket.release([...list])).toThrow(refused);
      expect(() => socket.release([])).toThrow(refused);
      socket.release(list);
    });

    it("cannot be released where it was not retained", async () => {
      const { socket, peer, keeper } = await keeping();
      const other = await keeping();
      for (const [to, watched] of [
        [peer, keeper],
        [other.peer, other.keeper],
      ] as const) {
        await to.send(bytes("abc"));
        await watched.told(1);
      }
      const [list = []] = keeper.kept;
      expect(() => other.socket.release(list)).toThrow(refused);
      socket.release(list);
    });

    it("is not retained by any other reply", async () => {
      const { socket, peer, keeper } = await keeping();
      const lists: (readonly DataIndication[])[] = [];
      keeper.reply = ({ dataIndication = [] }) => {
        lists.push(dataIndication);
        return lists.length === 1
          ? "STATUS_SUCCESS"
          : "STATUS_DATA_NOT_ACCEPTED";
      };
      for (const [index, text] of ["abc", "de"].entries()) {
        await peer.send(bytes(text));
        await keeper.told(index + 1);
      }
      for (const list of lists) {
        expect(() => socket.release(list)).toThrow(refused);
      }
    });

    it("can be released when the connection is no more", async () => {
      const { socket, peer, keeper } = await keeping();
      await peer.send(bytes("abc"));
      await keeper.told(1);
      await peer.disconnect({ flags: { abortive: true } });
      await until(() => socket.state === "aborted");
      const [list = []] = keeper.kept;
      expect(textOf(list)).toBe("abc");
      socket.release(list);
      expect(() => socket.release(list)).toThrow(refused);
    });

    it("can be released by the handler that is told of more", async () => {
      const { socket, peer, keeper } = await keeping();
      await peer.send(bytes("abc"));
      await keeper.told(1);
      keeper.reply = () => {
        for (const list of keeper.takeKept()) socket.release(list);
        return "STATUS_SUCCESS";
      };
      await peer.send(bytes("d"));
      await keeper.told(2);
      expect(keeper.notes).toEqual(["abc", "d"]);
      expect(keeper.kept).toEqual([]);
    });

    it("does not keep the socket from being closed", async () => {
      const { socket, peer, keeper } = await keeping();
      await peer.send(bytes("abc"));
      await keeper.told(1);
      await socket.closeSocket();
      expect(keeper.kept.map(textOf)).toEqual(["abc"]);
    });

    it("holds the peer back, until enough of it is released", async () => {
      const limit = 256 * KiB;
      const { socket, peer, net, keeper } = await keeping(limit);
      const data = pattern(24 * MiB);
      let sent = 0;
      const sends = Array.from({ length: 24 }, (_, index) =>
        peer
          .send(data.subarray(index * MiB, (index + 1) * MiB))
          .then((length) => (sent += length)),
      );
      const finished = Promise.all(sends);
      const got = new Uint8Array(data.byteLength);
      let filled = 0;
      while (filled < data.byteLength) {
        const enough = Math.min(limit, data.byteLength - filled);
        await until(() => keeper.length >= enough);
        if (filled === 0) {
          await net.settle();
          expect(sent).toBeLessThan(data.byteLength);
        }
        expect(keeper.length).toBeLessThan(4 * limit);
        for (const list of keeper.takeKept()) {
          for (const { buffer } of list) {
            got.set(bytesOf(buffer), filled);
            filled += buffer.length;
          }
          socket.release(list);
        }
      }
      await finished;
      expect(filled).toBe(data.byteLength);
      expect(Buffer.compare(got, data)).toBe(0);
    });

    it("is asked back in time", async () => {
      const limit = 512 * KiB;
      const { socket, peer, keeper } = await keeping(limit);
      const sends = Promise.allSettled(
        Array.from({ length: 24 }, () => peer.send(new Uint8Array(MiB))),
      );
      await until(() => keeper.length >= limit);
      const asked = keeper.received.map(
        ({ flags }) => flags?.releaseAsap ?? false,
      );
      expect(asked.at(0)).toBe(false);
      expect(asked.at(-1)).toBe(true);
      // Once asked for, until something is released.
      expect(asked.lastIndexOf(false)).toBeLessThan(asked.indexOf(true));
      for (const list of keeper.takeKept()) socket.release(list);
      const { length } = keeper.received;
      await keeper.told(length + 1);
      expect(keeper.received[length]?.flags?.releaseAsap ?? false).toBe(false);
      await peer.closeSocket();
      await sends;
    });
  });
});
