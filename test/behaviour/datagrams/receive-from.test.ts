import { describe, expect, it } from "vitest";
import { pattern } from "../ends.ts";
import {
  bytes,
  expectStatus,
  failure,
  loopback,
  use,
  wildcard,
} from "../net.ts";
import { families } from "../pairings.ts";
import { bound, receiveFromText, sendTexts } from "../ports.ts";
import { subjects } from "../subjects.ts";

describe.each(subjects)("$name", ({ open }) => {
  describe.each(families)("a receiveFrom over %s", (family) => {
    const two = async () => {
      const net = await open();
      return {
        net,
        one: await bound(net, family),
        other: await bound(net, family),
      };
    };

    it("yields a datagram, and who sent it", async () => {
      const { one, other } = await two();
      await sendTexts(one, other, "abc");
      const buffer = new Uint8Array(8).fill(7);
      expect(await other.receiveFrom(buffer)).toEqual({
        bytesReceived: 3,
        remoteAddress: await one.getLocalAddress(),
        controlInfo: [],
        controlFlags: {},
      });
      expect([...buffer]).toEqual([97, 98, 99, 7, 7, 7, 7, 7]);
    });

    it("waits for a datagram", async () => {
      const { one, other } = await two();
      const call = receiveFromText(other);
      await sendTexts(one, other, "late");
      expect(await call).toBe("late");
    });

    it("yields one datagram, however much would fit", async () => {
      const { one, other } = await two();
      await sendTexts(one, other, "ab", "", "cd");
      const got: string[] = [];
      for (let count = 0; count < 3; count += 1) {
        got.push(await receiveFromText(other));
      }
      expect(got).toEqual(["ab", "", "cd"]);
    });

    it("says so when a datagram does not fit, and loses the rest", async () => {
      const { one, other } = await two();
      await sendTexts(one, other, "12345678", "next", "none", "fits");
      const buffer = new Uint8Array(3);
      expect(await other.receiveFrom(buffer)).toMatchObject({
        bytesReceived: 3,
        controlFlags: { truncated: true },
      });
      expect(buffer).toEqual(bytes("123"));
      expect((await other.receiveFrom(new Uint8Array(4))).controlFlags).toEqual(
        {},
      );
      expect(await other.receiveFrom(new Uint8Array(0))).toMatchObject({
        bytesReceived: 0,
        controlFlags: { truncated: true },
      });
      expect(await receiveFromText(other)).toBe("fits");
    });

    it("into an empty buffer takes an empty datagram whole", async () => {
      const { one, other } = await two();
      await sendTexts(one, other, "");
      expect(await other.receiveFrom(new Uint8Array(0))).toMatchObject({
        bytesReceived: 0,
        controlFlags: {},
      });
    });

    it("is served in its turn, without those that are cancelled", async () => {
      const { one, other } = await two();
      const abort = new AbortController();
      const first = receiveFromText(other);
      const cancelled = expectStatus(
        receiveFromText(other, 9, abort.signal),
        "STATUS_CANCELLED",
        { functionName: "receiveFrom", cause: "enough" },
      );
      const last = receiveFromText(other);
      abort.abort("enough");
      await cancelled;
      await sendTexts(one, other, "a", "b");
      expect([await first, await last]).toEqual(["a", "b"]);
    });

    it("loses no datagram when it is cancelled", async () => {
      const { one, other } = await two();
      const abort = new AbortController();
      const call = failure(receiveFromText(other, 9, abort.signal));
      abort.abort();
      await call;
      await sendTexts(one, other, "a");
      expect(await receiveFromText(other)).toBe("a");
    });

    it("gets what many have sent, in the order of each", async () => {
      const net = await open();
      const target = await bound(net, family);
      const senders = await Promise.all(
        [0, 1, 2].map(() => bound(net, family)),
      );
      const rounds = [0, 1, 2, 3, 4, 5, 6, 7];
      const got = new Map<number, string[]>();
      for (const round of rounds) {
        for (const sender of senders)
          await sendTexts(sender, target, `${round}`);
      }
      for (let count = 0; count < rounds.length * senders.length; count += 1) {
        const buffer = new Uint8Array(4);
        const { remoteAddress } = await target.receiveFrom(buffer);
        const texts = got.get(remoteAddress.port) ?? [];
        got.set(remoteAddress.port, texts);
        texts.push(String.fromCharCode(buffer[0] ?? 0));
      }
      expect([...got.values()]).toEqual(senders.map(() => rounds.map(String)));
    });

    it("gets every byte of a long datagram", async () => {
      const { one, other } = await two();
      const data = pattern(60_000);
      const remoteAddress = await other.getLocalAddress();
      expect(await one.sendTo(data, { remoteAddress })).toBe(60_000);
      const buffer = new Uint8Array(65_536);
      const { bytesReceived } = await other.receiveFrom(buffer);
      const got = buffer.subarray(0, bytesReceived);
      expect(Buffer.compare(got, data)).toBe(0);
    });

    it("gets what the socket sends to itself", async () => {
      const { one } = await two();
      await sendTexts(one, one, "self");
      expect(await receiveFromText(one)).toBe("self");
    });

    it("gets what is sent to any local address of a wildcard", async () => {
      const net = await open();
      const any = use(
        await net.wsk.socket("datagram", { addressFamily: family }),
      );
      await any.bind(wildcard(family));
      const one = await bound(net, family);
      const { port } = await any.getLocalAddress();
      const remoteAddress = { ...loopback(family), port };
      await one.sendTo(bytes("hello"), { remoteAddress });
      const buffer = new Uint8Array(8);
      const { bytesReceived, remoteAddress: from } =
        await any.receiveFrom(buffer);
      expect(bytesReceived).toBe(5);
      expect(from).toEqual(await one.getLocalAddress());
      await any.sendTo(bytes("back"), { remoteAddress: from });
      expect(await receiveFromText(one)).toBe("back");
    });

    it("finds datagrams that came before, within a bound", async () => {
      const { net, one, other } = await two();
      for (let count = 0; count < 1100; count += 1) {
        await sendTexts(one, other, "x");
        if (count % 100 === 0) await net.settle();
      }
      await net.settle();
      for (let count = 0; count < 1024; count += 1) {
        expect(await receiveFromText(other)).toBe("x");
      }
      await sendTexts(one, other, "end");
      expect(await receiveFromText(other)).toBe("end");
    });

    it("is cancelled with all other calls before the socket is closed", async () => {
      const { one, other } = await two();
      const order: unknown[] = [];
      const note = (error: unknown): number =>
        order.push(Reflect.get(Object(error), "functionName"));
      const remoteAddress = await other.getLocalAddress();
      const calls = [
        one.receiveFrom(new Uint8Array(1)),
        one.receiveFrom(new Uint8Array(1)),
      ].map(async (call) => {
        const error = await failure(call);
        expect(error).toMatchObject({ status: "STATUS_CANCELLED" });
        note(error);
      });
      await Promise.all([
        ...calls,
        one.closeSocket().then(() => order.push("closed")),
      ]);
      expect(order).toEqual(["receiveFrom", "receiveFrom", "closed"]);
      await expectStatus(
        one.sendTo(bytes("a"), { remoteAddress }),
        "STATUS_FILE_CLOSED",
      );
      await sendTexts(other, other, "alive");
      expect(await receiveFromText(other)).toBe("alive");
    });
  });
});
