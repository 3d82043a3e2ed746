import { describe, expect, it } from "vitest";
import type { DatagramSocket } from "@captable/wsk";
import { bytes, enable, loopback, use, wildcard } from "../net.ts";
import {
  bound,
  DatagramWitness,
  receiveFromText,
  sendTexts,
} from "../ports.ts";
import { honours, type Net } from "../subject.ts";
import { subjects } from "../subjects.ts";

/** A datagram socket that hears what is sent to all. */
async function listener(
  { wsk }: Net,
  handlers = new DatagramWitness(),
): Promise<DatagramSocket> {
  const socket = use(await wsk.socket("datagram", { handlers }));
  await socket.bind(wildcard());
  return socket;
}

describe.each(subjects)("$name", (subject) => {
  const flagged = honours(subject, "ControlFlags.broadcast", "datagram");
  const shown = honours(subject, "ReceiveFromEventFlags.broadcast", "datagram");

  /** Sends to everybody; on some hosts there is no way to. */
  async function shout(net: Net, port: number): Promise<boolean> {
    const sender = use(await net.wsk.socket("datagram"));
    await sender.bind(wildcard());
    await sender.controlSocket("setOption", "SO_BROADCAST", true);
    const remoteAddress = {
      family: "IPv4",
      address: "255.255.255.255",
      port,
    } as const;
    return sender.sendTo(bytes("all"), { remoteAddress }).then(
      () => true,
      () => false,
    );
  }

  it("a datagram to one address is flagged as neither broadcast nor multicast", async () => {
    const net = await subject.open();
    const witness = new DatagramWitness();
    const socket = await bound(net, "IPv4", witness);
    const sender = await bound(net);
    await sendTexts(sender, socket, "pulled");
    expect(await socket.receiveFrom(new Uint8Array(8))).toMatchObject({
      bytesReceived: 6,
      controlFlags: {},
    });
    await enable(socket, "receiveFrom");
    await sendTexts(sender, socket, "told");
    await witness.told(1);
    const { broadcast = false, multicast = false } =
      witness.events[0]?.flags ?? {};
    expect([broadcast, multicast]).toEqual([false, false]);
  });

  it("a broadcast is flagged, where the transport can tell", async () => {
    const net = await subject.open();
    const socket = await listener(net);
    const { port } = await socket.getLocalAddress();
    if (!flagged) {
      const sender = await bound(net);
      const remoteAddress = {
        family: "IPv4",
        address: "127.0.0.1",
        port,
      } as const;
      await sender.sendTo(bytes("one"), { remoteAddress });
    } else {
      expect(await shout(net, port)).toBe(true);
    }
    const { controlFlags } = await socket.receiveFrom(new Uint8Array(2));
    expect(controlFlags).toEqual(
      flagged ? { broadcast: true, truncated: true } : { truncated: true },
    );
  });

  describe("where the transport can tell, an event", () => {
    if (!shown) {
      it("has no such flags elsewhere", () => expect(flagged).toBe(false));
      return;
    }

    /** A socket that "one", "two", a broadcast "all" and "last" wait for. */
    async function waiting() {
      const net = await subject.open();
      const witness = new DatagramWitness();
      const socket = await listener(net, witness);
      const { port } = await socket.getLocalAddress();
      const sender = await bound(net);
      const remoteAddress = { ...loopback(), port };
      for (const text of ["one", "two"]) {
        await sender.sendTo(bytes(text), { remoteAddress });
      }
      expect(await shout(net, port)).toBe(true);
      await sender.sendTo(bytes("last"), { remoteAddress });
      await net.settle();
      return { net, socket, witness };
    }

    it("tells of broadcasts apart from others, in order", async () => {
      const { socket, witness } = await waiting();
      await enable(socket, "receiveFrom");
      await witness.told(4);
      expect(witness.notes).toEqual(["one", "two", "all", "last"]);
      expect(
        witness.events.map(({ flags, dataIndication = [] }) => [
          flags?.broadcast ?? false,
          dataIndication.length,
        ]),
      ).toEqual([
        [false, 2],
        [true, 1],
        [false, 1],
      ]);
    });

    it("that declines keeps the order", async () => {
      const { net, socket, witness } = await waiting();
      witness.reply = () => "STATUS_DATA_NOT_ACCEPTED";
      await enable(socket, "receiveFrom");
      await net.settle();
      expect(witness.notes).toEqual(["one", "two"]);
      for (const text of ["one", "two", "all", "last"]) {
        expect(await receiveFromText(socket)).toBe(text);
      }
    });

    it.each([
      ["STATUS_DATA_NOT_ACCEPTED", "one"],
      ["STATUS_SUCCESS", "all"],
    ] as const)(
      "with the reply %s leaves %s to a call that its handler makes",
      async (reply, text) => {
        const { socket, witness } = await waiting();
        let call: Promise<string> | undefined;
        witness.reply = () => {
          if (call !== undefined) return "STATUS_SUCCESS";
          call = receiveFromText(socket);
          return reply;
        };
        await enable(socket, "receiveFrom");
        await witness.told(2);
        expect(await call).toBe(text);
      },
    );
  });
});
