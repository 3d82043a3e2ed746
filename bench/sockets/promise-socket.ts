// A wrapper that people install: `promise-socket`, in exactly this version, and no dependency of the project.
import { once } from "node:events";
import net, { type Socket } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { install } from "../rivals/install.ts";
import { HOST } from "./protocol.ts";
import type { Wrapper } from "./wrapped.ts";

/** The part of it that is used. */
interface PromiseSocket {
  connect(port: number, host: string): Promise<void>;
  write(data: Uint8Array): Promise<number>;
  read(): Promise<Buffer | undefined>;
}

interface Package {
  readonly PromiseSocket: new (socket: Socket) => PromiseSocket;
}

const NAME = "promise-socket 8.0.0";
const PACKAGES = { "promise-socket": "8.0.0", "promise-duplex": "8.0.0" };

/** Nothing if it cannot be installed, which is said. */
export async function promiseSocket(): Promise<Wrapper | undefined> {
  const folder = install({ name: NAME, packages: PACKAGES });
  if (folder === undefined) return undefined;
  const file = "node_modules/promise-socket/lib/promise-socket.js";
  const url = pathToFileURL(join(folder, file)).href;
  const { PromiseSocket }: Package = await import(url);
  return {
    name: "promise-socket",
    wrap: (socket) => {
      const wrapped = new PromiseSocket(socket);
      return {
        write: (data) => wrapped.write(data),
        read: async () => {
          const chunk = await wrapped.read();
          if (chunk === undefined) throw new Error("the peer is gone");
          return chunk;
        },
      };
    },
    comeAndGo: async (port) => {
      const socket = new net.Socket();
      const wrapped = new PromiseSocket(socket);
      await wrapped.connect(port, HOST);
      socket.resetAndDestroy();
      // Its own promise of the end does not wait for the handle.
      await once(socket, "close");
    },
  };
}
