import { describe, expect, it } from "vitest";
import type { ReceiveEvent, ReceiveEventReply } from "@captable/wsk";
import { backlog, bytesOf, connectEnds, ends, textOf } from "../ends.ts";
import { bytes, control, disable, enable, receiveText, until } from "../net.ts";
import { subjects } from "../subjects.ts";
import { collectUncaught } from "../uncaught.ts";
import { Witness } from "../witness.ts";

describe.each(subjects)("$name", ({ open }) => {
  describe.each(ends)("receiveEvent of a $end socket over $family", (end) => {
    const uncaught = collectUncaught();
    const context = { of: "the socket" };

    async function watched(reply?: (event: ReceiveEvent) => ReceiveEventReply) {
      const net = await open();
      const witness = new Witness(reply);
      const pair = await connectEnds(net, end, witness, context);
      await enable(pair.socket, "receive");
      return { ...pair, net, witness };
    }

    it("tells of the data, and of the context of the socket", async () => {
      const { peer, witness } = await watched();
      await peer.send(bytes("abcdef"));
      await witness.told(1);
      const [event] = witness.received;
      expect(event?.socketContext).toBe(context);
      expect(event?.bytesIndicated).toBe(6);
      expect(textOf(event?.dataIndication)).toBe("abcdef");
      for (const flag of ["atDispatchLevel", "entireMessage"] as const) {
        expect(event?.flags?.[flag] ?? false).toBe(false);
      }
      for (const { buffer } of event?.dataIndication ?? []) {
        expect(buffer.offset).toBeLessThan(buffer.mdl[0]?.byteLength ?? 0);
        expect(bytesOf(buffer).byteLength).toBe(buffer.length);
      }
    });

    it("whose data is taken goes on, and leaves nothing to receive", async () => {
      const all = { reply: "STATUS_SUCCESS" } as const;
      const { socket, peer, witness } = await watched();
      const replies: ReceiveEventReply[] = [
        "STATUS_SUCCESS",
        all,
        { ...all, bytesAccepted: 2 },
        { ...all, bytesAccepted: 99 },
      ];
      witness.reply = () => replies.shift() ?? "STATUS_SUCCESS";
      const texts = ["ab", "cd", "ef", "gh", "ij"];
      for (const [index, text] of texts.entries()) {
        await peer.send(bytes(text));
        await witness.told(index + 1);
      }
      expect(witness.notes).toEqual(texts);
      expect(await backlog(socket)).toBe(0);
    });

    it("comes only once it is enabled, and then tells of what is there", async () => {
      const net = await open();
      const witness = new Witness();
      const { socket, peer } = await connectEnds(net, end, witness);
      await peer.send(bytes("early"));
      await net.settle();
      expect(witness.notes).toEqual([]);
      expect(await backlog(socket)).toBe(5);
      const enabled = enable(socket, "receive");
      // Never within the call.
      expect(witness.notes).toEqual([]);
      await enabled;
      await witness.told(1);
      expect(witness.notes).toEqual(["early"]);
      expect(witness.received[0]?.socketContext).toBeUndefined();
    });

    it("comes no more once it is disabled, and again when it is enabled again", async () => {
      const { socket, peer, witness, net } = await watched();
      await peer.send(bytes("a"));
      await witness.told(1);
      await disable(socket, "receive");
      await peer.send(bytes("bc"));
      await net.settle();
      expect(witness.notes).toEqual(["a"]);
      expect(await receiveText(socket, 1)).toBe("b");
      await enable(socket, "receive");
      await witness.told(2);
      expect(witness.notes).toEqual(["a", "c"]);
    });

    it("can be disabled by its handler", async () => {
      const { socket, peer, witness, net } = await watched();
      let disabled: Promise<void> | undefined;
      witness.reply = () => {
        disabled = disable(socket, "receive");
        return { reply: "STATUS_SUCCESS", bytesAccepted: 1 };
      };
      await peer.send(bytes("ab"));
      await witness.told(1);
      await disabled;
      expect(await receiveText(socket)).toBe("b");
      await peer.send(bytes("c"));
      await net.settle();
      expect(witness.notes).toEqual(["ab"]);
      expect(await receiveText(socket)).toBe("c");
    });

    it("may be disabled while it is off, and enabled while it is on", async () => {
      const { socket, peer, witness } = await watched();
      await enable(socket, "receive");
      await disable(socket, "receive");
      await disable(socket, "receive");
      await enable(socket, "receive");
      await peer.send(bytes("a"));
      await witness.told(1);
      expect(witness.notes).toEqual(["a"]);
    });

    it("yields to receives that are pending, and gets what they leave", async () => {
      const { socket, peer, witness } = await watched();
      const pulls = [receiveText(socket, 2), receiveText(socket, 1)];
      await peer.send(bytes("abcdef"));
      expect(await Promise.all(pulls)).toEqual(["ab", "c"]);
      await witness.told(1);
      expect(witness.notes).toEqual(["def"]);
      const pull = receiveText(socket);
      await peer.send(bytes("g"));
      expect(await pull).toBe("g");
      await peer.send(bytes("h"));
      await witness.told(2);
      expect(witness.notes).toEqual(["def", "h"]);
    });

    it("waits for a receive that waits for more", async () => {
      const { socket, peer, witness, net } = await watched();
      const buffer = new Uint8Array(4);
      const call = socket.receive(buffer, { flags: { waitall: true } });
      await peer.send(bytes("abc"));
      await net.settle();
      expect(witness.notes).toEqual([]);
      await peer.send(bytes("de"));
      expect(await call).toBe(4);
      await witness.told(1);
      expect(witness.notes).toEqual(["e"]);
    });

    it("is served by a receive that its handler makes", async () => {
      const { socket, peer, witness } = await watched();
      let call: Promise<string> | undefined;
      witness.reply = () => {
        call ??= receiveText(socket, 2);
        return "STATUS_DATA_NOT_ACCEPTED";
      };
      await peer.send(bytes("abc"));
      await witness.told(1);
      expect(await call).toBe("ab");
      witness.reply = () => "STATUS_SUCCESS";
      await witness.told(2);
      expect(witness.notes).toEqual(["abc", "c"]);
    });

    it("tells nothing twice, though its handler calls a receive and takes all", async () => {
      const { socket, peer, witness } = await watched();
      let call: Promise<string> | undefined;
      witness.reply = () => {
        call ??= receiveText(socket);
        return "STATUS_SUCCESS";
      };
      await peer.send(bytes("abc"));
      await witness.told(1);
      await peer.send(bytes("de"));
      expect(await call).toBe("de");
      expect(witness.notes).toEqual(["abc"]);
    });

    it("is never called while it runs", async () => {
      const { socket, peer, witness } = await watched();
      let depth = 0;
      let deepest = 0;
      const calls: Promise<unknown>[] = [];
      witness.reply = ({ bytesIndicated }) => {
        depth += 1;
        deepest = Math.max(deepest, depth);
        calls.push(socket.receive(new Uint8Array(0)));
        calls.push(enable(socket, "receive"));
        calls.push(control(socket, "ioctl", "SIO_WSK_QUERY_RECEIVE_BACKLOG"));
        depth -= 1;
        return bytesIndicated > 1
          ? { reply: "STATUS_SUCCESS", bytesAccepted: 1 }
          : "STATUS_SUCCESS";
      };
      await peer.send(bytes("abcd"));
      for (let count = 1; count < 4; count += 1) {
        await witness.told(count);
        calls.push(socket.receive(new Uint8Array(0)));
      }
      await witness.told(4);
      await Promise.all(calls);
      expect(witness.notes).toEqual(["abcd", "bcd", "cd", "d"]);
      expect(deepest).toBe(1);
    });

    it("whose handler throws has taken nothing, and the error is told", async () => {
      const { socket, peer, witness, net } = await watched();
      const broken = new Error("the handler is broken");
      witness.reply = () => {
        throw broken;
      };
      await peer.send(bytes("ab"));
      await witness.told(1);
      await peer.send(bytes("c"));
      await net.settle();
      expect(uncaught).toEqual([broken]);
      expect(witness.notes).toEqual(["ab"]);
      witness.reply = () => "STATUS_SUCCESS";
      await socket.receive(new Uint8Array(0));
      await witness.told(2);
      expect(witness.notes).toEqual(["ab", "abc"]);
    });

    it("with a reply that is none has taken nothing", async () => {
      const { socket, peer, witness, net } = await watched();
      witness.reply = () => "STATUS_CANCELLED" as never;
      await peer.send(bytes("ab"));
      await witness.told(1);
      await net.settle();
      expect(uncaught.map(String)).toEqual([
        expect.stringContaining("receiveEvent must reply"),
      ]);
      expect(await receiveText(socket)).toBe("ab");
    });

    it("never comes once the socket is being closed", async () => {
      const { socket, peer, witness, net } = await watched();
      let closed: Promise<void> | undefined;
      witness.reply = () => {
        closed ??= socket.closeSocket();
        return { reply: "STATUS_SUCCESS", bytesAccepted: 1 };
      };
      // The peer may be reset before its data has been taken.
      const sent = Promise.allSettled([peer.send(bytes("ab"))]);
      await witness.told(1);
      await Promise.all([closed, sent]);
      await net.settle();
      expect(witness.notes).toEqual(["ab"]);
      await until(() => peer.state === "aborted");
    });
  });
});
