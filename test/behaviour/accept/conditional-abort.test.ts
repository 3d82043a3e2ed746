import { describe, expect, it } from "vitest";
import type { InspectEventReply } from "@captable/wsk";
import { bytes, client, expectStatus, serve, until, use } from "../net.ts";
import { honours } from "../subject.ts";
import { subjects } from "../subjects.ts";
import { collectUncaught } from "../uncaught.ts";
import { ask, connected, copyOf, Gate, guard, turnedDown } from "./gate.ts";
import { addressesOf, remotesOf, visitInVain } from "./guests.ts";

const uncaught = collectUncaught();

const conditional = subjects.filter((subject) =>
  honours(subject, "SO_CONDITIONAL_ACCEPT", "listening"),
);

describe.each(conditional)("$name", (subject) => {
  it("tells of a request that is aborted while it pends; accepting it establishes nothing", async () => {
    const net = await subject.open();
    const gate = new Gate(() => "pend");
    const server = await guard(net, gate);
    const guest = await ask(net, server);
    const id = await gate.nextId();
    await guest.closeSocket();
    await until(() => gate.aborted.length > 0);
    expect(gate.aborted.map(copyOf)).toEqual([copyOf(id)]);
    const call = server.accept();
    const late = server.inspectComplete(copyOf(id), "accept");
    await expectStatus(late, "STATUS_NOT_FOUND");
    await net.settle();
    const next = await ask(net, server);
    await server.inspectComplete(copyOf(await gate.nextId()), "accept");
    const far = use(await call);
    expect(await remotesOf([far])).toEqual(await addressesOf([next]));
    expect(gate.aborted).toHaveLength(1);
  });

  it("tells of a request that was accepted and is aborted before it is delivered", async () => {
    const net = await subject.open();
    const gate = new Gate(() => "accept");
    const server = await guard(net, gate);
    const guest = await ask(net, server);
    const id = await gate.nextId();
    await connected(guest);
    await guest.disconnect({ flags: { abortive: true } });
    await until(() => gate.aborted.length > 0);
    expect(gate.aborted.map(copyOf)).toEqual([copyOf(id)]);
    const call = server.accept();
    const next = await ask(net, server);
    const far = use(await call);
    expect(await remotesOf([far])).toEqual(await addressesOf([next]));
  });

  it("tells of no abort once a connection has been delivered", async () => {
    const net = await subject.open();
    const gate = new Gate(() => "accept");
    const server = await guard(net, gate);
    const guest = await ask(net, server);
    const far = use(await server.accept());
    await connected(guest);
    await guest.disconnect({ flags: { abortive: true } });
    await until(() => far.state === "aborted");
    await net.settle();
    expect(gate.aborted).toEqual([]);
  });

  it("loses no data that came while a decision was pending", async () => {
    const net = await subject.open();
    const gate = new Gate(() => "pend");
    const server = await guard(net, gate);
    const guest = await client(net);
    const attempt = guest.connectEx(await server.getLocalAddress(), {
      buffer: bytes("early"),
    });
    const id = await gate.nextId();
    await net.settle();
    await server.inspectComplete(copyOf(id), "accept");
    const far = use(await server.accept());
    await attempt;
    await guest.send(bytes(" and late"));
    await guest.disconnect();
    const buffer = new Uint8Array(32);
    const length = await far.receive(buffer, { flags: { waitall: true } });
    const text = new TextDecoder().decode(buffer.subarray(0, length));
    expect(text).toBe("early and late");
  });

  it("closing turns down what pends, and tells of no abort", async () => {
    const net = await subject.open();
    const gate = new Gate(() => "pend");
    const server = await guard(net, gate);
    const guests = [await ask(net, server), await ask(net, server)];
    const id = await gate.nextId();
    await gate.nextId();
    await server.closeSocket();
    for (const guest of guests) await turnedDown(guest);
    await net.settle();
    expect(gate.aborted).toEqual([]);
    const late = server.inspectComplete(copyOf(id), "accept");
    await expectStatus(late, "STATUS_FILE_CLOSED");
  });

  it.each([
    [
      "throws",
      (): InspectEventReply => {
        throw new RangeError("no idea");
      },
      RangeError,
    ],
    [
      "replies what is no reply",
      (): InspectEventReply => "perhaps" as InspectEventReply,
      TypeError,
    ],
  ] as const)(
    "rejects a request when the handler %s, and goes on",
    async (_what, decide, kind) => {
      const net = await subject.open();
      const gate = new Gate(decide);
      const server = await guard(net, gate);
      await visitInVain(net, server);
      expect(uncaught).toEqual([expect.any(kind)]);
      gate.decide = () => "accept";
      await connected(await ask(net, server));
      use(await server.accept());
    },
  );

  it("leaves other sockets unconditional", async () => {
    const net = await subject.open();
    const gate = new Gate(() => "reject");
    await guard(net, gate);
    const open = await serve(net, "listening", { handlers: gate });
    await connected(await ask(net, open));
    use(await open.accept());
    expect(gate.requests.items).toEqual([]);
  });
});
