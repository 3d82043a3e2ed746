import { describe, expect, it } from "vitest";
import type { AcceptEvent, EventMask } from "@captable/wsk";
import { connectEnds, ends } from "../ends.ts";
import {
  bytes,
  client,
  connect,
  control,
  disable,
  enable,
  expectStatus,
  receiveText,
  serve,
  until,
  use,
} from "../net.ts";
import { listeners } from "../pairings.ts";
import type { Net } from "../subject.ts";
import { subjects } from "../subjects.ts";
import { Witness } from "../witness.ts";

async function setStatic(
  { wsk }: Net,
  eventMask: EventMask,
  npiId?: string,
): Promise<void> {
  await wsk.controlClient("controlClient", "WSK_SET_STATIC_EVENT_CALLBACKS", {
    eventMask,
    ...(npiId === undefined ? {} : { npiId }),
  });
}

const invalid = "STATUS_INVALID_PARAMETER";

describe.each(subjects)("$name", ({ open }) => {
  const opened = async (eventMask: EventMask): Promise<Net> => {
    const net = await open();
    await setStatic(net, eventMask);
    return net;
  };

  describe("static events", () => {
    it("must be set before the first socket", async () => {
      const net = await open();
      await setStatic(net, { receive: true });
      await setStatic(net, { disconnect: true, accept: true });
      use(await net.wsk.socket());
      await expectStatus(
        setStatic(net, { receive: true }),
        "STATUS_INVALID_DEVICE_STATE",
        { functionName: "controlClient", category: "client", state: "inUse" },
      );
    });

    it("are enabled, and never disabled", async () => {
      const net = await open();
      const calls = [
        setStatic(net, {}),
        setStatic(net, { receive: false }),
        setStatic(net, { disable: true }),
        setStatic(net, { receive: true, disable: true }),
      ];
      for (const call of calls) {
        await expectStatus(call, invalid, { functionName: "controlClient" });
      }
      await expectStatus(
        setStatic(net, { receive: true }, "{none}"),
        "STATUS_NOT_SUPPORTED",
      );
      const witness = new Witness();
      const { far } = await connect(net, { handlers: witness });
      await far.disconnect({ buffer: bytes("a") });
      await net.settle();
      expect(witness.notes).toEqual([]);
    });
  });

  describe.each(ends)("static events of a $end socket over $family", (end) => {
    const watched = async (eventMask: EventMask) => {
      const net = await opened(eventMask);
      const witness = new Witness();
      const pair = await connectEnds(net, end, witness, "context");
      return { ...pair, net, witness };
    };

    it("are on from the start", async () => {
      const { peer, witness } = await watched({
        receive: true,
        disconnect: true,
        receiveFrom: true,
        accept: true,
      });
      await peer.disconnect({ buffer: bytes("abc") });
      await witness.told(2);
      expect(witness.notes).toEqual(["abc", "<disconnected>"]);
      expect(witness.received[0]?.socketContext).toBe("context");
    });

    it("are on for what the mask names alone", async () => {
      const { net, peer, socket, witness } = await watched({
        disconnect: true,
      });
      await peer.disconnect({ buffer: bytes("abc") });
      await witness.told(1);
      await net.settle();
      expect(witness.notes).toEqual(["<disconnected>"]);
      expect(await receiveText(socket)).toBe("abc");
    });

    it("cannot be disabled, but others can", async () => {
      const { peer, socket, witness } = await watched({ receive: true });
      await enable(socket, "disconnect");
      await expectStatus(
        disable(socket, "receive"),
        "STATUS_INVALID_DEVICE_REQUEST",
        { functionName: "controlSocket" },
      );
      await disable(socket, "disconnect");
      await peer.disconnect({ buffer: bytes("abc") });
      await until(() => socket.state === "recvClosed");
      expect(witness.notes).toEqual(["abc"]);
    });

    it("yield to receives, and are suspended as others are", async () => {
      const { net, peer, socket, witness } = await watched({ receive: true });
      const pull = receiveText(socket, 1);
      witness.reply = () => "STATUS_DATA_NOT_ACCEPTED";
      await peer.send(bytes("abc"));
      expect(await pull).toBe("a");
      await witness.told(1);
      await peer.send(bytes("d"));
      await net.settle();
      expect(witness.notes).toEqual(["bc"]);
      witness.reply = () => "STATUS_SUCCESS";
      await socket.receive(new Uint8Array(0));
      await witness.told(2);
      expect(witness.notes).toEqual(["bc", "bcd"]);
    });

    it("are nothing without a handler", async () => {
      const net = await opened({ receive: true, disconnect: true });
      const { peer, socket } = await connectEnds(net, end);
      await peer.disconnect({ buffer: bytes("abc") });
      await until(() => socket.state === "recvClosed");
      expect(await receiveText(socket)).toBe("abc");
      expect(await socket.receive(new Uint8Array(1))).toBe(0);
    });
  });

  it("static events are on for a socket that socketConnect makes", async () => {
    const net = await opened({ receive: true });
    const server = await serve(net);
    const witness = new Witness();
    const address = await server.getLocalAddress();
    use(
      await net.wsk.socketConnect({ ...address, port: 0 }, address, {
        dispatch: witness,
        socketContext: "context",
      }),
    );
    const far = use(await server.accept());
    await far.send(bytes("abc"));
    await witness.told(1);
    expect(witness.received[0]?.socketContext).toBe("context");
  });

  it.each(listeners)(
    "a static acceptEvent is on for a listening %s socket",
    async (category) => {
      const net = await opened({ accept: true, receive: true });
      const witness = new Witness();
      const accepted: AcceptEvent[] = [];
      const acceptEvent = (event: AcceptEvent) => {
        accepted.push(event);
        return {
          reply: "STATUS_SUCCESS",
          acceptSocketDispatch: witness,
          acceptSocketContext: "accepted",
        } as const;
      };
      const server = await serve(net, category, { handlers: { acceptEvent } });
      await expectStatus(
        disable(server, "accept"),
        "STATUS_INVALID_DEVICE_REQUEST",
      );
      const near = await client(net);
      await near.connect(await server.getLocalAddress());
      await near.send(bytes("abc"));
      await witness.told(1);
      expect(witness.received[0]?.socketContext).toBe("accepted");
      const [event] = accepted;
      if (event?.acceptSocket === undefined) throw new TypeError("no socket");
      use(event.acceptSocket);
      await expectStatus(
        control(event.acceptSocket, "setOption", "SO_WSK_EVENT_CALLBACK", {
          eventMask: { receive: true, disable: true },
        }),
        "STATUS_INVALID_DEVICE_REQUEST",
      );
    },
  );
});
