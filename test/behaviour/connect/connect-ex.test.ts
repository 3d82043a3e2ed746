import { describe, expect, it } from "vitest";
import type { ConnectExOptions } from "@captable/wsk";
import { Receptionist } from "../accept/receptionist.ts";
import {
  bytes,
  client,
  enable,
  expectStatus,
  failure,
  nobody,
  receiveText,
  serve,
  until,
  use,
} from "../net.ts";
import { pattern } from "../ends.ts";
import { connectors } from "../pairings.ts";
import { subjects } from "../subjects.ts";
import { Witness } from "../witness.ts";

const limit = 65_535;

describe.each(subjects)("$name", (subject) => {
  describe.each(connectors)("connectEx of a %s socket", (category) => {
    it("sends first data, before anything that is sent then", async () => {
      const net = await subject.open();
      const server = await serve(net);
      const near = await client(net, category);
      const buffer = bytes("first");
      await near.connectEx(await server.getLocalAddress(), { buffer });
      expect(near.state).toBe("connected");
      // The buffer is the caller's again.
      buffer.fill(0);
      await near.send(bytes(", then"));
      await near.disconnect();
      const far = use(await server.accept());
      const all = new Uint8Array(32);
      const length = await far.receive(all, { flags: { waitall: true } });
      const text = new TextDecoder().decode(all.subarray(0, length));
      expect(text).toBe("first, then");
    });

    it("connects without data too", async () => {
      const net = await subject.open();
      const server = await serve(net);
      const address = await server.getLocalAddress();
      const all: readonly ConnectExOptions[] = [
        {},
        { buffer: new Uint8Array(0) },
        { flags: 0 },
      ];
      for (const options of all) {
        const near = await client(net, category);
        await near.connectEx(address, options);
        const far = use(await server.accept());
        await near.disconnect();
        expect(await far.receive(new Uint8Array(8))).toBe(0);
      }
    });

    it(`takes ${limit} bytes, and not one more`, async () => {
      const net = await subject.open();
      const server = await serve(net);
      const near = await client(net, category);
      const address = await server.getLocalAddress();
      const buffer = pattern(limit + 1);
      const call = failure(near.connectEx(address, { buffer }));
      expect(await call).toMatchObject({
        status: "STATUS_BUFFER_OVERFLOW",
        code: 0x80000005,
        functionName: "connectEx",
      });
      expect(near.state).toBe("bound");
      const most = buffer.subarray(1);
      const connected = near.connectEx(address, { buffer: most });
      const far = use(await server.accept());
      const received = new Uint8Array(limit);
      const flags = { waitall: true };
      expect(await far.receive(received, { flags })).toBe(limit);
      await connected;
      expect(Buffer.compare(received, most)).toBe(0);
    });

    it("refuses flags", async () => {
      const net = await subject.open();
      const server = await serve(net);
      const near = await client(net, category);
      const address = await server.getLocalAddress();
      expect(
        await failure(near.connectEx(address, { flags: 1 })),
      ).toMatchObject({ status: "STATUS_INVALID_PARAMETER", code: 0xc000000d });
      expect(near.state).toBe("bound");
      await near.connectEx(address, { flags: 0 });
      expect(near.state).toBe("connected");
    });

    it("can be repeated with other data when it was refused", async () => {
      const net = await subject.open();
      const near = await client(net, category);
      const local = await near.getLocalAddress();
      const call = near.connectEx(await nobody(net), { buffer: bytes("old") });
      await expectStatus(call, "STATUS_CONNECTION_REFUSED", {
        functionName: "connectEx",
        state: "connecting",
      });
      expect(near.state).toBe("bound");
      const server = await serve(net);
      const address = await server.getLocalAddress();
      await near.connectEx(address, { buffer: bytes("new") });
      const far = use(await server.accept());
      expect(await receiveText(far)).toBe("new");
      expect(await far.getRemoteAddress()).toEqual(local);
    });

    it("sends nothing when it is cancelled, and can be repeated", async () => {
      const net = await subject.open();
      const server = await serve(net);
      const near = await client(net, category);
      const address = await server.getLocalAddress();
      const abort = new AbortController();
      const { signal } = abort;
      const buffer = bytes("old");
      const call = failure(near.connectEx(address, { buffer, signal }));
      abort.abort("no");
      expect(await call).toMatchObject({
        status: "STATUS_CANCELLED",
        cause: "no",
      });
      expect(near.state).toBe("bound");
      await near.connectEx(address, { buffer: bytes("new") });
      await near.disconnect();
      // Nobody, or somebody who is gone already, may have come first.
      for (;;) {
        const far = use(await server.accept());
        const text = await receiveText(far).catch(() => undefined);
        if (text === undefined) continue;
        expect(text).toBe("new");
        return;
      }
    });

    it("is cancelled by closing", async () => {
      const net = await subject.open();
      const server = await serve(net);
      const near = await client(net, category);
      const buffer = bytes("never");
      const address = await server.getLocalAddress();
      const call = failure(near.connectEx(address, { buffer }));
      await near.closeSocket();
      expect(await call).toMatchObject({ status: "STATUS_CANCELLED" });
    });

    it("hands its data to the receiveEvent of the other end", async () => {
      const net = await subject.open();
      const witness = new Witness();
      const handlers = new Receptionist(() => ({
        reply: "STATUS_SUCCESS",
        acceptSocketDispatch: witness,
      }));
      const server = await serve(net, "listening", { handlers });
      await enable(server, "accept", "receive", "disconnect");
      const near = await client(net, category);
      const buffer = bytes("first");
      await near.connectEx(await server.getLocalAddress(), { buffer });
      await near.disconnect();
      await witness.told(2);
      expect(witness.notes).toEqual(["first", "<disconnected>"]);
    });

    it("completes although nobody has accepted yet", async () => {
      const net = await subject.open();
      const server = await serve(net);
      const near = await client(net, category);
      const buffer = pattern(limit);
      await near.connectEx(await server.getLocalAddress(), { buffer });
      await server.closeSocket();
      await until(() => near.state === "aborted");
    });
  });
});
