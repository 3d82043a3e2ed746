import { describe, expect, it } from "vitest";
import type { InspectId } from "@captable/wsk";
import {
  bytes,
  connect,
  control,
  enable,
  expectStatus,
  failure,
  loopback,
  receiveText,
  use,
  type Client,
} from "../net.ts";
import { honours } from "../subject.ts";
import { subjects } from "../subjects.ts";
import { ask, connected, copyOf, Gate, guard, turnedDown } from "./gate.ts";
import { addressesOf, remotesOf, visitInVain } from "./guests.ts";

const conditional = subjects.filter((subject) =>
  honours(subject, "SO_CONDITIONAL_ACCEPT", "listening"),
);

describe.each(conditional)("$name", (subject) => {
  it("tells of a request with its addresses, the context and an id of its own", async () => {
    const net = await subject.open();
    const gate = new Gate(() => "accept");
    const context = { of: "the server" };
    const server = await guard(net, gate, context);
    const guests = [await ask(net, server), await ask(net, server)];
    const events = [await gate.requests.next(), await gate.requests.next()];
    const localAddress = await server.getLocalAddress();
    const remotes = await addressesOf(guests);
    const serials = new Set<string>();
    for (const event of events) {
      expect(event.localAddress).toEqual(localAddress);
      expect(remotes).toContainEqual(event.remoteAddress);
      expect(event.socketContext).toBe(context);
      const { key, serialNumber } = event.inspectId ?? {};
      expect(typeof key).toBe("bigint");
      expect(Number.isInteger(serialNumber)).toBe(true);
      expect(Object.isFrozen(event.inspectId)).toBe(true);
      serials.add(`${key} ${serialNumber}`);
    }
    expect(serials.size).toBe(2);
  });

  it("delivers what is accepted to a call, or to the event", async () => {
    const net = await subject.open();
    const gate = new Gate(() => "accept");
    const server = await guard(net, gate);
    const guest = await ask(net, server);
    const far = use(await server.accept());
    await connected(guest);
    await guest.send(bytes("by call"));
    expect(await receiveText(far)).toBe("by call");
    await enable(server, "accept");
    const other = await ask(net, server);
    const told = await gate.next();
    await connected(other);
    await other.send(bytes("by event"));
    expect(await receiveText(told)).toBe("by event");
    expect(gate.aborted).toEqual([]);
  });

  it("turns down what is rejected; nothing else is told of it", async () => {
    const net = await subject.open();
    const gate = new Gate(() => "reject");
    const server = await guard(net, gate);
    await enable(server, "accept");
    await visitInVain(net, server);
    await net.settle();
    expect(gate.requests.items).toHaveLength(1);
    expect(gate.count).toBe(0);
    gate.decide = () => "accept";
    await connected(await ask(net, server));
    await gate.next();
    expect(gate.aborted).toEqual([]);
  });

  it("rejects everything when there is no handler to ask", async () => {
    const net = await subject.open();
    const server = use(await net.wsk.socket("listening"));
    await server.controlSocket("setOption", "SO_CONDITIONAL_ACCEPT", true);
    await server.bind(loopback());
    const call = failure(server.accept());
    await visitInVain(net, server);
    await server.closeSocket();
    expect(await call).toMatchObject({ status: "STATUS_CANCELLED" });
  });

  it("asks nobody when the mode is off, or was turned off before bind", async () => {
    const net = await subject.open();
    const gate = new Gate(() => "reject");
    const server = use(await net.wsk.socket("listening", { handlers: gate }));
    await server.controlSocket("setOption", "SO_CONDITIONAL_ACCEPT", true);
    await server.controlSocket("setOption", "SO_CONDITIONAL_ACCEPT", false);
    await server.bind(loopback());
    await connected(await ask(net, server));
    use(await server.accept());
    expect(gate.requests.items).toEqual([]);
    const late = control(server, "setOption", "SO_CONDITIONAL_ACCEPT", true);
    await expectStatus(late, "STATUS_INVALID_DEVICE_STATE");
    const call = server.inspectComplete({ key: 1n, serialNumber: 1 }, "accept");
    await expectStatus(call, "STATUS_INVALID_DEVICE_STATE");
  });

  it("is nothing for stream sockets", async () => {
    const net = await subject.open();
    const stream = use(await net.wsk.socket("stream"));
    const call = control(stream, "setOption", "SO_CONDITIONAL_ACCEPT", true);
    await expectStatus(call, "STATUS_NOT_SUPPORTED");
    expect("inspectComplete" in stream).toBe(false);
  });

  it("waits for a decision that pends, and follows a copy of the id", async () => {
    const net = await subject.open();
    const gate = new Gate(() => "pend");
    const server = await guard(net, gate);
    const first = await ask(net, server);
    const firstId = await gate.nextId();
    const second = await ask(net, server);
    const secondId = await gate.nextId();
    const call = server.accept();
    const order: string[] = [];
    void call.then(() => order.push("accepted"));
    await net.settle();
    expect(order).toEqual([]);
    // Decided in another order than asked.
    await server.inspectComplete(copyOf(secondId), "accept");
    const far = use(await call);
    expect(await remotesOf([far])).toEqual(await addressesOf([second]));
    await connected(second);
    await server.inspectComplete(copyOf(firstId), "reject");
    await turnedDown(first);
    await second.send(bytes("in"));
    expect(await receiveText(far)).toBe("in");
    expect(gate.aborted).toEqual([]);
  });

  it("calls no handler from within the call that decides", async () => {
    const net = await subject.open();
    const gate = new Gate(() => "pend");
    const server = await guard(net, gate);
    await enable(server, "accept");
    await ask(net, server);
    const id = await gate.nextId();
    const decided = server.inspectComplete(copyOf(id), "accept");
    expect(gate.count).toBe(0);
    await decided;
    expect((await gate.next()).state).toBe("connected");
  });

  it("lets a decision be made from within the handler", async () => {
    const net = await subject.open();
    const made: Promise<void>[] = [];
    const gate = new Gate(({ inspectId }) => {
      if (inspectId === undefined) return "reject";
      queueMicrotask(() => {
        made.push(server.inspectComplete(copyOf(inspectId), "accept"));
      });
      return "pend";
    });
    const server = await guard(net, gate);
    const guest = await ask(net, server);
    use(await server.accept());
    await connected(guest);
    expect(await Promise.all(made)).toHaveLength(1);
  });

  it("knows no id that it did not give, or that has been decided", async () => {
    const net = await subject.open();
    const gate = new Gate(() => "pend");
    const server = await guard(net, gate);
    const guest = await ask(net, server);
    const id = await gate.nextId();
    const wrong: readonly InspectId[] = [
      { key: id.key + 1n, serialNumber: id.serialNumber },
      { key: id.key, serialNumber: id.serialNumber + 1 },
    ];
    for (const other of wrong) {
      const call = server.inspectComplete(other, "accept");
      await expectStatus(call, "STATUS_NOT_FOUND");
    }
    await server.inspectComplete(copyOf(id), "accept");
    await connected(guest);
    const again = server.inspectComplete(copyOf(id), "reject");
    await expectStatus(again, "STATUS_NOT_FOUND");
    const far = use(await server.accept());
    await guest.send(bytes("in all the same"));
    expect(await receiveText(far)).toBe("in all the same");
  });

  it("refuses to pend a decision, and malformed ids", async () => {
    const net = await subject.open();
    const gate = new Gate(() => "pend");
    const server = await guard(net, gate);
    await ask(net, server);
    const id = copyOf(await gate.nextId());
    const status = "STATUS_INVALID_PARAMETER";
    const pend = "pend" as "accept";
    await expectStatus(server.inspectComplete(id, pend), status);
    const half = { key: id.key } as InspectId;
    await expectStatus(server.inspectComplete(half, "accept"), status);
    await server.inspectComplete(id, "accept");
    use(await server.accept());
  });

  it("tells the id of what was accepted so, and of nothing else", async () => {
    const net = await subject.open();
    const gate = new Gate(() => "accept");
    const server = await guard(net, gate);
    const query = (socket: Client): Promise<unknown> =>
      control(socket, "ioctl", "SIO_WSK_QUERY_INSPECT_ID");
    const guest = await ask(net, server);
    const far = use(await server.accept());
    expect(await query(far)).toEqual(copyOf(await gate.nextId()));
    await connected(guest);
    const plain = await connect(net);
    for (const socket of [guest, plain.near, plain.far]) {
      expect(await failure(query(socket))).toMatchObject({
        status: "STATUS_INVALID_DEVICE_REQUEST",
        code: 0xc0000010,
      });
    }
  });
});
