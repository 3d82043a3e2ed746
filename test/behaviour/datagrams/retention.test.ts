import { describe, expect, it } from "vitest";
import type { DatagramIndication } from "@captable/wsk";
import { bytesOf, pattern } from "../ends.ts";
import { enable, until } from "../net.ts";
import { families } from "../pairings.ts";
import {
  bound,
  DatagramWitness,
  receiveFromText,
  sendTexts,
} from "../ports.ts";
import { subjects } from "../subjects.ts";

const KiB = 1024;

describe.each(subjects)("$name", ({ open }) => {
  describe.each(families)("datagrams over %s that are retained", (family) => {
    async function keeping(retainedBytes: number) {
      const net = await open({ retainedBytes });
      const kept: (readonly DatagramIndication[])[] = [];
      const witness = new DatagramWitness(({ dataIndication = [] }) => {
        kept.push(dataIndication);
        return "STATUS_PENDING";
      });
      const socket = await bound(net, family, witness);
      const sender = await bound(net, family);
      const remoteAddress = await socket.getLocalAddress();
      await enable(socket, "receiveFrom");
      const send = (data: Uint8Array) => sender.sendTo(data, { remoteAddress });
      return { net, witness, socket, sender, send, kept };
    }

    it("are bounded: further ones are lost, until enough is released", async () => {
      const limit = 16 * KiB;
      const { net, witness, socket, sender, send, kept } = await keeping(limit);
      const data = pattern(KiB);
      for (let count = 0; count < 100; count += 1) {
        await send(data);
        if (count % 10 === 9) await net.settle();
      }
      const length = (): number =>
        kept.flat().reduce((sum, { buffer }) => sum + buffer.length, 0);
      expect(length()).toBeGreaterThanOrEqual(limit);
      expect(length()).toBeLessThan(3 * limit);
      for (const { buffer } of kept.flat()) {
        expect(Buffer.compare(bytesOf(buffer), data)).toBe(0);
      }
      for (const list of kept.splice(0)) socket.release(list);
      await sendTexts(sender, socket, "end");
      await until(() => witness.notes.at(-1) === "end");
    });

    it("do not count against a call", async () => {
      const { net, socket, sender, send, kept } = await keeping(KiB);
      await send(pattern(KiB));
      await until(() => kept.length === 1);
      const call = receiveFromText(socket);
      await sendTexts(sender, socket, "pulled");
      expect(await call).toBe("pulled");
      await net.settle();
      expect(kept).toHaveLength(1);
    });
  });
});
