import { describe, expect, it } from "vitest";
import type { AnySocket, CategoryName } from "@captable/wsk";
import { backlog, buffers, connectEnds, ends } from "../ends.ts";
import {
  bytes,
  control,
  enable,
  expectStatus,
  failure,
  receiveText,
  use,
} from "../net.ts";
import { families } from "../pairings.ts";
import { honours, type Net } from "../subject.ts";
import { subjects } from "../subjects.ts";
import { Witness } from "../witness.ts";

const categories: readonly CategoryName[] = [
  "basic",
  "listening",
  "datagram",
  "connectionOriented",
  "stream",
];

function run(socket: AnySocket, name: string, ...rest: readonly unknown[]) {
  return control(socket, "ioctl", name, ...rest);
}

describe.each(subjects)("$name", (subject) => {
  const { open } = subject;

  describe.each(families)("over %s", (addressFamily) => {
    const made = async (net: Net, category: CategoryName): Promise<AnySocket> =>
      use(await net.wsk.socket(category, { addressFamily }));

    it("SIO_ADDRESS_LIST_QUERY tells the addresses that can be bound", async () => {
      const net = await open();
      const basic = use(await net.wsk.socket("basic", { addressFamily }));
      const list = await basic.controlSocket("ioctl", "SIO_ADDRESS_LIST_QUERY");
      expect(list.map(({ address }) => address)).toContain(
        addressFamily === "IPv4" ? "127.0.0.1" : "::1",
      );
      for (const address of list) {
        expect(address).toMatchObject({ family: addressFamily, port: 0 });
        const socket = use(await net.wsk.socket("datagram", { addressFamily }));
        await socket.bind(address);
        expect((await socket.getLocalAddress()).address).toBe(address.address);
      }
    });

    it("SIO_ADDRESS_LIST_QUERY tells the same of every socket", async () => {
      const net = await open();
      const lists = [];
      for (const category of categories) {
        const socket = await made(net, category);
        lists.push(await run(socket, "SIO_ADDRESS_LIST_QUERY"));
      }
      for (const list of lists) expect(list).toEqual(lists[0]);
    });

    it.each(categories)(
      "SIO_ADDRESS_LIST_CHANGE of a %s socket waits until it is cancelled, or the socket is closed",
      async (category) => {
        const net = await open();
        const socket = await made(net, category);
        const abort = new AbortController();
        const order: string[] = [];
        const wait = async (name: string, signal?: AbortSignal) => {
          const call = run(socket, "SIO_ADDRESS_LIST_CHANGE", { signal });
          const error = await failure(call);
          order.push(name);
          return error;
        };
        const calls = [
          wait("first"),
          wait("second", abort.signal),
          wait("third"),
        ];
        await net.settle();
        expect(order).toEqual([]);
        abort.abort("enough");
        expect(await calls[1]).toMatchObject({
          status: "STATUS_CANCELLED",
          functionName: "controlSocket",
          cause: "enough",
        });
        await socket.closeSocket().then(() => order.push("closed"));
        for (const call of calls) {
          expect(await call).toMatchObject({ status: "STATUS_CANCELLED" });
        }
        expect(order).toEqual(["second", "first", "third", "closed"]);
      },
    );

    it.each(categories)(
      "no extension is known to a %s socket",
      async (category) => {
        const socket = await made(await open(), category);
        await expectStatus(
          run(socket, "SIO_WSK_REGISTER_EXTENSION", { npiId: "{none}" }),
          "STATUS_NOT_SUPPORTED",
          { category },
        );
        await expectStatus(
          run(socket, "SIO_WSK_REGISTER_EXTENSION", {}),
          "STATUS_INVALID_PARAMETER",
        );
      },
    );
  });

  describe.each(ends)("of a $end socket over $family", (end) => {
    const pair = async () => connectEnds(await open(), end);

    it("SIO_WSK_QUERY_IDEAL_SEND_BACKLOG tells a number of bytes", async () => {
      const { socket } = await pair();
      const ideal = await run(socket, "SIO_WSK_QUERY_IDEAL_SEND_BACKLOG");
      expect(Number.isInteger(ideal)).toBe(true);
      expect(ideal).toBeGreaterThan(0);
    });

    it("SIO_WSK_QUERY_RECEIVE_BACKLOG tells what nobody has received", async () => {
      const { socket, peer } = await pair();
      expect(await backlog(socket)).toBe(0);
      await peer.send(bytes("abc"));
      await peer.disconnect({ buffer: bytes("de") });
      await buffers(socket, 5);
      expect(await receiveText(socket, 2)).toBe("ab");
      expect(await backlog(socket)).toBe(3);
      expect(await receiveText(socket)).toBe("cde");
      expect(await backlog(socket)).toBe(0);
    });

    it("SIO_WSK_QUERY_INSPECT_ID is for sockets that were accepted conditionally", async () => {
      const { socket } = await pair();
      await expectStatus(
        run(socket, "SIO_WSK_QUERY_INSPECT_ID"),
        // A stream socket is never accepted at all.
        socket.category === "stream"
          ? "STATUS_NOT_SUPPORTED"
          : "STATUS_INVALID_DEVICE_REQUEST",
        { functionName: "controlSocket", category: socket.category },
      );
    });

    it("SIO_WSK_SET_TCP_SILENT_MODE leaves only closing, where the transport can be silent", async () => {
      const net = await open();
      const { socket, peer } = await connectEnds(net, end);
      const name = "SIO_WSK_SET_TCP_SILENT_MODE";
      if (!honours(subject, name, socket.category)) {
        await expectStatus(run(socket, name), "STATUS_NOT_SUPPORTED");
        expect(socket.state).toBe("connected");
        await socket.send(bytes("still here"));
        expect(await receiveText(peer)).toBe("still here");
        return;
      }
      await run(socket, name);
      expect(socket.state).toBe("silent");
      const illegal = "STATUS_INVALID_DEVICE_STATE";
      const detail = { state: "silent" };
      await expectStatus(socket.send(bytes("a")), illegal, detail);
      await expectStatus(socket.disconnect(), illegal, detail);
      await expectStatus(
        socket.disconnect({ flags: { abortive: true } }),
        illegal,
        detail,
      );
      await expectStatus(socket.receive(new Uint8Array(1)), illegal, detail);
      await socket.closeSocket();
      await net.settle();
      // Not even the end is told.
      expect(peer.state).toBe("connected");
    });

    it("SIO_WSK_SET_TCP_SILENT_MODE leaves what the peer sends unanswered", async () => {
      const net = await open();
      const witness = new Witness();
      const { socket, peer } = await connectEnds(net, end, witness);
      const name = "SIO_WSK_SET_TCP_SILENT_MODE";
      if (!honours(subject, name, socket.category)) return;
      await enable(socket, "receive", "disconnect");
      await run(socket, name);
      // The peer may give up some time.
      const sent = Promise.allSettled([peer.send(bytes("a"))]);
      await net.settle();
      expect(witness.notes).toEqual([]);
      await peer.closeSocket();
      await net.settle();
      expect(witness.notes).toEqual([]);
      expect(socket.state).toBe("silent");
      expect(await sent).toMatchObject([{ status: "rejected" }]);
    });

    it("SIO_WSK_SET_TCP_SILENT_MODE waits for nothing that is to be sent", async () => {
      const { socket, peer } = await pair();
      const name = "SIO_WSK_SET_TCP_SILENT_MODE";
      if (!honours(subject, name, socket.category)) return;
      const sent = socket.send(new Uint8Array(1 << 20));
      await expectStatus(run(socket, name), "STATUS_INVALID_DEVICE_STATE");
      expect(socket.state).toBe("connected");
      const got = new Uint8Array(1 << 20);
      await peer.receive(got, { flags: { waitall: true } });
      expect(await sent).toBe(1 << 20);
      await run(socket, name);
      expect(socket.state).toBe("silent");
    });
  });
});
