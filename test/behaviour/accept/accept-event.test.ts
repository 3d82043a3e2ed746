import { describe, expect, it } from "vitest";
import {
  bytes,
  control,
  disable,
  enable,
  expectStatus,
  failure,
  loopback,
  receiveText,
  serve,
  use,
} from "../net.ts";
import { listeners } from "../pairings.ts";
import { subjects } from "../subjects.ts";
import { addressesOf, remotesOf, visit, visitOnce } from "./guests.ts";
import { Receptionist } from "./receptionist.ts";

describe.each(subjects)("$name", (subject) => {
  describe.each(listeners)("a %s socket", (category) => {
    it("calls no acceptEvent by default", async () => {
      const net = await subject.open();
      const desk = new Receptionist();
      const server = await serve(net, category, { handlers: desk });
      await visitOnce(net, server);
      await net.settle();
      expect(desk.count).toBe(0);
      expect(use(await server.accept()).state).toBe("connected");
    });

    it("cannot enable the event before it listens, nor without a handler", async () => {
      const net = await subject.open();
      const socket = use(
        await net.wsk.socket(category, { handlers: new Receptionist() }),
      );
      await expectStatus(
        enable(socket, "accept"),
        "STATUS_INVALID_DEVICE_STATE",
      );
      await socket.bind(loopback());
      if (socket.category === "stream") await socket.listen();
      await enable(socket, "accept");
      const bare = await serve(net, category);
      await expectStatus(enable(bare, "accept"), "STATUS_INVALID_PARAMETER");
    });

    it("tells of a connection with the addresses and the context of the socket", async () => {
      const net = await subject.open();
      const desk = new Receptionist();
      const context = { of: "the server" };
      const options = { handlers: desk, socketContext: context };
      const server = await serve(net, category, options);
      await enable(server, "accept");
      const guest = await visitOnce(net, server);
      const event = await desk.told.next();
      const [localAddress, remoteAddress] = await addressesOf([server, guest]);
      expect(event).toMatchObject({ localAddress, remoteAddress });
      expect(event.socketContext).toBe(context);
      expect(event.flags?.atDispatchLevel ?? false).toBe(false);
      const far = event.acceptSocket;
      expect(far).toMatchObject({
        category: "connectionOriented",
        state: "connected",
      });
      await guest.send(bytes("hello"));
      if (far !== undefined) expect(await receiveText(far)).toBe("hello");
    });

    it("gives no context when the socket has none", async () => {
      const net = await subject.open();
      const desk = new Receptionist();
      const server = await serve(net, category, { handlers: desk });
      await enable(server, "accept");
      await visitOnce(net, server);
      expect("socketContext" in (await desk.told.next())).toBe(false);
    });

    it("delivers first, in order, what came before the event was enabled", async () => {
      const net = await subject.open();
      const desk = new Receptionist();
      const server = await serve(net, category, { handlers: desk });
      const guests = [...(await visit(net, server, 3))];
      await net.settle();
      const enabled = enable(server, "accept");
      // Never from within the call that enables it.
      expect(desk.count).toBe(0);
      await enabled;
      guests.push(await visitOnce(net, server));
      const accepted = [];
      while (accepted.length < 4) accepted.push(await desk.next());
      expect(await remotesOf(accepted)).toEqual(await addressesOf(guests));
    });

    it("prefers a pending accept to the event", async () => {
      const net = await subject.open();
      const desk = new Receptionist();
      const server = await serve(net, category, { handlers: desk });
      await enable(server, "accept");
      const calls = [server.accept(), server.accept()];
      const guests = await visit(net, server, 3);
      const pulled = (await Promise.all(calls)).map((socket) => use(socket));
      const told = await desk.next();
      expect(await remotesOf([...pulled, told])).toEqual(
        await addressesOf(guests),
      );
      expect(desk.count).toBe(1);
    });

    it("gives the event what a cancelled accept does not take", async () => {
      const net = await subject.open();
      const desk = new Receptionist();
      const server = await serve(net, category, { handlers: desk });
      await enable(server, "accept");
      const abort = new AbortController();
      const call = failure(server.accept({ signal: abort.signal }));
      abort.abort();
      await call;
      const guest = await visitOnce(net, server);
      const far = await desk.next();
      expect(await remotesOf([far])).toEqual(await addressesOf([guest]));
    });

    it("keeps connections for calls while the event is disabled", async () => {
      const net = await subject.open();
      const desk = new Receptionist();
      const server = await serve(net, category, { handlers: desk });
      await enable(server, "accept");
      const [first] = await visit(net, server, 1);
      await desk.next();
      await disable(server, "accept");
      // Disabling what is off succeeds.
      await disable(server, "accept");
      const guests = await visit(net, server, 2);
      await net.settle();
      expect(desk.count).toBe(1);
      const pulled = use(await server.accept());
      await enable(server, "accept");
      const told = await desk.next();
      expect(await remotesOf([pulled, told])).toEqual(
        await addressesOf(guests),
      );
      expect(first?.state).toBe("connected");
    });

    it("enables several events at once, and disables one at a time", async () => {
      const net = await subject.open();
      const desk = new Receptionist();
      const server = await serve(net, category, { handlers: desk });
      await enable(server, "accept", "receive", "disconnect");
      await visitOnce(net, server);
      await desk.next();
      const set = (eventMask: object): Promise<unknown> =>
        control(server, "setOption", "SO_WSK_EVENT_CALLBACK", { eventMask });
      for (const eventMask of [
        { accept: true, receive: true, disable: true },
        { disable: true },
        {},
        { accept: false },
        { receiveFrom: true },
        { accept: true, receiveFrom: true },
      ]) {
        await expectStatus(set(eventMask), "STATUS_INVALID_PARAMETER");
      }
      // None of that has changed anything.
      await visitOnce(net, server);
      await desk.next();
      await set({ accept: true, disable: true });
      await visitOnce(net, server);
      await net.settle();
      expect(desk.count).toBe(2);
    });
  });
});
