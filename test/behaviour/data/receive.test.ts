import { describe, expect, it } from "vitest";
import { backlog, buffers, connectEnds, ends } from "../ends.ts";
import { bytes, expectStatus, receiveText, until } from "../net.ts";
import { subjects } from "../subjects.ts";

describe.each(subjects)("$name", ({ open }) => {
  describe.each(ends)("a receive of a $end socket over $family", (end) => {
    const pair = async () => connectEnds(await open(), end);
    const drain = { flags: { drain: true } };
    const waitall = { flags: { waitall: true } };

    it("takes what is there, and no more than fits", async () => {
      const { socket, peer } = await pair();
      await peer.send(bytes("abcdef"));
      expect(await receiveText(socket, 4)).toBe("abcd");
      expect(await receiveText(socket, 4)).toBe("ef");
    });

    it("waits for the first byte, and leaves the rest of its buffer alone", async () => {
      const { socket, peer } = await pair();
      const buffer = new Uint8Array(4).fill(7);
      const call = socket.receive(buffer);
      await peer.send(bytes("ab"));
      expect(await call).toBe(2);
      expect([...buffer]).toEqual([97, 98, 7, 7]);
    });

    it("fills the part of an array that it is given", async () => {
      const { socket, peer } = await pair();
      const whole = new Uint8Array(6);
      const call = socket.receive(whole.subarray(2, 4));
      await peer.send(bytes("abcdef"));
      expect(await call).toBe(2);
      expect([...whole]).toEqual([0, 0, 97, 98, 0, 0]);
      expect(await receiveText(socket)).toBe("cdef");
    });

    it("is served in its turn", async () => {
      const { socket, peer } = await pair();
      const sizes = [2, 2, 1, 9];
      const calls = sizes.map((size) => receiveText(socket, size));
      await peer.send(bytes("abcdefg"));
      expect(await Promise.all(calls)).toEqual(["ab", "cd", "e", "fg"]);
    });

    it("finds what came before it was called", async () => {
      const { socket, peer } = await pair();
      await peer.send(bytes("early"));
      await buffers(socket, 5);
      expect(await receiveText(socket)).toBe("early");
      expect(await backlog(socket)).toBe(0);
    });

    it("with waitall waits until the buffer is full, and the next one for it", async () => {
      const { socket, peer } = await pair();
      const buffer = new Uint8Array(6);
      const call = socket.receive(buffer, waitall);
      const next = receiveText(socket);
      for (const text of ["ab", "cd", "efg"]) await peer.send(bytes(text));
      expect(await call).toBe(6);
      expect(buffer).toEqual(bytes("abcdef"));
      expect(await next).toBe("g");
    });

    it("with waitall completes at once if there is enough", async () => {
      const { socket, peer } = await pair();
      await peer.send(bytes("abc"));
      await buffers(socket, 3);
      const buffer = new Uint8Array(2);
      expect(await socket.receive(buffer, waitall)).toBe(2);
      expect(buffer).toEqual(bytes("ab"));
      expect(await receiveText(socket)).toBe("c");
    });

    it("with waitall ends early when the peer disconnects", async () => {
      const { socket, peer } = await pair();
      const buffer = new Uint8Array(6);
      const call = socket.receive(buffer, waitall);
      const next = socket.receive(new Uint8Array(6), waitall);
      await peer.disconnect({ buffer: bytes("abc") });
      expect(await call).toBe(3);
      expect(buffer.subarray(0, 3)).toEqual(bytes("abc"));
      expect(await next).toBe(0);
    });

    it("with waitall gets what it has when the peer resets, and the next one the reason", async () => {
      const { socket, peer } = await pair();
      const buffer = new Uint8Array(8);
      const call = socket.receive(buffer, waitall);
      const next = expectStatus(
        socket.receive(new Uint8Array(1)),
        "STATUS_CONNECTION_RESET",
      );
      await peer.send(bytes("abc"));
      await until(() => buffer[2] !== 0);
      await peer.disconnect({ flags: { abortive: true } });
      expect(await call).toBe(3);
      await next;
      expect(socket.state).toBe("aborted");
    });

    it("with waitall that has got nothing fails when the peer resets", async () => {
      const { socket, peer } = await pair();
      const call = expectStatus(
        socket.receive(new Uint8Array(8), waitall),
        "STATUS_CONNECTION_RESET",
        { functionName: "receive" },
      );
      await peer.disconnect({ flags: { abortive: true } });
      await call;
    });

    it("with drain discards all there is, to the end", async () => {
      const { socket, peer } = await pair();
      await peer.send(bytes("before"));
      const call = socket.receive(new Uint8Array(0), drain);
      await peer.send(new Uint8Array(300_000));
      await peer.disconnect();
      expect(await call).toBe(0);
      expect(socket.state).toBe("recvClosed");
      expect(await socket.receive(new Uint8Array(1))).toBe(0);
    });

    it("with drain fails when the peer resets", async () => {
      const { socket, peer } = await pair();
      const call = expectStatus(
        socket.receive(new Uint8Array(0), drain),
        "STATUS_CONNECTION_RESET",
      );
      await peer.disconnect({ flags: { abortive: true } });
      await call;
    });

    it("with drain fails when this side aborts", async () => {
      const { socket } = await pair();
      const call = expectStatus(
        socket.receive(new Uint8Array(0), drain),
        "STATUS_CONNECTION_ABORTED",
      );
      await socket.disconnect({ flags: { abortive: true } });
      await call;
    });

    it("with drain needs an empty buffer, and excludes waitall", async () => {
      const { socket, peer } = await pair();
      await expectStatus(
        socket.receive(new Uint8Array(1), drain),
        "STATUS_INVALID_PARAMETER",
      );
      const both = { flags: { drain: true, waitall: true } };
      await expectStatus(
        socket.receive(new Uint8Array(0), both),
        "STATUS_INVALID_PARAMETER",
      );
      await peer.send(bytes("kept"));
      expect(await receiveText(socket)).toBe("kept");
    });

    it("into an empty buffer completes at once, with nothing", async () => {
      const { socket, peer } = await pair();
      expect(await socket.receive(new Uint8Array(0))).toBe(0);
      expect(await socket.receive(new Uint8Array(0), waitall)).toBe(0);
      await peer.send(bytes("a"));
      await buffers(socket, 1);
      expect(await socket.receive(new Uint8Array(0))).toBe(0);
      expect(await receiveText(socket)).toBe("a");
    });

    it("into an empty buffer keeps its turn behind others", async () => {
      const { socket, peer } = await pair();
      const order: string[] = [];
      const first = socket
        .receive(new Uint8Array(1))
        .then(() => order.push("first"));
      const empty = socket
        .receive(new Uint8Array(0))
        .then(() => order.push("empty"));
      await peer.send(bytes("a"));
      await Promise.all([first, empty]);
      expect(order).toEqual(["first", "empty"]);
    });

    it("is told the end after the data, again and again", async () => {
      const { socket, peer } = await pair();
      await peer.send(bytes("last"));
      await peer.disconnect();
      await until(() => socket.state === "recvClosed");
      expect(await receiveText(socket)).toBe("last");
      for (let time = 0; time < 3; time += 1) {
        expect(await socket.receive(new Uint8Array(1))).toBe(0);
        expect(await socket.receive(new Uint8Array(1), waitall)).toBe(0);
        expect(await socket.receive(new Uint8Array(0), drain)).toBe(0);
      }
    });

    it("that waits is told the end with all others", async () => {
      const { socket, peer } = await pair();
      const calls = [1, 2, 3].map(() => socket.receive(new Uint8Array(8)));
      await peer.disconnect({ buffer: bytes("last") });
      expect(await Promise.all(calls)).toEqual([4, 0, 0]);
    });
  });
});
