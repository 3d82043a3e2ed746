/** What the programs of this folder share: a client of WSK, a way to stop, and a clean end. */
import { setMaxListeners } from "node:events";
import { realpathSync } from "node:fs";
import {
  isWskError,
  register,
  type Acting,
  type AddressFamily,
  type ConnectionOrientedHandlers,
  type ConnectionOrientedSocket,
  type SocketAddress,
  type WskClient,
} from "@captable/wsk";
import { nodeProvider } from "@captable/wsk-node";

/** A program gets a client of whatever provider there is, so that it runs in a test on a network in memory too. */
export type Program = (
  wsk: WskClient,
  args: readonly string[],
  stop: AbortSignal,
) => Promise<void>;

/** What tells programs to stop: any number of operations may listen to it, without a warning of Node. */
export function makeStop(): AbortController {
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  return stop;
}

/** Runs a program on the network of this host if its file is what Node was started with. */
export async function runAsMain(file: string, program: Program): Promise<void> {
  const [, started, ...args] = process.argv;
  if (started === undefined || realpathSync(started) !== file) return;
  const stop = makeStop();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => stop.abort());
  }
  const registration = register(nodeProvider());
  const wsk = await registration.captureProviderNPI();
  try {
    await program(wsk, args, stop.signal);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
  registration.releaseProviderNPI();
  await registration.deregister(); // waits until every socket is closed
}

/** An address from how it is written: `80`, `127.0.0.1:80` or `[::1]:80`. */
export function parseAddress(text: string, host = "127.0.0.1"): SocketAddress {
  const match = /^(?:\[(.+)\]:|(.+):)?(\d+)$/.exec(text);
  if (match === null) throw new Error(`not an address: ${text}`);
  const [, ipv6, ipv4 = host, port] = match;
  return ipv6 === undefined
    ? { family: "IPv4", address: ipv4, port: Number(port) }
    : { family: "IPv6", address: ipv6, port: Number(port) };
}

export function printAddress({ family, address, port }: SocketAddress): string {
  return family === "IPv6" ? `[${address}]:${port}` : `${address}:${port}`;
}

/** Any address of this host, and any port that is free. */
export function anyAddress(family: AddressFamily): SocketAddress {
  const address = family === "IPv6" ? "::" : "0.0.0.0";
  return { family, address, port: 0 };
}

/** Tells whoever waits for the program, such as a test, that it is ready. */
export function printListening(address: SocketAddress): void {
  console.log(`listening on ${printAddress(address)}`);
}

/**
 * Ends a connection in order. To close a socket resets a connection that is
 * open in any direction, and what was sent last might be lost: so this one
 * disconnects, and waits for the peer to do so too, though not for ever.
 */
export async function part(
  socket: ConnectionOrientedSocket,
  patience = 30_000,
): Promise<void> {
  try {
    const signal = AbortSignal.timeout(patience);
    await socket.disconnect({ signal });
    await socket.receive(new Uint8Array(0), { flags: { drain: true }, signal });
  } catch (error) {
    if (!isWskError(error)) throw error;
  } finally {
    await socket.closeSocket();
  }
}

/** What is done for one connection. */
export interface Service {
  /** The handlers of its events. */
  readonly handlers?: ConnectionOrientedHandlers;
  serve(socket: ConnectionOrientedSocket): Promise<void>;
}

/**
 * Serves every connection that comes, until told to stop; then closes what
 * listens, and waits for those that are being served. It does not matter what listens: a listening socket,
 * or a stream socket that has taken the role. No other socket gets in here.
 */
export async function acceptUntil(
  stop: AbortSignal,
  server: Acting["listening"],
  makeService: () => Service,
): Promise<void> {
  const served = new Set<Promise<void>>();
  for (;;) {
    const service = makeService();
    const acceptSocketDispatch = service.handlers;
    try {
      const options = { acceptSocketDispatch, signal: stop };
      const socket = await server.accept(options);
      const serving = service.serve(socket).finally(() => {
        served.delete(serving);
      });
      served.add(serving);
    } catch (error) {
      if (stop.aborted) break;
      // One connection may fail; only a dead socket accepts no other.
      if (!isWskError(error) || server.state === "dead") throw error;
      console.error(error.message);
    }
  }
  await server.closeSocket(); // Whoever comes now is refused at once.
  await Promise.all(served);
}
