import { describe, expect, it } from "vitest";
import { disable, enable } from "../net.ts";
import { families } from "../pairings.ts";
import {
  bound,
  DatagramWitness,
  receiveFromText,
  sendTexts,
} from "../ports.ts";
import { subjects } from "../subjects.ts";
import { collectUncaught } from "../uncaught.ts";

describe.each(subjects)("$name", ({ open }) => {
  describe.each(families)("receiveFromEvent over %s", (family) => {
    const uncaught = collectUncaught();
    const context = { of: "the socket" };

    async function watched() {
      const net = await open();
      const witness = new DatagramWitness();
      const socket = await bound(net, family, witness, context);
      const sender = await bound(net, family);
      await enable(socket, "receiveFrom");
      const send = (...texts: readonly string[]): Promise<void> =>
        sendTexts(sender, socket, ...texts);
      return { net, witness, socket, sender, send };
    }

    it("tells of datagrams, who sent them, and the context of the socket", async () => {
      const { witness, sender, send } = await watched();
      await send("abc");
      await witness.told(1);
      const [event] = witness.events;
      expect(event?.socketContext).toBe(context);
      expect(event?.flags?.atDispatchLevel ?? false).toBe(false);
      expect(event?.dataIndication).toHaveLength(1);
      expect(event?.dataIndication?.[0]).toMatchObject({
        remoteAddress: await sender.getLocalAddress(),
        controlInfo: [],
        buffer: { length: 3 },
      });
    });

    it("tells of every datagram once, in order, also of empty ones", async () => {
      const { witness, send } = await watched();
      const texts = Array.from({ length: 40 }, (_, index) => `${index}`);
      await send("", ...texts, "");
      await witness.told(42);
      expect(witness.notes).toEqual(["", ...texts, ""]);
    });

    it("comes only once it is enabled, and then tells of what is there", async () => {
      const net = await open();
      const witness = new DatagramWitness();
      const socket = await bound(net, family, witness);
      const sender = await bound(net, family);
      await sendTexts(sender, socket, "early", "bird");
      await net.settle();
      expect(witness.notes).toEqual([]);
      const enabled = enable(socket, "receiveFrom");
      // Never within the call.
      expect(witness.notes).toEqual([]);
      await enabled;
      await witness.told(2);
      expect(witness.notes).toEqual(["early", "bird"]);
      expect(witness.events[0]?.socketContext).toBeUndefined();
    });

    it("comes no more once it is disabled", async () => {
      const { net, witness, socket, send } = await watched();
      await send("a");
      await witness.told(1);
      await disable(socket, "receiveFrom");
      await send("b", "c");
      await net.settle();
      expect(witness.notes).toEqual(["a"]);
      expect(await receiveFromText(socket)).toBe("b");
      await enable(socket, "receiveFrom");
      await witness.told(2);
      expect(witness.notes).toEqual(["a", "c"]);
    });

    it("yields to calls that are pending", async () => {
      const { witness, socket, send } = await watched();
      const calls = [receiveFromText(socket), receiveFromText(socket)];
      await send("a", "b", "c");
      expect(await Promise.all(calls)).toEqual(["a", "b"]);
      await witness.told(1);
      expect(witness.notes).toEqual(["c"]);
    });

    it("whose datagrams are not accepted is disabled, until it is enabled again", async () => {
      const { net, witness, socket, send } = await watched();
      witness.reply = () => "STATUS_DATA_NOT_ACCEPTED";
      await send("a");
      await witness.told(1);
      await send("b", "c");
      await net.settle();
      expect(witness.notes).toEqual(["a"]);
      witness.reply = () => "STATUS_SUCCESS";
      await enable(socket, "receiveFrom");
      await send("d");
      await witness.told(5);
      expect(witness.notes).toEqual(["a", "a", "b", "c", "d"]);
    });

    it("whose datagrams are not accepted leaves them to calls", async () => {
      const { net, witness, socket, send } = await watched();
      witness.reply = () => "STATUS_DATA_NOT_ACCEPTED";
      await send("a");
      await witness.told(1);
      await send("b");
      expect(await receiveFromText(socket)).toBe("a");
      expect(await receiveFromText(socket)).toBe("b");
      await send("c");
      await net.settle();
      // A call does not enable it.
      expect(witness.notes).toEqual(["a"]);
      expect(await receiveFromText(socket)).toBe("c");
    });

    it("whose handler throws has taken nothing, and the error is told", async () => {
      const { net, witness, socket, send } = await watched();
      const broken = new Error("the handler is broken");
      witness.reply = () => {
        throw broken;
      };
      await send("a");
      await witness.told(1);
      await send("b");
      await net.settle();
      expect(uncaught).toEqual([broken]);
      expect(witness.notes).toEqual(["a"]);
      expect(await receiveFromText(socket)).toBe("a");
      expect(await receiveFromText(socket)).toBe("b");
    });

    it("leaves what it does not accept to a call that its handler makes", async () => {
      const { witness, socket, send } = await watched();
      const calls: Promise<string>[] = [];
      witness.reply = () => {
        calls.push(receiveFromText(socket));
        return "STATUS_DATA_NOT_ACCEPTED";
      };
      await send("a");
      await witness.told(1);
      expect(await calls[0]).toBe("a");
    });

    it("tells nothing twice, though its handler makes a call and takes all", async () => {
      const { witness, socket, send } = await watched();
      let call: Promise<string> | undefined;
      witness.reply = () => {
        call ??= receiveFromText(socket);
        return "STATUS_SUCCESS";
      };
      await send("a");
      await witness.told(1);
      await send("b");
      expect(await call).toBe("b");
      expect(witness.notes).toEqual(["a"]);
    });

    it("is never called while it runs", async () => {
      const { witness, socket, send } = await watched();
      let depth = 0;
      let deepest = 0;
      const calls: Promise<unknown>[] = [];
      witness.reply = () => {
        depth += 1;
        deepest = Math.max(deepest, depth);
        calls.push(enable(socket, "receiveFrom"));
        calls.push(sendTexts(socket, socket, "self"));
        depth -= 1;
        return witness.notes.length > 4
          ? "STATUS_DATA_NOT_ACCEPTED"
          : "STATUS_SUCCESS";
      };
      await send("a", "b");
      await witness.told(5);
      await disable(socket, "receiveFrom");
      await Promise.all(calls);
      expect(deepest).toBe(1);
    });

    it("never comes once the socket is being closed", async () => {
      const { net, witness, socket, send } = await watched();
      const sent = send("a");
      const closed = socket.closeSocket();
      await Promise.allSettled([sent, closed]);
      await net.settle();
      expect(witness.events).toEqual([]);
    });
  });
});
