/** Looks at the package's sockets from outside: by sockets that it knows nothing of, and by what Linux says. */
import { execFile } from "node:child_process";
import net from "node:net";
import { promisify } from "node:util";
import { supports, type SocketAddress } from "@captable/wsk";

const run = promisify(execFile);

/** Whether somebody can connect to an address. */
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

/** Whether a connection has the timer of SO_KEEPALIVE. */
export async function keepAlive(instance: object): Promise<boolean> {
  return (await shown("tno", instance)).includes("timer:(keepalive");
}

/** In bytes, without what Linux adds for its own needs. */
export async function receiveBuffer(instance: object): Promise<number> {
  const doubled = /rb(\d+)/.exec(await shown("uanm", instance))?.[1];
  return Number(doubled) / 2;
}

/** What `ss` says of the sockets with the local port of an instance. */
async function shown(kind: string, instance: object): Promise<string> {
  if (!supports(instance, "getLocalAddress"))
    throw new TypeError("it has no local address");
  const { port } = await instance.getLocalAddress();
  const { stdout } = await run("ss", [`-${kind}H`, `sport = :${port}`]);
  return stdout;
}
