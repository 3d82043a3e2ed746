import { describe, expect, it } from "vitest";
import type { ConnectionOrientedSocket } from "@captable/wsk";
import {
  bytes,
  control,
  disable,
  enable,
  expectStatus,
  receiveText,
  serve,
  use,
  type Server,
} from "../net.ts";
import { listeners } from "../pairings.ts";
import { honours, type Net } from "../subject.ts";
import { subjects } from "../subjects.ts";
import { Witness } from "../witness.ts";
import { visitOnce } from "./guests.ts";
import { Receptionist } from "./receptionist.ts";

const status = "STATUS_INVALID_DEVICE_REQUEST";

/** A server that accepts by event, and has a witness for each socket that it accepts. */
async function serveByEvent(
  net: Net,
  category: "listening" | "stream",
  ...events: readonly string[]
): Promise<{ server: Server; desk: Receptionist; witness: Witness }> {
  const witness = new Witness();
  const desk = new Receptionist(() => ({
    reply: "STATUS_SUCCESS",
    acceptSocketDispatch: witness,
  }));
  const server = await serve(net, category, { handlers: desk });
  if (events.length > 0) await enable(server, ...events);
  await enable(server, "accept");
  return { server, desk, witness };
}

/** A socket accepted by event, and one accepted by call. */
async function acceptBoth(
  net: Net,
  server: Server,
  desk: Receptionist,
): Promise<readonly ConnectionOrientedSocket[]> {
  await visitOnce(net, server);
  const told = await desk.next();
  const call = server.accept();
  await visitOnce(net, server);
  return [told, use(await call)];
}

describe.each(subjects)("$name", (subject) => {
  describe.each(listeners)("what a %s socket accepts", (category) => {
    it("has the events that were enabled on it, if accepted by event", async () => {
      const net = await subject.open();
      const { server, desk, witness } = await serveByEvent(
        net,
        category,
        "receive",
        "disconnect",
      );
      const guest = await visitOnce(net, server);
      await desk.next();
      await guest.send(bytes("told"));
      await guest.disconnect();
      await witness.told(2);
      expect(witness.notes).toEqual(["told", "<disconnected>"]);
    });

    it("has no events if accepted by call", async () => {
      const net = await subject.open();
      const { server } = await serveByEvent(net, category, "receive");
      const witness = new Witness();
      const call = server.accept({ acceptSocketDispatch: witness });
      const guest = await visitOnce(net, server);
      const far = use(await call);
      await guest.send(bytes("pulled"));
      await net.settle();
      expect(witness.notes).toEqual([]);
      expect(await receiveText(far)).toBe("pulled");
    });

    it("has only those events that were enabled", async () => {
      const net = await subject.open();
      const { server, desk, witness } = await serveByEvent(
        net,
        category,
        "disconnect",
      );
      const guest = await visitOnce(net, server);
      const far = await desk.next();
      await guest.send(bytes("untold"));
      await guest.disconnect();
      await witness.told(1);
      await net.settle();
      expect(witness.notes).toEqual(["<disconnected>"]);
      expect(await receiveText(far)).toBe("untold");
    });

    it("has none that were enabled after it was accepted", async () => {
      const net = await subject.open();
      const { server, desk, witness } = await serveByEvent(net, category);
      const before = await visitOnce(net, server);
      await desk.next();
      await enable(server, "receive");
      const after = await visitOnce(net, server);
      await desk.next();
      await before.send(bytes("untold"));
      await after.send(bytes("told"));
      await witness.toldText("told");
      await net.settle();
      expect(witness.notes).toEqual(["told"]);
    });

    it("may disable what it has inherited, and enable it again", async () => {
      const net = await subject.open();
      const { server, desk, witness } = await serveByEvent(
        net,
        category,
        "receive",
      );
      const guest = await visitOnce(net, server);
      const far = await desk.next();
      await guest.send(bytes("1"));
      await witness.toldText("1");
      await disable(far, "receive");
      await guest.send(bytes("2"));
      await net.settle();
      expect(witness.text).toBe("1");
      await enable(far, "receive");
      await witness.toldText("12");
    });

    it("keeps its data when no handlers were given for what it inherits", async () => {
      const net = await subject.open();
      const { server, desk } = await serveByEvent(net, category, "receive");
      desk.reply = () => "STATUS_SUCCESS";
      const guest = await visitOnce(net, server);
      const far = await desk.next();
      await guest.send(bytes("kept"));
      await net.settle();
      expect(await receiveText(far)).toBe("kept");
    });

    it("goes on inheriting: the listening socket cannot disable it", async () => {
      const net = await subject.open();
      const { server, desk, witness } = await serveByEvent(
        net,
        category,
        "receive",
      );
      await expectStatus(disable(server, "receive"), status);
      // Not even one that has never been enabled.
      await expectStatus(disable(server, "disconnect"), status);
      await disable(server, "accept");
      await enable(server, "accept");
      const guest = await visitOnce(net, server);
      await desk.next();
      await guest.send(bytes("told"));
      await witness.toldText("told");
    });

    it("inherits the keep-alive, by event and by call, and may override it", async () => {
      const net = await subject.open();
      const { server, desk } = await serveByEvent(net, category);
      const keptAlive = (socket: ConnectionOrientedSocket): Promise<unknown> =>
        socket.controlSocket("getOption", "SO_KEEPALIVE");
      const plain = await acceptBoth(net, server, desk);
      expect(await Promise.all(plain.map(keptAlive))).toEqual([false, false]);
      await control(server, "setOption", "SO_KEEPALIVE", true);
      const alive = await acceptBoth(net, server, desk);
      expect(await Promise.all(alive.map(keptAlive))).toEqual([true, true]);
      for (const socket of alive) {
        await socket.controlSocket("setOption", "SO_KEEPALIVE", false);
        expect(await keptAlive(socket)).toBe(false);
      }
      expect(await control(server, "getOption", "SO_KEEPALIVE")).toBe(true);
      expect(await Promise.all(plain.map(keptAlive))).toEqual([false, false]);
    });

    it("inherits the receive buffer where it can be set", async () => {
      const net = await subject.open();
      const { server, desk } = await serveByEvent(net, category);
      const set = (size: number): Promise<unknown> =>
        control(server, "setOption", "SO_RCVBUF", size);
      if (!honours(subject, "SO_RCVBUF", category)) {
        await expectStatus(set(4096), "STATUS_NOT_SUPPORTED");
        return;
      }
      await set(4096);
      for (const socket of await acceptBoth(net, server, desk)) {
        const size = socket.controlSocket("getOption", "SO_RCVBUF");
        expect(await size).toBe(4096);
        await socket.controlSocket("setOption", "SO_RCVBUF", 8192);
      }
      expect(await control(server, "getOption", "SO_RCVBUF")).toBe(4096);
    });
  });
});
