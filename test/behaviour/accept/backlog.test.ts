import { describe, expect, it } from "vitest";
import { bytes, receiveText, serve, until, use } from "../net.ts";
import { listeners } from "../pairings.ts";
import { honours } from "../subject.ts";
import { subjects } from "../subjects.ts";
import { ask, connected, copyOf, Gate, guard } from "./gate.ts";
import { addressesOf, remotesOf, visit, visitInVain } from "./guests.ts";

/** So many may wait. WSK names no number; this is the one of most systems. */
const enough = 511;

describe.each(subjects)("$name", (subject) => {
  it.each(listeners)(
    "a %s socket turns away who comes while too many wait, and then no more",
    async (category) => {
      const net = await subject.open();
      const server = await serve(net, category);
      const guests = await visit(net, server, enough);
      await net.settle();
      await visitInVain(net, server);
      const first = use(await server.accept());
      const [late] = await visit(net, server, 1);
      await late?.send(bytes("in"));
      const rest = guests.slice(1).map(() => server.accept());
      const accepted = [first];
      for (const call of rest) accepted.push(use(await call));
      expect(await remotesOf(accepted)).toEqual(await addressesOf(guests));
      expect(await receiveText(use(await server.accept()))).toBe("in");
    },
  );

  if (!honours(subject, "SO_CONDITIONAL_ACCEPT", "listening")) return;
  it("a socket that accepts conditionally asks of no more than may wait", async () => {
    const net = await subject.open();
    const gate = new Gate(() => "pend");
    const server = await guard(net, gate);
    const guests = [];
    while (guests.length < enough) guests.push(await ask(net, server));
    const id = await gate.nextId();
    const asked = (): number => gate.requests.items.length;
    await until(() => asked() >= enough);
    await visitInVain(net, server);
    expect(asked()).toBe(enough);
    await server.inspectComplete(copyOf(id), "reject");
    const late = await ask(net, server);
    await until(() => asked() > enough);
    const lastId = gate.requests.items.at(-1)?.inspectId;
    if (lastId === undefined) throw new TypeError("nobody has come");
    await server.inspectComplete(copyOf(lastId), "accept");
    const far = use(await server.accept());
    await connected(late);
    expect(await remotesOf([far])).toEqual(await addressesOf([late]));
  });
});
