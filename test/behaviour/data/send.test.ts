import { describe, expect, it } from "vitest";
import { backlog, connectEnds, ends, pattern } from "../ends.ts";
import {
  bytes,
  connect,
  expectStatus,
  receiveText,
  type Client,
} from "../net.ts";
import { pairings } from "../pairings.ts";
import { honours } from "../subject.ts";
import { subjects } from "../subjects.ts";

const MiB = 1 << 20;

/** Sends all bytes in pieces of many sizes, many at a time, and then disconnects. */
async function sendAll(socket: Client, data: Uint8Array): Promise<void> {
  const sends: Promise<number>[] = [];
  let sent = 0;
  let size = 1;
  while (sent < data.byteLength) {
    const piece = data.subarray(sent, sent + size);
    sends.push(socket.send(piece));
    sent += piece.byteLength;
    size = (size * 7 + 3) % 70_001;
  }
  const lengths = await Promise.all(sends);
  expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(sent);
  await socket.disconnect();
}

/** Receives to the end, in pieces of many sizes, two at a time. */
async function receiveAll(socket: Client, length: number): Promise<Uint8Array> {
  const whole = new Uint8Array(length + 1);
  let filled = 0;
  for (let size = 1; ; size = (size * 5 + 11) % 90_001) {
    const buffers = [new Uint8Array(size), new Uint8Array(size)];
    const calls = buffers.map((buffer) => socket.receive(buffer));
    const counts = await Promise.all(calls);
    for (const [index, buffer] of buffers.entries()) {
      const count = counts[index] ?? 0;
      whole.set(buffer.subarray(0, count), filled);
      filled += count;
    }
    if (counts.includes(0)) return whole.subarray(0, filled);
  }
}

describe.each(subjects)("$name", (subject) => {
  const { open } = subject;

  describe.each(pairings)(
    "between $connects and $listens over $family",
    (pairing) => {
      it("every byte of both directions arrives, once and in order", async () => {
        const { near, far } = await connect(await open(), pairing);
        const there = pattern(3 * MiB, 1);
        const back = pattern(2 * MiB + 1, 2);
        const [gotThere, gotBack] = await Promise.all([
          receiveAll(far, there.byteLength),
          receiveAll(near, back.byteLength),
          sendAll(near, there),
          sendAll(far, back),
        ]);
        expect(Buffer.compare(gotThere, there)).toBe(0);
        expect(Buffer.compare(gotBack, back)).toBe(0);
        expect([near.state, far.state]).toEqual([
          "disconnected",
          "disconnected",
        ]);
      });
    },
  );

  describe.each(ends)("a send of a $end socket over $family", (end) => {
    const pair = async () => connectEnds(await open(), end);

    it("arrives whole and in its turn", async () => {
      const { socket, peer } = await pair();
      const texts = Array.from({ length: 200 }, (_, index) => `${index};`);
      const sent = Promise.all(texts.map((text) => socket.send(bytes(text))));
      const whole = new Uint8Array(texts.join("").length);
      await peer.receive(whole, { flags: { waitall: true } });
      expect(new TextDecoder().decode(whole)).toBe(texts.join(""));
      expect(await sent).toEqual(texts.map(({ length }) => length));
    });

    it("takes the part of an array that it is given", async () => {
      const { socket, peer } = await pair();
      expect(await socket.send(bytes("abcdef").subarray(2, 4))).toBe(2);
      expect(await receiveText(peer)).toBe("cd");
    });

    it("of nothing sends nothing", async () => {
      const { socket, peer } = await pair();
      expect(await socket.send(new Uint8Array(0))).toBe(0);
      expect(await socket.send(bytes("a"))).toBe(1);
      expect(await receiveText(peer)).toBe("a");
    });

    it("waits for a peer that does not read", async () => {
      const net = await open();
      const { socket, peer } = await connectEnds(net, end);
      const data = pattern(24 * MiB);
      let sent = 0;
      const sends = Array.from({ length: 24 }, (_, index) =>
        socket
          .send(data.subarray(index * MiB, (index + 1) * MiB))
          .then((length) => (sent += length)),
      );
      await net.settle();
      expect(sent).toBeLessThan(data.byteLength);
      const got = new Uint8Array(data.byteLength);
      const flags = { waitall: true };
      expect(await peer.receive(got, { flags })).toBe(data.byteLength);
      await Promise.all(sends);
      expect(sent).toBe(data.byteLength);
      expect(Buffer.compare(got, data)).toBe(0);
    });

    it("is read ahead by the peer no further than a bound", async () => {
      const net = await open();
      const { socket, peer } = await connectEnds(net, end);
      const sends = Array.from({ length: 24 }, () =>
        socket.send(new Uint8Array(MiB)),
      );
      const settled = Promise.allSettled(sends);
      for (const length of [0, 1]) {
        await peer.receive(new Uint8Array(length));
        await net.settle();
        const ahead = await backlog(peer);
        expect(ahead).toBeGreaterThan(0);
        expect(ahead).toBeLessThan(MiB);
      }
      await socket.closeSocket();
      const results = await settled;
      expect(results.some(({ status }) => status === "rejected")).toBe(true);
    });

    it("at once is done as any other", async () => {
      const { socket, peer } = await pair();
      const nodelay = { flags: { nodelay: true } };
      const calls = [
        socket.send(bytes("a")),
        socket.send(bytes("b"), nodelay),
        socket.send(bytes("c")),
      ];
      expect(await Promise.all(calls)).toEqual([1, 1, 1]);
      const buffer = new Uint8Array(3);
      await peer.receive(buffer, { flags: { waitall: true } });
      expect(buffer).toEqual(bytes("abc"));
    });

    it("out of band is refused where the transport has no such data", async () => {
      const { socket, peer } = await pair();
      const call = socket.send(bytes("a"), { flags: { oob: true } });
      if (honours(subject, "SendFlags.oob", socket.category)) {
        expect(await call).toBe(1);
        return;
      }
      await expectStatus(call, "STATUS_NOT_SUPPORTED", {
        functionName: "send",
      });
      await socket.send(bytes("b"), { flags: { oob: false } });
      expect(await receiveText(peer)).toBe("b");
    });
  });
});
