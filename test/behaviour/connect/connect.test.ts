import { describe, expect, it } from "vitest";
import {
  bytes,
  client,
  connect,
  expectStatus,
  failure,
  loopback,
  nobody,
  receiveText,
  serve,
  use,
  wildcard,
} from "../net.ts";
import { connectors, families } from "../pairings.ts";
import { subjects } from "../subjects.ts";

describe.each(subjects)("$name", (subject) => {
  describe.each(connectors)("a %s socket", (category) => {
    it.each(families)(
      "that was refused is bound as before, and connects from the same port over %s",
      async (family) => {
        const net = await subject.open();
        const near = await client(net, category, { family });
        const local = await near.getLocalAddress();
        for (const attempt of [1, 2]) {
          const call = near.connect(await nobody(net, family));
          expect(await failure(call), `attempt ${attempt}`).toMatchObject({
            status: "STATUS_CONNECTION_REFUSED",
            functionName: "connect",
            category,
            state: "connecting",
            cause: expect.any(Error),
          });
          expect(near.state).toBe("bound");
          expect(await near.getLocalAddress()).toEqual(local);
        }
        const server = await serve(net, "listening", { family });
        await near.connect(await server.getLocalAddress());
        const far = use(await server.accept());
        await near.send(bytes("at last"));
        expect(await receiveText(far)).toBe("at last");
        expect(await far.getRemoteAddress()).toEqual(local);
      },
    );

    it("gives its port back when it is closed after an attempt that failed", async () => {
      const net = await subject.open();
      const near = await client(net, category);
      const local = await near.getLocalAddress();
      const refused = near.connect(await nobody(net));
      await expectStatus(refused, "STATUS_CONNECTION_REFUSED");
      await near.closeSocket();
      const next = use(await net.wsk.socket("listening"));
      await next.bind(local);
      expect(await next.getLocalAddress()).toEqual(local);
    });

    it("is cancelled by the signal, and connects again from the same port", async () => {
      const net = await subject.open();
      const server = await serve(net);
      const near = await client(net, category);
      const local = await near.getLocalAddress();
      const abort = new AbortController();
      const { signal } = abort;
      const address = await server.getLocalAddress();
      const call = failure(near.connect(address, { signal }));
      expect(near.state).toBe("connecting");
      abort.abort("changed my mind");
      expect(await call).toMatchObject({
        status: "STATUS_CANCELLED",
        functionName: "connect",
        cause: "changed my mind",
      });
      expect(near.state).toBe("bound");
      expect(await near.getLocalAddress()).toEqual(local);
      const fresh = new AbortController();
      await near.connect(address, { signal: fresh.signal });
      // Once connected, the signal means nothing any more.
      fresh.abort();
      await near.send(bytes("here"));
      expect(near.state).toBe("connected");
    });

    it("makes no attempt when the signal is aborted already", async () => {
      const net = await subject.open();
      const server = await serve(net);
      const near = await client(net, category);
      const address = await server.getLocalAddress();
      const signal = AbortSignal.abort();
      const call = near.connect(address, { signal });
      expect(near.state).toBe("bound");
      await expectStatus(call, "STATUS_CANCELLED");
      await near.connect(address);
      const far = use(await server.accept());
      expect(await far.getRemoteAddress()).toEqual(
        await near.getLocalAddress(),
      );
    });

    it("cancels the attempt when it is closed, before that completes", async () => {
      const net = await subject.open();
      const server = await serve(net);
      const near = await client(net, category);
      const order: unknown[] = [];
      const call = near.connect(await server.getLocalAddress());
      await Promise.all([
        failure(call).then((error) => order.push(error)),
        near.closeSocket().then(() => order.push("closed")),
      ]);
      expect(order).toEqual([
        expect.objectContaining({ status: "STATUS_CANCELLED" }),
        "closed",
      ]);
      expect(near.state).toBe("closed");
    });

    it("makes one attempt at a time", async () => {
      const net = await subject.open();
      const server = await serve(net);
      const near = await client(net, category);
      const address = await server.getLocalAddress();
      const first = near.connect(address);
      const status = "STATUS_INVALID_DEVICE_STATE";
      await expectStatus(near.connect(address), status);
      await expectStatus(near.connectEx(address), status);
      await first;
      await expectStatus(near.connect(address), status);
      const far = use(await server.accept());
      await near.send(bytes("one"));
      expect(await receiveText(far)).toBe("one");
    });

    it("refuses addresses that nothing can be connected to", async () => {
      const net = await subject.open();
      const near = await client(net, category);
      const nowhere = { ...wildcard(), port: 9 };
      for (const call of ["connect", "connectEx"] as const) {
        await expectStatus(
          near[call](nowhere),
          "STATUS_INVALID_ADDRESS_WILDCARD",
          { functionName: call },
        );
        const status = "STATUS_INVALID_PARAMETER";
        const other = { ...loopback("IPv6"), port: 9 };
        await expectStatus(near[call](other), status);
        const name = { ...loopback(), address: "localhost", port: 9 };
        await expectStatus(near[call](name), status);
      }
      expect(near.state).toBe("bound");
      const server = await serve(net);
      await near.connect(await server.getLocalAddress());
      expect(near.state).toBe("connected");
    });

    it("knows its peer once it is connected", async () => {
      const net = await subject.open();
      const { near, far, server } = await connect(net, { connects: category });
      const address = await server.getLocalAddress();
      expect(await near.getRemoteAddress()).toEqual(address);
      expect(await far.getLocalAddress()).toEqual(address);
    });
  });

  it("socketConnect yields a connected socket, or fails as connect does and leaves none", async () => {
    const net = await subject.open();
    const { wsk, registration } = net;
    const remote = await nobody(net);
    await expectStatus(
      wsk.socketConnect(loopback(), remote),
      "STATUS_CONNECTION_REFUSED",
      { functionName: "socketConnect" },
    );
    const server = await serve(net);
    const address = await server.getLocalAddress();
    const abort = new AbortController();
    const { signal } = abort;
    const call = wsk.socketConnect(loopback(), address, { signal });
    abort.abort();
    await expectStatus(call, "STATUS_CANCELLED");
    const nowhere = wsk.socketConnect(loopback(), { ...wildcard(), port: 9 });
    await expectStatus(nowhere, "STATUS_INVALID_ADDRESS_WILDCARD");
    const taken = wsk.socketConnect(address, address);
    await expectStatus(taken, "STATUS_ADDRESS_ALREADY_EXISTS");
    const near = await wsk.socketConnect(loopback(), address);
    expect(near).toMatchObject({
      category: "connectionOriented",
      state: "connected",
    });
    await near.closeSocket();
    await server.closeSocket();
    // Nothing but what has been closed is left to wait for.
    registration.releaseProviderNPI();
    await registration.deregister();
    expect(registration.state).toBe("deregistered");
  });
});
