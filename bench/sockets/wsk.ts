// The same through the whole of captable: generated class, enforcement, provider.
import type {
  ConnectionOrientedSocket,
  SocketAddress,
  WskClient,
} from "@captable/wsk";
import { BLOCK, HOST, announcement } from "./protocol.ts";

export const ANY: SocketAddress = { family: "IPv4", address: HOST, port: 0 };

/** What a socket that is connected without more ado has. */
export const UNBOUND: SocketAddress = {
  family: "IPv4",
  address: "0.0.0.0",
  port: 0,
};

export function at(port: number): SocketAddress {
  return { family: "IPv4", address: HOST, port };
}

export async function wskConnect(
  wsk: WskClient,
  port: number,
): Promise<ConnectionOrientedSocket> {
  const socket = await wsk.socketConnect(UNBOUND, at(port));
  await socket.controlSocket("setOption", "TCP_NODELAY", true);
  return socket;
}

/** Accepts the one connection that somebody is asked to make. */
export async function wskAccept(
  wsk: WskClient,
  dial: (port: number) => void,
): Promise<ConnectionOrientedSocket> {
  const server = await wsk.socket("listening");
  await server.bind(ANY);
  dial((await server.getLocalAddress()).port);
  const socket = await server.accept();
  await socket.controlSocket("setOption", "TCP_NODELAY", true);
  await server.closeSocket();
  return socket;
}

export async function wskSend(
  socket: ConnectionOrientedSocket,
  block: Uint8Array,
  blocks: number,
  atOnce: number,
): Promise<void> {
  await socket.send(announcement(blocks));
  let left = blocks;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await socket.send(block);
    }
  };
  const lanes = Array.from({ length: atOnce }, lane);
  await socket.receive(new Uint8Array(1));
  await Promise.all(lanes);
}

/** Receives into a buffer of the caller's. */
export function wskReceiver(
  socket: ConnectionOrientedSocket,
): (blocks: number, bytes: number) => Promise<void> {
  const buffer = new Uint8Array(BLOCK);
  return async (blocks, bytes) => {
    await socket.send(announcement(blocks));
    for (let left = bytes; left > 0;) left -= await socket.receive(buffer);
  };
}

export async function wskRoundTrips(
  socket: ConnectionOrientedSocket,
  message: Uint8Array,
  trips: number,
): Promise<void> {
  const buffer = new Uint8Array(message.byteLength);
  for (let trip = 0; trip < trips; trip += 1) {
    await socket.send(message);
    for (let left = message.byteLength; left > 0;) {
      left -= await socket.receive(buffer);
    }
  }
}

export async function wskComeAndGo(
  wsk: WskClient,
  port: number,
): Promise<void> {
  const socket = await wsk.socketConnect(UNBOUND, at(port));
  await socket.closeSocket();
}
