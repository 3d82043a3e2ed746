import { describe, expect, it } from "vitest";
import { WskClient, WskRegistration } from "@captable/wsk";
import { bytes, connect, expectStatus, failure, use } from "../net.ts";
import { bound } from "../ports.ts";
import type { Net } from "../subject.ts";
import { subjects } from "../subjects.ts";

const notReady = "STATUS_DEVICE_NOT_READY";

/** Whether a call has completed, once everything that is under way has happened. */
function watch(net: Net, call: Promise<unknown>): () => Promise<boolean> {
  let done = false;
  call.then(
    () => (done = true),
    () => (done = true),
  );
  return async () => {
    await net.settle();
    return done;
  };
}

describe.each(subjects)("$name", ({ open }) => {
  describe("a registration", () => {
    it("gives the same client object to all captures, which count", async () => {
      const { registration, wsk } = await open();
      expect(registration).toBeInstanceOf(WskRegistration);
      expect(wsk).toBeInstanceOf(WskClient);
      expect(registration.state).toBe("registered");
      expect(wsk.state).toBe("captured");
      expect(await registration.captureProviderNPI()).toBe(wsk);
      registration.releaseProviderNPI();
      expect(wsk.state).toBe("captured");
      use(await wsk.socket());
      expect(wsk.state).toBe("inUse");
      registration.releaseProviderNPI();
      expect(wsk.state).toBe("released");
      await expectStatus(wsk.socket(), "STATUS_FILE_CLOSED", {
        functionName: "socket",
        category: "client",
        state: "released",
      });
      expect(() => registration.releaseProviderNPI()).toThrow(
        expect.objectContaining({
          status: "STATUS_INVALID_DEVICE_STATE",
          functionName: "releaseProviderNPI",
        }),
      );
    });

    it("gives a new client object when the former has been released", async () => {
      const { registration, wsk } = await open();
      registration.releaseProviderNPI();
      const next = await registration.captureProviderNPI({ waitTimeout: 0 });
      expect(next).not.toBe(wsk);
      expect(next.state).toBe("captured");
      use(await next.socket("stream"));
    });

    it("knows when a socket has been made by a former client object", async () => {
      const { registration, wsk } = await open();
      use(await wsk.socket());
      registration.releaseProviderNPI();
      const next = await registration.captureProviderNPI();
      await expectStatus(
        next.controlClient("controlClient", "WSK_SET_STATIC_EVENT_CALLBACKS", {
          eventMask: { receive: true },
        }),
        "STATUS_INVALID_DEVICE_STATE",
      );
    });

    it("has nothing to do with another", async () => {
      const [one, other] = [await open(), await open()];
      expect(one.wsk).not.toBe(other.wsk);
      one.registration.releaseProviderNPI();
      await one.registration.deregister();
      expect(one.registration.state).toBe("deregistered");
      expect(other.registration.state).toBe("registered");
      use(await other.wsk.socket());
    });

    it("lets sockets outlive the release of the client object", async () => {
      const net = await open();
      const { near, far, server } = await connect(net);
      net.registration.releaseProviderNPI();
      await near.send(bytes("ab"));
      expect(await far.receive(new Uint8Array(4))).toBe(2);
      expect(server.state).toBe("listening");
    });

    it("ends at once when nothing is left of it", async () => {
      const { registration } = await open();
      registration.releaseProviderNPI();
      const done = registration.deregister();
      expect(registration.state).toBe("deregistering");
      await done;
      expect(registration.state).toBe("deregistered");
      for (const call of [
        registration.captureProviderNPI(),
        registration.deregister(),
      ]) {
        await expectStatus(call, notReady, { category: "registration" });
      }
      expect(() => registration.queryProviderCharacteristics()).toThrow(
        expect.objectContaining({ status: notReady }),
      );
    });

    it("ends when all captures are released and all sockets closed", async () => {
      const net = await open();
      const { wsk, registration } = net;
      await registration.captureProviderNPI();
      const { server, near, far } = await connect(net);
      const sockets = [
        use(await wsk.socket()),
        server,
        near,
        far,
        use(await wsk.socket("stream")),
        await bound(net),
      ];
      const done = registration.deregister();
      const isDone = watch(net, done);
      await expectStatus(registration.captureProviderNPI(), notReady, {
        functionName: "captureProviderNPI",
        state: "deregistering",
      });
      registration.releaseProviderNPI();
      expect(wsk.state).toBe("inUse");
      expect(await isDone()).toBe(false);
      registration.releaseProviderNPI();
      for (const socket of sockets) {
        expect(await isDone()).toBe(false);
        await socket.closeSocket();
      }
      await done;
      expect(registration.state).toBe("deregistered");
    });

    it("waits for the calls of the client object", async () => {
      const net = await open();
      const { wsk, registration } = net;
      const order: string[] = [];
      const call = wsk
        .getAddressInfo({ nodeName: "localhost" })
        .then(() => order.push("answered"));
      registration.releaseProviderNPI();
      const done = registration.deregister().then(() => order.push("over"));
      await Promise.all([call, done]);
      expect(order).toEqual(["answered", "over"]);
    });

    it("cancels who waits for other transports", async () => {
      const net = await open();
      const { wsk, registration } = net;
      const wait = (options = {}): Promise<void> =>
        wsk.controlClient(
          "controlClient",
          "WSK_TRANSPORT_LIST_CHANGE",
          options,
        );
      const abort = new AbortController();
      const [aborted, ended] = [
        failure(wait({ signal: abort.signal })),
        failure(wait()),
      ];
      const isEnded = watch(net, ended);
      abort.abort("enough");
      expect(await aborted).toMatchObject({
        status: "STATUS_CANCELLED",
        functionName: "controlClient",
        cause: "enough",
      });
      expect(await isEnded()).toBe(false);
      registration.releaseProviderNPI();
      // Waiting outlasts the release.
      expect(await isEnded()).toBe(false);
      await registration.deregister();
      expect(await ended).toMatchObject({ status: "STATUS_CANCELLED" });
    });
  });

  describe("of the versions of WSK", () => {
    const versions = [
      [undefined, true],
      [0x0100, true],
      [0x0101, false],
      [0x0200, false],
      [0x0000, false],
    ] as const;

    it.each(versions)("%s is there: %s", async (version, served) => {
      const dispatch = version === undefined ? {} : { version };
      const opened = open({ clientNpi: { dispatch } });
      if (served) {
        const { registration, wsk } = await opened;
        expect(wsk.state).toBe("captured");
        expect(registration.queryProviderCharacteristics()).toEqual({
          highestVersion: 0x0100,
          lowestVersion: 0x0100,
        });
      } else {
        await expectStatus(opened, "STATUS_NOINTERFACE", {
          functionName: "captureProviderNPI",
          category: "registration",
          state: "registered",
        });
      }
    });
  });

  it("a client event handler is never called", async () => {
    let called = 0;
    const events = {
      clientEvent: () => {
        called += 1;
        return "STATUS_NOT_IMPLEMENTED" as const;
      },
    };
    const clientContext = "context";
    const net = await open({
      clientNpi: { clientContext, dispatch: { events } },
    });
    const { near, far } = await connect(net);
    await Promise.all([near.closeSocket(), far.closeSocket()]);
    net.registration.releaseProviderNPI();
    await net.settle();
    expect(called).toBe(0);
  });
});
