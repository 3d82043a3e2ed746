import { describe, expect, it } from "vitest";
import { disable, expectStatus } from "../net.ts";
import { families } from "../pairings.ts";
import {
  bound,
  DatagramWitness,
  receiveFromText,
  sendTexts,
} from "../ports.ts";
import { subjects } from "../subjects.ts";

describe.each(subjects)("$name", ({ open }) => {
  describe.each(families)("a static receiveFromEvent over %s", (family) => {
    async function watched(witness?: DatagramWitness) {
      const net = await open();
      await net.wsk.controlClient(
        "controlClient",
        "WSK_SET_STATIC_EVENT_CALLBACKS",
        { eventMask: { receiveFrom: true, receive: true } },
      );
      const socket = await bound(net, family, witness, "context");
      const sender = await bound(net, family);
      const send = (...texts: readonly string[]): Promise<void> =>
        sendTexts(sender, socket, ...texts);
      return { net, socket, send };
    }

    it("is on from the start, and cannot be disabled", async () => {
      const witness = new DatagramWitness();
      const { socket, send } = await watched(witness);
      await expectStatus(
        disable(socket, "receiveFrom"),
        "STATUS_INVALID_DEVICE_REQUEST",
        { functionName: "controlSocket", category: "datagram" },
      );
      await send("a", "b");
      await witness.told(2);
      expect(witness.notes).toEqual(["a", "b"]);
      expect(witness.events[0]?.socketContext).toBe("context");
    });

    it("whose datagrams are not accepted comes again with the next", async () => {
      const witness = new DatagramWitness(() => "STATUS_DATA_NOT_ACCEPTED");
      const { net, socket, send } = await watched(witness);
      await send("a");
      await witness.told(1);
      await net.settle();
      // Only something new makes it come again.
      expect(witness.notes).toEqual(["a"]);
      await send("b");
      await witness.told(3);
      expect(witness.notes).toEqual(["a", "a", "b"]);
      witness.reply = () => "STATUS_SUCCESS";
      await send("c");
      await witness.told(6);
      expect(witness.notes).toEqual(["a", "a", "b", "a", "b", "c"]);
      await send("d");
      await witness.told(7);
      expect(witness.notes.at(-1)).toBe("d");
      expect(socket.state).toBe("bound");
    });

    it("whose datagrams are not accepted leaves them to calls", async () => {
      const witness = new DatagramWitness(() => "STATUS_DATA_NOT_ACCEPTED");
      const { socket, send } = await watched(witness);
      await send("a");
      await witness.told(1);
      expect(await receiveFromText(socket)).toBe("a");
      witness.reply = () => "STATUS_SUCCESS";
      await send("b");
      await witness.told(2);
      expect(witness.notes).toEqual(["a", "b"]);
    });

    it("yields to calls that are pending", async () => {
      const witness = new DatagramWitness();
      const { socket, send } = await watched(witness);
      const call = receiveFromText(socket);
      await send("a", "b");
      expect(await call).toBe("a");
      await witness.told(1);
      expect(witness.notes).toEqual(["b"]);
    });

    it("is nothing without a handler", async () => {
      const { net, socket, send } = await watched();
      await send("a");
      await net.settle();
      expect(await receiveFromText(socket)).toBe("a");
    });
  });
});
