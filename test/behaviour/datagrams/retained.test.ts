import { describe, expect, it } from "vitest";
import type { DatagramIndication, ReceiveFromEvent } from "@captable/wsk";
import { enable } from "../net.ts";
import { families } from "../pairings.ts";
import { bound, DatagramWitness, sendTexts, textsOf } from "../ports.ts";
import { subjects } from "../subjects.ts";

const refused = expect.objectContaining({
  status: "STATUS_INVALID_PARAMETER",
  functionName: "release",
}) as unknown;

describe.each(subjects)("$name", ({ open }) => {
  describe.each(families)("datagrams over %s that are retained", (family) => {
    async function keeping() {
      const net = await open();
      const witness = new DatagramWitness();
      const socket = await bound(net, family, witness);
      const sender = await bound(net, family);
      await enable(socket, "receiveFrom");
      const send = (...texts: readonly string[]): Promise<void> =>
        sendTexts(sender, socket, ...texts);
      const kept: (readonly DatagramIndication[])[] = [];
      witness.reply = ({ dataIndication = [] }: ReceiveFromEvent) => {
        kept.push(dataIndication);
        return "STATUS_PENDING";
      };
      return { witness, socket, sender, send, kept };
    }

    it("stay as they were until they are released, while more come", async () => {
      const { witness, socket, send, kept } = await keeping();
      for (const [index, text] of ["abc", "", "de"].entries()) {
        await send(text);
        await witness.told(index + 1);
      }
      expect(kept.flatMap((list) => textsOf(list))).toEqual(["abc", "", "de"]);
      for (const list of kept) {
        expect(Object.isFrozen(list)).toBe(true);
        socket.release(list);
      }
      await send("f");
      await witness.told(4);
      expect(textsOf(kept.at(-1))).toEqual(["f"]);
    });

    it("are released but once, by their very list", async () => {
      const { witness, socket, send, kept } = await keeping();
      await send("abc");
      await witness.told(1);
      const [list = []] = kept;
      expect(() => socket.release([...list])).toThrow(refused);
      expect(() => socket.release([])).toThrow(refused);
      socket.release(list);
      expect(() => socket.release(list)).toThrow(refused);
      expect(textsOf(list)).toEqual(["abc"]);
    });

    it("are not retained by any other reply, or by another socket", async () => {
      const { witness, socket, sender, send, kept } = await keeping();
      await send("a");
      await witness.told(1);
      const [list = []] = kept;
      expect(() => sender.release(list)).toThrow(refused);
      socket.release(list);
      for (const reply of [
        "STATUS_SUCCESS",
        "STATUS_DATA_NOT_ACCEPTED",
      ] as const) {
        const { length } = witness.notes;
        witness.reply = () => reply;
        await send("b");
        await witness.told(length + 1);
        const other = witness.events.at(-1)?.dataIndication ?? [];
        expect(() => socket.release(other)).toThrow(refused);
      }
    });

    it("do not keep the socket from being closed", async () => {
      const { witness, socket, send, kept } = await keeping();
      await send("abc");
      await witness.told(1);
      await socket.closeSocket();
      expect(kept.flatMap((list) => textsOf(list))).toEqual(["abc"]);
    });
  });
});
