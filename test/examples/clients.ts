import {
  register,
  type ConnectionOrientedSocket,
  type SocketAddress,
  type WskClient,
  type WskProvider,
} from "@captable/wsk";
import { nodeProvider } from "@captable/wsk-node";
import { part } from "../../examples/program.ts";

/** A client of a provider, for as long as a test needs it; all its sockets must be closed by then. */
export async function withClient<Result>(
  provider: WskProvider,
  use: (wsk: WskClient) => Promise<Result>,
): Promise<Result> {
  const registration = register(provider);
  const result = await use(await registration.captureProviderNPI());
  registration.releaseProviderNPI();
  await registration.deregister();
  return result;
}

export function withNode<Result>(
  use: (wsk: WskClient) => Promise<Result>,
): Promise<Result> {
  return withClient(nodeProvider(), use);
}

export function loopback(port: number): SocketAddress {
  return { family: "IPv4", address: "127.0.0.1", port };
}

/** Any port of this host. */
export const NOWHERE: SocketAddress = loopback(0);

/** A server of the examples, and where it listens. */
export async function start(
  serve: (listening: (address: SocketAddress) => void) => Promise<void>,
): Promise<{ address: SocketAddress; ended: Promise<void> }> {
  return await new Promise((resolve, reject) => {
    const ended = serve((address) => resolve({ address, ended }));
    ended.catch(reject);
  });
}

export async function receiveAll(
  socket: ConnectionOrientedSocket,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for (;;) {
    const buffer = new Uint8Array(4096);
    const received = await socket.receive(buffer);
    if (received === 0) return Buffer.concat(chunks);
    chunks.push(buffer.subarray(0, received));
  }
}

/** Says something, and gives what is answered. */
export async function exchange(
  wsk: WskClient,
  server: SocketAddress,
  content: Uint8Array,
): Promise<Buffer> {
  const socket = await wsk.socketConnect(NOWHERE, server);
  const [answer] = await Promise.all([
    receiveAll(socket),
    socket.send(content).then(() => socket.disconnect()),
  ]);
  await part(socket);
  return answer;
}
