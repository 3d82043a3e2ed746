import { describe, expect, it } from "vitest";
import type { DataIndication, ReceiveEventReply } from "@captable/wsk";
import { bytesOf, connectEnds, ends, pattern } from "../ends.ts";
import { enable, until, type Client } from "../net.ts";
import { subjects } from "../subjects.ts";
import { Witness } from "../witness.ts";

const MiB = 1 << 20;

/** Numbers that look random, and are the same every time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 16) % sides;
  };
}

/** Receives all data of a connection by its event, answered in every way there is, and by calls. */
class Mixer extends Witness {
  readonly got: Uint8Array[] = [];
  /** Whose events it handles. */
  socket: Client | undefined;
  readonly #roll: (sides: number) => number;
  readonly #kept: (readonly DataIndication[])[] = [];
  /** The calls that are under way, one behind the other. */
  #calls: Promise<unknown> = Promise.resolve();
  /** How often each reply was given. */
  readonly replies = new Map<string, number>();

  constructor(seed: number) {
    super();
    this.#roll = dice(seed);
    this.reply = ({ dataIndication = [], bytesIndicated }) => {
      const reply = this.#answer(dataIndication, bytesIndicated);
      const name = typeof reply === "string" ? reply : "some";
      this.replies.set(name, (this.replies.get(name) ?? 0) + 1);
      if (name === "some" || name === "STATUS_DATA_NOT_ACCEPTED") this.#pull();
      // Few enough for more to come.
      while (this.#kept.length > 3) this.socket?.release(this.#take());
      return reply;
    };
  }

  get length(): number {
    return this.got.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  #take(): readonly DataIndication[] {
    return this.#kept.shift() ?? [];
  }

  #answer(
    list: readonly DataIndication[],
    bytesIndicated: number,
  ): ReceiveEventReply {
    const whole = Buffer.concat(list.map(({ buffer }) => bytesOf(buffer)));
    const choice = this.#roll(4);
    if (choice === 3) return "STATUS_DATA_NOT_ACCEPTED";
    const bytesAccepted =
      choice === 0 ? this.#roll(bytesIndicated + 1) : bytesIndicated;
    this.got.push(whole.subarray(0, bytesAccepted));
    if (choice === 0 && bytesAccepted < bytesIndicated) {
      return { reply: "STATUS_SUCCESS", bytesAccepted };
    }
    if (choice === 1) return "STATUS_SUCCESS";
    this.#kept.push(list);
    return "STATUS_PENDING";
  }

  /** Lets the event go on, by a call in the next turn. */
  #pull(): void {
    const buffer = new Uint8Array(this.#roll(2) * this.#roll(50_000));
    this.#calls = this.#calls.then(async () => {
      const length = (await this.socket?.receive(buffer)) ?? 0;
      this.got.push(buffer.subarray(0, length));
    });
  }

  async settled(): Promise<void> {
    await this.#calls;
  }
}

describe.each(subjects)("$name", ({ open }) => {
  describe.each(ends)("a $end socket over $family", (end) => {
    it.each([1, 2, 3])(
      "gets every byte, however it answers its events: %i",
      async (seed) => {
        const mixer = new Mixer(seed);
        const net = await open();
        const { socket, peer } = await connectEnds(net, end, mixer);
        mixer.socket = socket;
        await enable(socket, "receive", "disconnect");
        const data = pattern(2 * MiB, seed);
        const roll = dice(seed + 7);
        const sends: Promise<number>[] = [];
        for (let sent = 0; sent < data.byteLength;) {
          const piece = data.subarray(sent, sent + 1 + roll(40_000));
          sends.push(peer.send(piece));
          sent += piece.byteLength;
        }
        await until(
          () => mixer.length >= data.byteLength,
          () => `${mixer.length} bytes of ${data.byteLength} have come`,
        );
        await Promise.all(sends);
        await peer.disconnect();
        await mixer.settled();
        await until(() => mixer.ends.length === 1);
        expect(Buffer.compare(Buffer.concat(mixer.got), data)).toBe(0);
        expect(mixer.replies.size).toBe(4);
      },
    );

    it("is sent no more than a bound while its event is suspended", async () => {
      const net = await open();
      const witness = new Witness(() => "STATUS_DATA_NOT_ACCEPTED");
      const { socket, peer } = await connectEnds(net, end, witness);
      await enable(socket, "receive");
      const data = pattern(24 * MiB);
      let sent = 0;
      const sends = Array.from({ length: 24 }, (_, index) =>
        peer
          .send(data.subarray(index * MiB, (index + 1) * MiB))
          .then((length) => (sent += length)),
      );
      await net.settle();
      expect(witness.received).toHaveLength(1);
      expect(sent).toBeLessThan(data.byteLength);
      const got: Uint8Array[] = [];
      let length = 0;
      witness.reply = ({ dataIndication = [], bytesIndicated }) => {
        got.push(...dataIndication.map(({ buffer }) => bytesOf(buffer)));
        length += bytesIndicated;
        return "STATUS_SUCCESS";
      };
      await socket.receive(new Uint8Array(0));
      await until(() => length === data.byteLength);
      await Promise.all(sends);
      expect(Buffer.compare(Buffer.concat(got), data)).toBe(0);
    });
  });
});
