import { once } from "node:events";
import net, { type AddressInfo, type Socket } from "node:net";

const roundTrips = 4;
const turns = 4;

/** A turn of the event loop: what was ready has been told. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function echo(near: Socket, far: Socket): Promise<void> {
  for (const [from, to] of [
    [near, far],
    [far, near],
  ] as const) {
    const arrived = once(to, "data");
    from.write("?");
    await arrived;
  }
}

/**
 * Lets everything that is under way on the loopback interface happen. The
 * kernel does each step at once, so that after some round trips of a connection
 * that began later, earlier ones have done whatever they will do.
 */
export async function settle(): Promise<void> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const accepted = once(server, "connection");
  const near = net.connect({ port, host: "127.0.0.1", noDelay: true });
  const [far]: Socket[] = await accepted;
  if (far === undefined) throw new TypeError("no connection");
  far.setNoDelay(true);
  for (let trip = 0; trip < roundTrips; trip += 1) {
    await echo(near, far);
    for (let count = 0; count < turns; count += 1) await turn();
  }
  const closed = [once(near, "close"), once(far, "close")];
  near.destroy();
  far.destroy();
  server.close();
  await Promise.all(closed);
}
