import { describe, expect, it } from "vitest";
import type { ReceiveEventReply } from "@captable/wsk";
import { buffers, connectEnds, ends } from "../ends.ts";
import {
  bytes,
  disable,
  enable,
  expectStatus,
  receiveText,
  until,
} from "../net.ts";
import { subjects } from "../subjects.ts";
import { Witness } from "../witness.ts";

/** Replies that suspend the event, and what they leave of "abcdef". */
const suspending: readonly {
  readonly how: string;
  readonly reply: ReceiveEventReply;
  readonly left: string;
}[] = [
  {
    how: "some of whose data is taken",
    reply: { reply: "STATUS_SUCCESS", bytesAccepted: 2 },
    left: "cdef",
  },
  {
    how: "none of whose data is taken by STATUS_SUCCESS",
    reply: { reply: "STATUS_SUCCESS", bytesAccepted: 0 },
    left: "abcdef",
  },
  {
    how: "whose data is not accepted",
    reply: "STATUS_DATA_NOT_ACCEPTED",
    left: "abcdef",
  },
];

describe.each(subjects)("$name", ({ open }) => {
  describe.each(ends)("on a $end socket over $family", (end) => {
    describe.each(suspending)("receiveEvent $how", ({ reply, left }) => {
      async function suspended() {
        const net = await open();
        const witness = new Witness(() => reply);
        const pair = await connectEnds(net, end, witness);
        await enable(pair.socket, "receive");
        await pair.peer.send(bytes("abcdef"));
        await witness.told(1);
        witness.reply = () => "STATUS_SUCCESS";
        return { ...pair, net, witness };
      }

      it("waits for a receive, however much comes", async () => {
        const { socket, peer, witness, net } = await suspended();
        await peer.send(bytes("gh"));
        await buffers(socket, left.length + 2);
        await net.settle();
        expect(witness.notes).toEqual(["abcdef"]);
      });

      it("goes on behind an empty receive, with the rest first", async () => {
        const { socket, peer, witness } = await suspended();
        await peer.send(bytes("gh"));
        await buffers(socket, left.length + 2);
        const call = socket.receive(new Uint8Array(0));
        // Never within the call.
        expect(witness.notes).toEqual(["abcdef"]);
        expect(await call).toBe(0);
        await witness.toldText(`abcdef${left}gh`);
        expect(witness.notes.slice(1).join("")).toBe(`${left}gh`);
        await peer.send(bytes("i"));
        await witness.toldText(`abcdef${left}ghi`);
        expect(witness.notes.at(-1)).toBe("i");
      });

      it("goes on behind a receive, with what that has left", async () => {
        const { socket, witness } = await suspended();
        expect(await receiveText(socket, 3)).toBe(left.slice(0, 3));
        await witness.told(2);
        expect(witness.notes).toEqual(["abcdef", left.slice(3)]);
      });

      it("goes on behind a receive that takes all, with what comes then", async () => {
        const { socket, peer, witness } = await suspended();
        expect(await receiveText(socket)).toBe(left);
        await peer.send(bytes("g"));
        await witness.told(2);
        expect(witness.notes).toEqual(["abcdef", "g"]);
      });

      it("goes on only when the receive has completed", async () => {
        const { socket, peer, witness, net } = await suspended();
        const buffer = new Uint8Array(left.length + 2);
        const call = socket.receive(buffer, { flags: { waitall: true } });
        await peer.send(bytes("g"));
        await net.settle();
        expect(witness.notes).toEqual(["abcdef"]);
        await peer.send(bytes("hi"));
        expect(await call).toBe(left.length + 2);
        expect(buffer).toEqual(bytes(`${left}gh`));
        await witness.told(2);
        expect(witness.notes).toEqual(["abcdef", "i"]);
      });

      it("is not lifted by disabling and enabling it", async () => {
        const { socket, witness, net } = await suspended();
        await disable(socket, "receive");
        await enable(socket, "receive");
        await net.settle();
        expect(witness.notes).toEqual(["abcdef"]);
        await socket.receive(new Uint8Array(0));
        await witness.told(2);
        expect(witness.notes).toEqual(["abcdef", left]);
      });

      it("can be suspended again", async () => {
        const { socket, witness } = await suspended();
        witness.reply = () => ({ reply: "STATUS_SUCCESS", bytesAccepted: 1 });
        const rests: string[] = [];
        for (let rest = left; rest !== ""; rest = rest.slice(1)) {
          rests.push(rest);
          await socket.receive(new Uint8Array(0));
          await witness.told(rests.length + 1);
        }
        expect(witness.notes).toEqual(["abcdef", ...rests]);
      });

      it("leaves the rest to receives, and then the end", async () => {
        const { socket, peer, witness } = await suspended();
        await disable(socket, "receive");
        await peer.disconnect({ buffer: bytes("gh") });
        await until(() => socket.state === "recvClosed");
        const buffer = new Uint8Array(64);
        const flags = { waitall: true };
        const length = await socket.receive(buffer, { flags });
        expect(buffer.subarray(0, length)).toEqual(bytes(`${left}gh`));
        expect(await socket.receive(buffer)).toBe(0);
        expect(witness.notes).toEqual(["abcdef"]);
      });

      it("loses nothing by a receive that is cancelled", async () => {
        const { socket, peer, witness } = await suspended();
        const abort = new AbortController();
        const { signal } = abort;
        const call = socket.receive(new Uint8Array(64), {
          flags: { waitall: true },
          signal,
        });
        await peer.send(bytes("g"));
        abort.abort();
        await expectStatus(call, "STATUS_CANCELLED");
        await socket.receive(new Uint8Array(0));
        await witness.toldText(`abcdef${left}g`);
        expect(witness.text).toBe(`abcdef${left}g`);
      });
    });
  });
});
