import { expect } from "vitest";
import type {
  ConnectionOrientedSocket,
  DatagramSocket,
  StreamSocket,
} from "@captable/wsk";
import {
  bytes,
  client,
  loopback,
  receiveText,
  use,
  type Client,
  type Server,
} from "../net.ts";
import type { Situation } from "./situation.ts";

/** Goes on with a socket as if nothing had happened, to the end. */
export async function goOn(situation: Situation): Promise<void> {
  const { socket, attempt } = situation;
  if (socket.state === "closed") return;
  await attempt;
  if (socket.category === "datagram") await goOnWithDatagrams(socket);
  if (socket.category === "listening") await goOnListening(situation, socket);
  if (socket.category === "stream" && socket.state === "listening") {
    await goOnListening(situation, socket);
  } else if (
    socket.category === "stream" ||
    socket.category === "connectionOriented"
  ) {
    await goOnConnected(situation, socket);
  }
  await socket.closeSocket();
  expect(socket.state).toBe("closed");
}

async function goOnWithDatagrams(socket: DatagramSocket): Promise<void> {
  if (socket.state === "dead") return;
  if (socket.state === "created") await socket.bind(loopback());
  const remoteAddress = await socket.getLocalAddress();
  await socket.sendTo(bytes("on"), { remoteAddress });
  const { bytesReceived } = await socket.receiveFrom(new Uint8Array(8));
  expect(bytesReceived).toBe(2);
}

async function goOnListening(
  { net, inspectId }: Situation,
  socket: Server,
): Promise<void> {
  if (socket.state === "dead") return;
  if (socket.state === "created") await socket.bind(loopback());
  if (inspectId !== undefined && socket.category === "listening") {
    await socket.inspectComplete({ ...inspectId }, "accept");
  } else {
    const guest = await client(net);
    await guest.connect(await socket.getLocalAddress());
  }
  use(await socket.accept());
}

async function goOnConnected(
  situation: Situation,
  socket: Client,
): Promise<void> {
  if (socket.state === "created") await socket.bind(loopback());
  if (socket.state === "bound") await connectAtLast(situation, socket);
  const { peer } = situation;
  if (peer === undefined) return;
  if (peer.state === "connected" || peer.state === "recvClosed") {
    if (!["aborted", "silent", "dead"].includes(socket.state)) {
      await peer.send(bytes("on"));
      expect(await receiveText(socket)).toBe("on");
    }
  }
  if (socket.state === "connected" || socket.state === "recvClosed") {
    await socket.send(bytes("still on"));
    expect(await receiveText(peer)).toBe("still on");
  }
}

async function connectAtLast(
  { net, remote }: Situation,
  socket: ConnectionOrientedSocket | StreamSocket,
): Promise<void> {
  if (remote !== undefined) {
    await socket.connect(remote);
  } else {
    const server = use(await net.wsk.socket("listening"));
    await server.bind(loopback());
    await socket.connect(await server.getLocalAddress());
  }
  expect(socket.state).toBe("connected");
}
