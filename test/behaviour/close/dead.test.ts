import { describe, expect, it } from "vitest";
import { isWskError, type ReceiveFromEvent } from "@captable/wsk";
import {
  bytes,
  connect,
  enable,
  expectStatus,
  failure,
  loopback,
  use,
} from "../net.ts";
import { pairings } from "../pairings.ts";
import { subjects } from "../subjects.ts";
import { Witness } from "../witness.ts";

const status = "STATUS_FILE_FORCED_CLOSED";

describe.each(subjects)("$name", (subject) => {
  describe.each(pairings)("$connects to $listens over $family", (pairing) => {
    it("a dead connection fails what pends, tells receiveEvent once, and closes", async () => {
      const net = await subject.open();
      const witness = new Witness();
      const context = { of: "the connection" };
      const { near } = await connect(net, {
        ...pairing,
        handlers: witness,
        socketContext: context,
      });
      await enable(near, "receive", "disconnect");
      const order: string[] = [];
      witness.reply = ({ dataIndication }) => {
        order.push(dataIndication === undefined ? "told" : "data");
        return "STATUS_SUCCESS";
      };
      const pending = [1, 2].map(() =>
        failure(near.receive(new Uint8Array(8))).then((error) => {
          order.push(isWskError(error, status) ? "failed" : String(error));
          return error;
        }),
      );
      await net.kill(near);
      expect(near.state).toBe("dead");
      for (const error of await Promise.all(pending)) {
        expect(error).toMatchObject({ status, cause: expect.any(Error) });
      }
      await net.settle();
      expect(order).toEqual(["failed", "failed", "told"]);
      expect(witness.received).toHaveLength(1);
      const [event] = witness.received;
      expect(event?.dataIndication).toBeUndefined();
      expect(event?.bytesIndicated).toBe(0);
      expect(event?.socketContext).toBe(context);
      // It was not the peer who ended it.
      expect(witness.ends).toEqual([]);
      await expectStatus(near.send(bytes("a")), status, { state: "dead" });
      await near.closeSocket();
      expect(near.state).toBe("closed");
    });

    it("a dead connection whose event is off tells nothing", async () => {
      const net = await subject.open();
      const witness = new Witness();
      const { near } = await connect(net, { ...pairing, handlers: witness });
      await enable(near, "disconnect");
      const sending = near.send(bytes("gone"));
      await sending;
      await net.kill(near);
      await net.settle();
      expect(witness.notes).toEqual([]);
      await near.closeSocket();
    });

    it("the peer of a dead connection sees its end", async () => {
      const net = await subject.open();
      const { near, far } = await connect(net, pairing);
      let seen: unknown;
      const pending = far.receive(new Uint8Array(8)).then(
        (length) => (seen = length),
        (error: unknown) => (seen = error),
      );
      await net.kill(near);
      await near.closeSocket();
      await net.settle();
      // How a system ends what it takes away is its own affair.
      if (seen !== 0) {
        expect(isWskError(seen, "STATUS_CONNECTION_RESET")).toBe(true);
      }
      await pending;
    });
  });

  it("a dead datagram socket fails what pends, tells receiveFromEvent once, and closes", async () => {
    const net = await subject.open();
    const told: ReceiveFromEvent[] = [];
    const order: string[] = [];
    const context = { of: "the socket" };
    const handlers = {
      receiveFromEvent: (event: ReceiveFromEvent): "STATUS_SUCCESS" => {
        told.push(event);
        order.push("told");
        return "STATUS_SUCCESS";
      },
    };
    const options = { handlers, socketContext: context };
    const socket = use(await net.wsk.socket("datagram", options));
    await socket.bind(loopback());
    await enable(socket, "receiveFrom");
    const calls = [1, 2].map(() =>
      failure(socket.receiveFrom(new Uint8Array(8))).then((error) => {
        order.push("failed");
        return error;
      }),
    );
    await net.kill(socket);
    for (const error of await Promise.all(calls)) {
      expect(error).toMatchObject({
        status,
        functionName: "receiveFrom",
        cause: expect.any(Error),
      });
    }
    await net.settle();
    expect(order).toEqual(["failed", "failed", "told"]);
    expect(told).toHaveLength(1);
    expect(told[0]?.dataIndication).toBeUndefined();
    expect(told[0]?.socketContext).toBe(context);
    await expectStatus(socket.getLocalAddress(), status, { state: "dead" });
    await socket.closeSocket();
    expect(socket.state).toBe("closed");
  });
});
