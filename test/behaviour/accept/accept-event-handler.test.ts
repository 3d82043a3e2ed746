import { describe, expect, it } from "vitest";
import type { AcceptEventReply } from "@captable/wsk";
import {
  bytes,
  disable,
  enable,
  receiveText,
  serve,
  until,
  use,
} from "../net.ts";
import { listeners } from "../pairings.ts";
import { subjects } from "../subjects.ts";
import { collectUncaught } from "../uncaught.ts";
import { Witness } from "../witness.ts";
import {
  addressesOf,
  remotesOf,
  visit,
  visitInVain,
  visitOnce,
} from "./guests.ts";
import { Receptionist } from "./receptionist.ts";

const uncaught = collectUncaught();

describe.each(subjects)("$name", (subject) => {
  describe.each(listeners)("a %s socket", (category) => {
    it("resets a connection that the handler does not accept", async () => {
      const net = await subject.open();
      const desk = new Receptionist(() => "STATUS_REQUEST_NOT_ACCEPTED");
      const server = await serve(net, category, { handlers: desk });
      await enable(server, "accept");
      await visitInVain(net, server);
      const far = await desk.next();
      expect(far.state).toBe("closed");
      desk.reply = () => "STATUS_SUCCESS";
      const welcome = await visitOnce(net, server);
      await welcome.send(bytes("thanks"));
      expect(await receiveText(await desk.next())).toBe("thanks");
    });

    it.each([
      [
        "throws",
        (): AcceptEventReply => {
          throw new RangeError("not today");
        },
        RangeError,
      ],
      [
        "replies what is no reply",
        (): AcceptEventReply => "nonsense" as AcceptEventReply,
        TypeError,
      ],
    ] as const)(
      "resets a connection when the handler %s, and goes on",
      async (_what, reply, kind) => {
        const net = await subject.open();
        const desk = new Receptionist(reply);
        const server = await serve(net, category, { handlers: desk });
        await enable(server, "accept");
        await visitInVain(net, server);
        expect(uncaught).toEqual([expect.any(kind)]);
        desk.reply = () => "STATUS_SUCCESS";
        const welcome = await visitOnce(net, server);
        await net.settle();
        expect(welcome.state).toBe("connected");
        expect(desk.count).toBe(2);
      },
    );

    it("hands the context and the handlers of the reply to the socket", async () => {
      const net = await subject.open();
      const witness = new Witness();
      const context = { of: "the connection" };
      const desk = new Receptionist(() => ({
        reply: "STATUS_SUCCESS",
        acceptSocketContext: context,
        acceptSocketDispatch: witness,
      }));
      const server = await serve(net, category, { handlers: desk });
      await enable(server, "accept");
      const guest = await visitOnce(net, server);
      await enable(await desk.next(), "receive", "disconnect");
      await guest.send(bytes("heard"));
      await guest.disconnect();
      await witness.told(2);
      expect(witness.notes).toEqual(["heard", "<disconnected>"]);
      expect(witness.received[0]?.socketContext).toBe(context);
      expect(witness.ends[0]?.socketContext).toBe(context);
    });

    it("lets events be enabled on the socket from within the handler", async () => {
      const net = await subject.open();
      const witness = new Witness();
      const enabled: Promise<void>[] = [];
      const desk = new Receptionist(({ acceptSocket }) => {
        if (acceptSocket !== undefined) {
          enabled.push(enable(acceptSocket, "receive"));
        }
        return { reply: "STATUS_SUCCESS", acceptSocketDispatch: witness };
      });
      const server = await serve(net, category, { handlers: desk });
      // The data is there before the event is.
      const guest = await visitOnce(net, server);
      await guest.send(bytes("early"));
      await net.settle();
      await enable(server, "accept");
      await witness.toldText("early");
      expect(await Promise.all(enabled)).toHaveLength(1);
      await guest.send(bytes(" and late"));
      await witness.toldText("early and late");
      expect(desk.count).toBe(1);
    });

    it("lets the socket be used from within the handler", async () => {
      const net = await subject.open();
      const texts: Promise<string>[] = [];
      const desk = new Receptionist(({ acceptSocket }) => {
        if (acceptSocket !== undefined) {
          texts.push(receiveText(acceptSocket));
          acceptSocket.send(bytes("welcome")).catch(() => undefined);
        }
        return "STATUS_SUCCESS";
      });
      const server = await serve(net, category, { handlers: desk });
      await enable(server, "accept");
      const guest = await visitOnce(net, server);
      await guest.send(bytes("good day"));
      expect(await receiveText(guest)).toBe("welcome");
      expect(await Promise.all(texts)).toEqual(["good day"]);
    });

    it("lets the handler close the socket, whatever it replies", async () => {
      const net = await subject.open();
      const closed: Promise<void>[] = [];
      const desk = new Receptionist(({ acceptSocket }) => {
        if (acceptSocket !== undefined) closed.push(acceptSocket.closeSocket());
        return closed.length === 1
          ? "STATUS_SUCCESS"
          : "STATUS_REQUEST_NOT_ACCEPTED";
      });
      const server = await serve(net, category, { handlers: desk });
      await enable(server, "accept");
      await visitInVain(net, server);
      await visitInVain(net, server);
      await Promise.all(closed);
      expect(desk.count).toBe(2);
      expect(uncaught).toEqual([]);
    });

    it("may be closed from within the handler; what was accepted lives on", async () => {
      const net = await subject.open();
      const closed: Promise<void>[] = [];
      const desk = new Receptionist(() => {
        closed.push(server.closeSocket());
        return "STATUS_SUCCESS";
      });
      const server = await serve(net, category, { handlers: desk });
      const [first, second] = await visit(net, server, 2);
      await net.settle();
      await enable(server, "accept");
      const far = await desk.next();
      await Promise.all(closed);
      await until(() => second?.state === "aborted");
      await first?.send(bytes("alive"));
      expect(await receiveText(far)).toBe("alive");
      expect(desk.count).toBe(1);
    });

    it("may be disabled from within the handler", async () => {
      const net = await subject.open();
      const desk = new Receptionist(() => {
        void disable(server, "accept");
        return "STATUS_SUCCESS";
      });
      const server = await serve(net, category, { handlers: desk });
      const guests = await visit(net, server, 2);
      await net.settle();
      await enable(server, "accept");
      const told = await desk.next();
      await net.settle();
      expect(desk.count).toBe(1);
      const pulled = use(await server.accept());
      expect(await remotesOf([told, pulled])).toEqual(
        await addressesOf(guests),
      );
    });
  });
});
