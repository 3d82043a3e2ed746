import { describe, expect, it } from "vitest";
import { isConnectionOrientedSocket } from "@captable/wsk";
import {
  bytes,
  connect,
  enable,
  expectStatus,
  failure,
  receiveText,
  serve,
  until,
  use,
} from "../net.ts";
import { listeners, pairings } from "../pairings.ts";
import { subjects } from "../subjects.ts";
import { Witness } from "../witness.ts";
import { addressesOf, remotesOf, visit, visitOnce } from "./guests.ts";

describe.each(subjects)("$name", (subject) => {
  it.each(pairings)(
    "$connects to $listens over $family: both ends know each other and talk",
    async (pairing) => {
      const net = await subject.open();
      const { server, near, far } = await connect(net, pairing);
      expect([near.state, far.state]).toEqual(["connected", "connected"]);
      const [local, remote] = await addressesOf([near, far]);
      expect(local?.family).toBe(pairing.family);
      expect(await remotesOf([far, near])).toEqual([local, remote]);
      expect(remote).toEqual(await server.getLocalAddress());
      await near.send(bytes("there"));
      expect(await receiveText(far)).toBe("there");
      await far.send(bytes("and back"));
      expect(await receiveText(near)).toBe("and back");
    },
  );

  describe.each(listeners)("a %s socket", (category) => {
    it("gives connections to calls in the order of both", async () => {
      const net = await subject.open();
      const server = await serve(net, category);
      const early = [server.accept(), server.accept()];
      const guests = await visit(net, server, 4);
      const calls = [...early, server.accept(), server.accept()];
      const accepted = (await Promise.all(calls)).map((socket) => use(socket));
      expect(accepted.every(isConnectionOrientedSocket)).toBe(true);
      expect(accepted.map(({ state }) => state)).toEqual(
        Array.from({ length: 4 }, () => "connected"),
      );
      expect(await remotesOf(accepted)).toEqual(await addressesOf(guests));
    });

    it("gives a connection that waits to the first call at once", async () => {
      const net = await subject.open();
      const server = await serve(net, category);
      const guest = await visitOnce(net, server);
      await guest.send(bytes("first"));
      await net.settle();
      const far = use(await server.accept());
      expect(await receiveText(far)).toBe("first");
    });

    it("passes over a call that was cancelled", async () => {
      const net = await subject.open();
      const server = await serve(net, category);
      const abort = new AbortController();
      const { signal } = abort;
      const first = server.accept();
      const cancelled = failure(server.accept({ signal }));
      const third = server.accept();
      abort.abort("no longer");
      expect(await cancelled).toMatchObject({
        status: "STATUS_CANCELLED",
        functionName: "accept",
        category,
        cause: "no longer",
      });
      const guests = await visit(net, server, 2);
      const accepted = [use(await first), use(await third)];
      expect(await remotesOf(accepted)).toEqual(await addressesOf(guests));
    });

    it("keeps the connection for the next when a call comes cancelled", async () => {
      const net = await subject.open();
      const server = await serve(net, category);
      const guest = await visitOnce(net, server);
      await net.settle();
      const call = server.accept({ signal: AbortSignal.abort() });
      await expectStatus(call, "STATUS_CANCELLED");
      const far = use(await server.accept());
      expect(await remotesOf([far])).toEqual(await addressesOf([guest]));
    });

    it("ignores a signal that is aborted after the call has succeeded", async () => {
      const net = await subject.open();
      const server = await serve(net, category);
      const abort = new AbortController();
      const call = server.accept({ signal: abort.signal });
      const guest = await visitOnce(net, server);
      const far = use(await call);
      abort.abort();
      await guest.send(bytes("still"));
      expect(await receiveText(far)).toBe("still");
    });

    it("hands the context and the handlers of the call to its socket only", async () => {
      const net = await subject.open();
      const server = await serve(net, category);
      const context = { of: "the first" };
      const witness = new Witness();
      const call = server.accept({
        acceptSocketContext: context,
        acceptSocketDispatch: witness,
      });
      const other = server.accept();
      const [guest, second] = await visit(net, server, 2);
      await enable(use(await call), "receive");
      // Nothing was given with the other one, so nothing can be enabled.
      const without = enable(use(await other), "receive");
      await expectStatus(without, "STATUS_INVALID_PARAMETER");
      await second?.send(bytes("unheard"));
      await guest?.send(bytes("heard"));
      await witness.toldText("heard");
      await net.settle();
      expect(witness.notes).toEqual(["heard"]);
      expect(witness.received[0]?.socketContext).toBe(context);
    });

    it("yields a connection whose peer is gone already", async () => {
      const net = await subject.open();
      const server = await serve(net, category);
      const guest = await visitOnce(net, server);
      await guest.send(bytes("last words"));
      await guest.disconnect();
      await net.settle();
      const far = use(await server.accept());
      expect(await receiveText(far)).toBe("last words");
      expect(await far.receive(new Uint8Array(1))).toBe(0);
      await until(() => far.state === "recvClosed");
    });

    it("has no events enabled on what a call accepts", async () => {
      const net = await subject.open();
      const server = await serve(net, category);
      const witness = new Witness();
      const call = server.accept({ acceptSocketDispatch: witness });
      const guest = await visitOnce(net, server);
      const far = use(await call);
      await guest.send(bytes("pull me"));
      await guest.disconnect();
      await net.settle();
      expect(witness.notes).toEqual([]);
      expect(await receiveText(far)).toBe("pull me");
      await enable(far, "receive", "disconnect");
      await witness.told(1);
    });
  });
});
