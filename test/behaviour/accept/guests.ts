import { expect } from "vitest";
import { isWskError, type SocketAddress } from "@captable/wsk";
import {
  client,
  expectStatus,
  until,
  type Client,
  type Server,
} from "../net.ts";
import type { Net } from "../subject.ts";

/** Sockets that connect to a server, one after the other. */
export async function visit(
  net: Net,
  server: Server,
  count: number,
): Promise<readonly Client[]> {
  const { family } = await server.getLocalAddress();
  const remote = await server.getLocalAddress();
  const guests: Client[] = [];
  while (guests.length < count) {
    const guest = await client(net, "connectionOriented", { family });
    await guest.connect(remote);
    guests.push(guest);
  }
  return guests;
}

/** One of them. */
export async function visitOnce(net: Net, server: Server): Promise<Client> {
  const [guest] = await visit(net, server, 1);
  if (guest === undefined) throw new TypeError("nobody has come");
  return guest;
}

/** Somebody who is turned away: he learns it while he connects, or right after. */
export async function visitInVain(net: Net, server: Server): Promise<void> {
  const guest = await client(net);
  try {
    await guest.connect(await server.getLocalAddress());
  } catch (error) {
    const told = isWskError(error) ? error.status : String(error);
    expect(["STATUS_CONNECTION_RESET", "STATUS_CONNECTION_REFUSED"]).toContain(
      told,
    );
    expect(guest.state).toBe("bound");
    return;
  }
  await until(() => guest.state === "aborted");
  const call = guest.receive(new Uint8Array(1));
  await expectStatus(call, "STATUS_CONNECTION_RESET");
}

export function addressesOf(
  sockets: readonly { getLocalAddress(): Promise<SocketAddress> }[],
): Promise<readonly SocketAddress[]> {
  return Promise.all(sockets.map((socket) => socket.getLocalAddress()));
}

export function remotesOf(
  sockets: readonly { getRemoteAddress(): Promise<SocketAddress> }[],
): Promise<readonly SocketAddress[]> {
  return Promise.all(sockets.map((socket) => socket.getRemoteAddress()));
}
