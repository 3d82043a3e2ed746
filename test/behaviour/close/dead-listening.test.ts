import { describe, expect, it } from "vitest";
import { ask, Gate, guard, turnedDown } from "../accept/gate.ts";
import { Receptionist } from "../accept/receptionist.ts";
import {
  bytes,
  client,
  control,
  enable,
  expectStatus,
  failure,
  loopback,
  receiveText,
  serve,
  use,
  wildcard,
} from "../net.ts";
import { listeners } from "../pairings.ts";
import { honours } from "../subject.ts";
import { subjects } from "../subjects.ts";

const status = "STATUS_FILE_FORCED_CLOSED";

describe.each(subjects)("$name", (subject) => {
  describe.each(listeners)("a %s socket", (category) => {
    it("that is dead fails what pends, tells acceptEvent once, and closes", async () => {
      const net = await subject.open();
      const order: string[] = [];
      const desk = new Receptionist(() => {
        order.push("told");
        return "STATUS_REQUEST_NOT_ACCEPTED";
      });
      const context = { of: "the server" };
      const options = { handlers: desk, socketContext: context };
      const server = await serve(net, category, options);
      const address = await server.getLocalAddress();
      await enable(server, "accept");
      const calls = [1, 2].map(() =>
        failure(server.accept()).then((error) => {
          order.push("failed");
          return error;
        }),
      );
      await net.kill(server);
      for (const error of await Promise.all(calls)) {
        expect(error).toMatchObject({
          status,
          functionName: "accept",
          cause: expect.any(Error),
        });
      }
      await net.settle();
      expect(order).toEqual(["failed", "failed", "told"]);
      expect(desk.told.items).toEqual([
        {
          socketContext: context,
          localAddress: address,
          remoteAddress: address,
        },
      ]);
      await expectStatus(server.accept(), status, { state: "dead" });
      await expectStatus(server.getLocalAddress(), status);
      await server.closeSocket();
      expect(server.state).toBe("closed");
    });

    it("that is dead tells nothing when the event is off", async () => {
      const net = await subject.open();
      const desk = new Receptionist();
      const server = await serve(net, category, { handlers: desk });
      await net.kill(server);
      await net.settle();
      expect(desk.count).toBe(0);
      await server.closeSocket();
    });

    it("that is dead lets nobody in, resets who waits, and leaves alone what it accepted", async () => {
      const net = await subject.open();
      const server = use(await net.wsk.socket(category));
      // At the wildcard, so that nothing else has the address that is taken away.
      await server.bind(wildcard());
      if (server.category === "stream") await server.listen();
      const { port } = await server.getLocalAddress();
      const address = { ...loopback(), port };
      const near = await client(net);
      await near.connect(address);
      const far = use(await server.accept());
      const waiting = await client(net);
      await waiting.connect(address);
      await net.settle();
      await net.kill(server);
      const ended = waiting.receive(new Uint8Array(1));
      await expectStatus(ended, "STATUS_CONNECTION_RESET");
      await near.send(bytes("alive"));
      expect(await receiveText(far)).toBe("alive");
      const late = await client(net);
      const refused = late.connect(address);
      await expectStatus(refused, "STATUS_CONNECTION_REFUSED");
      await server.closeSocket();
      const next = use(await net.wsk.socket("listening"));
      await next.bind(address);
    });
  });

  it("a dead socket that accepts conditionally tells inspectEvent once, without an id", async () => {
    const net = await subject.open();
    if (!honours(subject, "SO_CONDITIONAL_ACCEPT", "listening")) {
      const socket = use(await net.wsk.socket("listening"));
      const set = control(socket, "setOption", "SO_CONDITIONAL_ACCEPT", true);
      await expectStatus(set, "STATUS_NOT_SUPPORTED");
      return;
    }
    const gate = new Gate(() => "pend");
    const server = await guard(net, gate);
    const address = await server.getLocalAddress();
    const guest = await ask(net, server);
    const inspectId = await gate.nextId();
    await net.kill(server);
    await net.settle();
    expect(gate.requests.items).toHaveLength(2);
    const [, last] = gate.requests.items;
    expect(last?.inspectId).toBeUndefined();
    expect(last?.localAddress).toEqual(address);
    // The acceptEvent was not enabled, and the peer has aborted nothing.
    expect(gate.count).toBe(0);
    expect(gate.aborted).toEqual([]);
    const late = server.inspectComplete({ ...inspectId }, "accept");
    await expectStatus(late, status);
    await turnedDown(guest);
  });

  it("the address of a dead socket is free once it is closed", async () => {
    const net = await subject.open();
    const server = await serve(net);
    const address = await server.getLocalAddress();
    await net.kill(server);
    await server.closeSocket();
    const next = use(await net.wsk.socket("listening"));
    await next.bind(address);
    const guest = await client(net);
    await guest.connect(address);
    expect(use(await next.accept()).state).toBe("connected");
  });
});
