import {
  register,
  type ListeningHandlers,
  type ListeningSocket,
  type WskClient,
} from "@captable/wsk";
import { transportProvider } from "../src/index.ts";
import { FakeListenerTransport } from "./fake-listener.ts";

/** A listening socket over a listener of the test. */
export interface Listening {
  readonly transport: FakeListenerTransport;
  readonly wsk: WskClient;
  readonly socket: ListeningSocket;
}

/** A client object over a listener of the test. */
export async function fakeClient(): Promise<Omit<Listening, "socket">> {
  const transport = new FakeListenerTransport();
  const registration = register(transportProvider("fake", transport));
  return { transport, wsk: await registration.captureProviderNPI() };
}

/** A socket that listens. */
export async function listening(
  handlers: ListeningHandlers = {},
  { conditional = false }: { readonly conditional?: boolean } = {},
): Promise<Listening> {
  const { transport, wsk } = await fakeClient();
  const socket = await wsk.socket("listening", { handlers });
  if (conditional) {
    await socket.controlSocket("setOption", "SO_CONDITIONAL_ACCEPT", true);
  }
  const bound = socket.bind({ family: "IPv4", address: "0.0.0.0", port: 0 });
  transport.listener.opened(transport.address);
  await bound;
  return { transport, wsk, socket };
}

/** Enables or disables `acceptEvent`. */
export function announce(socket: ListeningSocket, on = true): Promise<void> {
  return socket.controlSocket("setOption", "SO_WSK_EVENT_CALLBACK", {
    eventMask: on ? { accept: true } : { accept: true, disable: true },
  });
}
