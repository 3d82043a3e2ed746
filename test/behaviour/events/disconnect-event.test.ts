import { describe, expect, it } from "vitest";
import { backlog, connectEnds, ends } from "../ends.ts";
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

const abortive = { flags: { abortive: true } };

describe.each(subjects)("$name", ({ open }) => {
  describe.each(ends)(
    "disconnectEvent of a $end socket over $family",
    (end) => {
      const context = { of: "the socket" };

      async function watched(...events: readonly string[]) {
        const net = await open();
        const witness = new Witness();
        const pair = await connectEnds(net, end, witness, context);
        await enable(pair.socket, "disconnect", ...events);
        return { ...pair, net, witness };
      }

      it("tells once that the peer has disconnected, and sending goes on", async () => {
        const { socket, peer, witness, net } = await watched();
        await peer.disconnect();
        await witness.told(1);
        expect(socket.state).toBe("recvClosed");
        const [event] = witness.ends;
        expect(event?.socketContext).toBe(context);
        expect(event?.flags?.abortive ?? false).toBe(false);
        expect(event?.flags?.atDispatchLevel ?? false).toBe(false);
        await socket.send(bytes("still here"));
        expect(await receiveText(peer)).toBe("still here");
        await socket.disconnect();
        await net.settle();
        expect(witness.notes).toEqual(["<disconnected>"]);
      });

      it("tells once that the peer has reset the connection", async () => {
        const { socket, peer, witness, net } = await watched();
        await peer.disconnect(abortive);
        await witness.told(1);
        expect(socket.state).toBe("aborted");
        expect(witness.ends[0]?.socketContext).toBe(context);
        await peer.closeSocket();
        await net.settle();
        expect(witness.notes).toEqual(["<aborted>"]);
        await expectStatus(
          socket.receive(new Uint8Array(1)),
          "STATUS_CONNECTION_RESET",
        );
      });

      it("tells that the peer was closed", async () => {
        const { peer, witness } = await watched();
        await peer.closeSocket();
        await witness.told(1);
        expect(witness.notes).toEqual(["<aborted>"]);
      });

      it("comes though a receive is told the end, too", async () => {
        const { socket, peer, witness } = await watched();
        const calls = [1, 2].map(() => socket.receive(new Uint8Array(1)));
        await peer.disconnect();
        expect(await Promise.all(calls)).toEqual([0, 0]);
        await witness.told(1);
        expect(witness.notes).toEqual(["<disconnected>"]);
        expect(await socket.receive(new Uint8Array(1))).toBe(0);
      });

      it("comes though a receive fails by the reset, too", async () => {
        const { socket, peer, witness } = await watched();
        const call = expectStatus(
          socket.receive(new Uint8Array(1)),
          "STATUS_CONNECTION_RESET",
        );
        await peer.disconnect(abortive);
        await call;
        await witness.told(1);
        expect(witness.notes).toEqual(["<aborted>"]);
      });

      it("comes behind all data that is indicated", async () => {
        const { peer, witness } = await watched("receive");
        await peer.send(bytes("abc"));
        await peer.disconnect({ buffer: bytes("def") });
        await until(() => witness.ends.length === 1);
        expect(witness.text).toBe("abcdef");
        expect(witness.notes.at(-1)).toBe("<disconnected>");
      });

      it("comes though data waits to be received, which it still can be", async () => {
        const { socket, peer, witness } = await watched();
        await peer.disconnect({ buffer: bytes("last") });
        await witness.told(1);
        expect(witness.notes).toEqual(["<disconnected>"]);
        expect(await backlog(socket)).toBe(4);
        expect(await receiveText(socket)).toBe("last");
        expect(await socket.receive(new Uint8Array(1))).toBe(0);
      });

      it("comes though receiveEvent is suspended, which goes on afterwards", async () => {
        const { socket, peer, witness } = await watched("receive");
        witness.reply = () => ({ reply: "STATUS_SUCCESS", bytesAccepted: 1 });
        await peer.disconnect({ buffer: bytes("last") });
        await witness.told(2);
        expect(witness.notes).toEqual(["last", "<disconnected>"]);
        witness.reply = () => "STATUS_SUCCESS";
        await socket.receive(new Uint8Array(0));
        await witness.told(3);
        expect(witness.notes).toEqual(["last", "<disconnected>", "ast"]);
        expect(await socket.receive(new Uint8Array(1))).toBe(0);
      });

      it("comes for what the peer does when this side has disconnected", async () => {
        const { socket, peer, witness, net } = await watched();
        await socket.disconnect();
        await net.settle();
        expect(witness.notes).toEqual([]);
        await peer.disconnect();
        await witness.told(1);
        expect(witness.notes).toEqual(["<disconnected>"]);
        expect(socket.state).toBe("disconnected");
      });

      it("does not come for what this side does", async () => {
        const { socket, peer, witness, net } = await watched();
        await socket.disconnect();
        await until(() => peer.state === "recvClosed");
        await socket.disconnect(abortive);
        await net.settle();
        expect(witness.notes).toEqual([]);
        const other = await watched();
        await other.socket.closeSocket();
        await until(() => other.peer.state === "aborted");
        await net.settle();
        expect(other.witness.notes).toEqual([]);
      });

      it("does not come once the socket is being closed", async () => {
        const { socket, peer, witness, net } = await watched();
        const ended = peer.disconnect();
        const closed = socket.closeSocket();
        await Promise.allSettled([ended, closed]);
        await net.settle();
        expect(witness.notes).toEqual([]);
      });

      it("is off by default", async () => {
        const net = await open();
        const witness = new Witness();
        const { socket, peer } = await connectEnds(net, end, witness);
        await enable(socket, "receive");
        await peer.disconnect({ buffer: bytes("a") });
        await until(() => socket.state === "recvClosed");
        await net.settle();
        expect(witness.notes).toEqual(["a"]);
      });

      it("can be disabled, and enabled again", async () => {
        const { socket, peer, witness, net } = await watched();
        await disable(socket, "disconnect");
        await peer.disconnect();
        await until(() => socket.state === "recvClosed");
        await net.settle();
        expect(witness.notes).toEqual([]);
        const other = await watched();
        await disable(other.socket, "disconnect");
        await enable(other.socket, "disconnect");
        await other.peer.disconnect();
        await other.witness.told(1);
        expect(other.witness.notes).toEqual(["<disconnected>"]);
      });

      it("may close the socket", async () => {
        const { socket, peer, witness } = await watched();
        let closed: Promise<void> | undefined;
        const { disconnectEvent } = witness;
        witness.disconnectEvent = (event) => {
          closed = socket.closeSocket();
          return disconnectEvent.call(witness, event);
        };
        // The peer may be reset before its end has been taken.
        const ended = Promise.allSettled([peer.disconnect()]);
        await witness.told(1);
        await Promise.all([closed, ended]);
        expect(socket.state).toBe("closed");
        await until(() => peer.state === "aborted");
      });
    },
  );
});
