import { describe, expect, it } from "vitest";
import type { WskError } from "@captable/wsk";
import {
  bytes,
  client,
  connect,
  expectStatus,
  failure,
  loopback,
  receiveText,
  until,
  use,
} from "../net.ts";
import { pattern } from "../ends.ts";
import { pairings } from "../pairings.ts";
import { subjects } from "../subjects.ts";
import { Order, receive } from "./order.ts";

describe.each(subjects)("$name", (subject) => {
  describe.each(pairings)("$connects to $listens over $family", (pairing) => {
    it.each(["near", "far"] as const)(
      "closing the %s end cancels what pends, in order, and then completes",
      async (which) => {
        const ends = await connect(await subject.open(), pairing);
        const socket = ends[which];
        const order = new Order();
        await Promise.all([
          order.failed(receive(socket)),
          order.failed(
            socket.receive(new Uint8Array(8), { flags: { waitall: true } }),
          ),
          order.failed(receive(socket)),
          order.done(socket.closeSocket()),
        ]);
        expect(order.noted).toEqual([
          "receive STATUS_CANCELLED",
          "receive STATUS_CANCELLED",
          "receive STATUS_CANCELLED",
          "closed",
        ]);
        expect(socket.state).toBe("closed");
      },
    );

    it("closing one end of an open connection resets the other", async () => {
      const net = await subject.open();
      const { near, far } = await connect(net, pairing);
      const pending = failure(receive(far));
      await near.closeSocket();
      const status = "STATUS_CONNECTION_RESET";
      expect(await pending).toMatchObject({ status });
      expect(far.state).toBe("aborted");
      await expectStatus(far.send(bytes("a")), "STATUS_CONNECTION_RESET");
      await expectStatus(receive(far), "STATUS_CONNECTION_RESET");
    });

    it("closing is quiet once both directions are closed", async () => {
      const net = await subject.open();
      const { near, far } = await connect(net, pairing);
      await near.send(bytes("kept"));
      await Promise.all([near.disconnect(), far.disconnect()]);
      await until(() => near.state === "disconnected");
      await near.closeSocket();
      await net.settle();
      expect(await receiveText(far)).toBe("kept");
      expect(await receive(far)).toBe(0);
      expect(far.state).toBe("disconnected");
      await far.closeSocket();
    });

    it("closing quietly loses nothing that the other end has yet to receive", async () => {
      const net = await subject.open();
      const { near, far } = await connect(net, pairing);
      const sent = pattern(120_000);
      await far.disconnect();
      await near.send(sent);
      await near.disconnect();
      await until(() => near.state === "disconnected");
      await near.closeSocket();
      await net.settle();
      const received = new Uint8Array(sent.length + 1);
      const flags = { waitall: true };
      expect(await far.receive(received, { flags })).toBe(sent.length);
      expect(Buffer.compare(received.subarray(0, sent.length), sent)).toBe(0);
      expect(far.state).toBe("disconnected");
    });

    it("closing with one direction open resets the other end", async () => {
      const net = await subject.open();
      const { near, far } = await connect(net, pairing);
      await near.disconnect();
      expect(await receive(far)).toBe(0);
      await near.closeSocket();
      const sends = async (): Promise<void> => {
        for (;;) await far.send(bytes("a"));
      };
      await expectStatus(sends(), "STATUS_CONNECTION_RESET");
      expect(far.state).toBe("aborted");
    });
  });

  it("closing completes once, and is refused then", async () => {
    const net = await subject.open();
    const { near, far, server } = await connect(net);
    const bound = await client(net, "stream");
    const fresh = use(await net.wsk.socket("datagram"));
    for (const socket of [near, far, server, bound, fresh]) {
      const closed = socket.closeSocket();
      expect(socket.state).toBe("closed");
      await expectStatus(socket.closeSocket(), "STATUS_FILE_CLOSED", {
        state: "closed",
      });
      await closed;
      await expectStatus(socket.closeSocket(), "STATUS_FILE_CLOSED");
    }
  });

  it("closing cancels sends that the peer does not take, in order", async () => {
    const { near } = await connect(await subject.open());
    const chunk = new Uint8Array(1 << 20);
    const order = new Order();
    let sent = 0;
    const sends = Array.from({ length: 32 }, () =>
      near.send(chunk).then(
        () => (sent += 1),
        ({ functionName, status }: WskError) =>
          order.noted.push(`${functionName} ${status}`),
      ),
    );
    const last = order.failed(near.disconnect());
    await Promise.all([...sends, last, order.done(near.closeSocket())]);
    const cancelled = Array.from(
      { length: 32 - sent },
      () => "send STATUS_CANCELLED",
    );
    expect(cancelled.length).toBeGreaterThan(0);
    expect(order.noted).toEqual([
      ...cancelled,
      "disconnect STATUS_CANCELLED",
      "closed",
    ]);
  });

  it("closing a datagram socket cancels what pends, in order", async () => {
    const { wsk } = await subject.open();
    const socket = use(await wsk.socket("datagram"));
    await socket.bind(loopback());
    const order = new Order();
    await Promise.all([
      order.failed(socket.receiveFrom(new Uint8Array(8))),
      order.failed(socket.receiveFrom(new Uint8Array(8))),
      order.done(socket.closeSocket()),
    ]);
    expect(order.noted).toEqual([
      "receiveFrom STATUS_CANCELLED",
      "receiveFrom STATUS_CANCELLED",
      "closed",
    ]);
  });

  it("tells no event of what happens after closing was asked for", async () => {
    const net = await subject.open();
    const told: string[] = [];
    const handlers = {
      receiveEvent: (): "STATUS_SUCCESS" => {
        told.push("receive");
        return "STATUS_SUCCESS";
      },
      disconnectEvent: (): "STATUS_SUCCESS" => {
        told.push("disconnect");
        return "STATUS_SUCCESS";
      },
    };
    const { near, far } = await connect(net, { handlers });
    if (near.category !== "connectionOriented") throw new TypeError("other");
    const eventMask = { receive: true, disconnect: true };
    await near.controlSocket("setOption", "SO_WSK_EVENT_CALLBACK", {
      eventMask,
    });
    await far.send(bytes("late"));
    await far.disconnect();
    // What has arrived is told in a turn that comes after this one.
    const before = told.length;
    await near.closeSocket();
    await net.settle();
    expect(told).toHaveLength(before);
  });
});
