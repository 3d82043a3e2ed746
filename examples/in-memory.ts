/**
 * The echo server and the forwarder on a network in memory: three hosts, far
 * apart, on lines that lose every tenth segment. Nothing of the system is
 * touched, the time is virtual, and the same seed gives the same every time:
 * what a program does on a bad day can be tested like anything else.
 */
import {
  register,
  type SocketAddress,
  type WskClient,
  type WskRegistration,
} from "@captable/wsk";
import { MemoryNetwork, memoryProvider } from "@captable/wsk-memory";
import { serveEcho } from "./echo-server.ts";
import { forward } from "./forwarder.ts";
import { anyAddress, makeStop, part } from "./program.ts";

const [seed = "1"] = process.argv.slice(2);
const network = new MemoryNetwork({
  seed: Number(seed),
  hosts: {
    client: ["10.0.0.1/24"],
    gateway: ["10.0.0.2/24"],
    server: ["10.0.0.3/24"],
  },
  faults: { latency: { min: 20, max: 80 }, segmentLoss: 0.1 },
});

const registrations: WskRegistration[] = [];

async function at(host: string): Promise<WskClient> {
  const registration = register(memoryProvider({ network, host }));
  registrations.push(registration);
  return registration.captureProviderNPI();
}

/** Starts a server; resolves once it listens. */
function started(
  serve: (listening: (address: SocketAddress) => void) => Promise<void>,
): Promise<{ readonly ended: Promise<void> }> {
  return new Promise((resolve, reject) => {
    const ended = serve(() => resolve({ ended }));
    ended.catch(reject);
  });
}

async function echoed(wsk: WskClient, text: string): Promise<string> {
  const socket = await wsk.socketConnect(anyAddress("IPv4"), gate);
  const sent = new TextEncoder().encode(text);
  await socket.send(sent);
  const buffer = new Uint8Array(sent.length);
  await socket.receive(buffer, { flags: { waitall: true } });
  await part(socket);
  return new TextDecoder().decode(buffer);
}

const echo: SocketAddress = { family: "IPv4", address: "10.0.0.3", port: 7 };
const gate: SocketAddress = { family: "IPv4", address: "10.0.0.2", port: 70 };
const stop = makeStop();
const log = (): void => {};

const servers = [
  await started(async (listening) =>
    serveEcho(await at("server"), {
      address: echo,
      stop: stop.signal,
      listening,
      log,
    }),
  ),
  await started(async (listening) =>
    forward(await at("gateway"), {
      address: gate,
      target: echo,
      stop: stop.signal,
      listening,
    }),
  ),
];

const wsk = await at("client");
for (const text of ["hello", "is anybody there?", "good night"]) {
  console.log(`${await echoed(wsk, text)} (${Math.round(network.now)} ms)`);
}

stop.abort();
await Promise.all(servers.map(({ ended }) => ended));
for (const registration of registrations) {
  registration.releaseProviderNPI();
  await registration.deregister(); // waits until every socket is closed
}
