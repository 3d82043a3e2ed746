import { once } from "node:events";
import net, { type Socket } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { lendingAccepted } from "../../src/lending.ts";
import { anyPort, atEnd, linked, outgoing, Told, until } from "./harness.ts";

describe.each([
  { kind: "outgoing", open: outgoing },
  { kind: "accepted", open: linked },
])("an $kind connection", ({ open }) => {
  it("still knows its addresses when the peer has reset it", async () => {
    const { link, peer } = await open();
    const { localPort, remotePort } = peer;
    const told = new Told();
    link.start(told);
    peer.resetAndDestroy();
    await until(() => told.failure !== undefined);
    expect(link.localAddress).toEqual({ ...anyPort, port: remotePort });
    expect(link.remoteAddress).toEqual({ ...anyPort, port: localPort });
  });
});

describe("an accepted socket", () => {
  afterEach(() => vi.restoreAllMocks());

  /** Accepts a connection as a listener does. */
  async function accepted(): Promise<{ socket: Socket; peer: Socket }> {
    const server = net.createServer({ pauseOnConnect: true });
    server.listen(0, anyPort.address);
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;
    const connected = once(server, "connection");
    const peer = net.connect(port, anyPort.address);
    const [socket] = await connected;
    atEnd(() => {
      peer.destroy();
      server.close();
    });
    return { socket, peer };
  }

  it.runIf(process.platform !== "win32")(
    "hands its connection over whole, and its server forgets it",
    async () => {
      const { socket, peer } = await accepted();
      const { remotePort } = socket;
      const lending = lendingAccepted(socket);
      expect(lending).toMatchObject({ lends: true, tells: true });
      expect(socket.destroyed).toBe(true);
      expect(lending.socket.remotePort).toBe(remotePort);
      lending.socket.write("still there");
      const [heard] = await once(peer, "data");
      expect(String(heard)).toBe("still there");
      peer.end();
      lending.socket.resume().end();
      await once(lending.socket, "close");
    },
  );

  it("stays what it is if it has no handle to hand over", async () => {
    const { socket } = await accepted();
    atEnd(() => socket.destroy());
    vi.spyOn(Reflect, "get").mockReturnValue(undefined);
    const lending = lendingAccepted(socket);
    vi.restoreAllMocks();
    expect(lending).toEqual({ socket, lends: false, tells: false });
    expect(socket.destroyed).toBe(false);
  });
});
