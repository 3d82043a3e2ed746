import { execFile } from "node:child_process";
import net from "node:net";
import { promisify } from "node:util";
import type { SocketAddress } from "@captable/wsk";

const run = promisify(execFile);

/** Whether somebody can connect to an address, by a socket of Node that the provider knows nothing of. */
export function listens({ address, port }: SocketAddress): Promise<boolean> {
  return new Promise((resolve) => {
    const stranger = net.connect({ host: address, port });
    stranger.once("connect", () => {
      stranger.resetAndDestroy();
      resolve(true);
    });
    stranger.once("error", () => resolve(false));
  });
}

/**
 * What Linux says of the sockets with a local port.
 *
 * @param kind - the flags of `ss` for the kind of socket
 */
async function shown(kind: string, { port }: SocketAddress): Promise<string> {
  const { stdout } = await run("ss", [`-${kind}H`, `sport = :${port}`]);
  return stdout;
}

/** Whether a connection has the timer of SO_KEEPALIVE. */
export async function keepAlive(local: SocketAddress): Promise<boolean> {
  return (await shown("tno", local)).includes("timer:(keepalive");
}

/** In bytes, without what Linux adds for its own needs. */
export async function receiveBuffer(local: SocketAddress): Promise<number> {
  const doubled = /rb(\d+)/.exec(await shown("uanm", local))?.[1];
  return Number(doubled) / 2;
}

/** Whether a socket that listens leaves IPv4 alone. */
export async function ipv6Only(local: SocketAddress): Promise<boolean> {
  return (await shown("lnte", local)).includes("v6only:1");
}
