// What people write by hand: events and callbacks of `node:net`.
import { once } from "node:events";
import net, { type Socket } from "node:net";
import { HOST, announcement } from "./protocol.ts";

export async function rawConnect(port: number): Promise<Socket> {
  const socket = net.connect({ port, host: HOST, noDelay: true });
  await once(socket, "connect");
  return socket;
}

/** Accepts the one connection that somebody is asked to make. */
export async function rawAccept(dial: (port: number) => void): Promise<Socket> {
  const server = net.createServer({ noDelay: true }).listen(0, HOST);
  await once(server, "listening");
  const accepted = new Promise<Socket>((resolve) => {
    server.once("connection", resolve);
  });
  const address = server.address();
  if (typeof address === "object" && address !== null) dial(address.port);
  const socket = await accepted;
  server.close();
  return socket;
}

/** Sends blocks, at most so many at a time, until the peer has them all. */
export function rawSend(
  socket: Socket,
  block: Uint8Array,
  blocks: number,
  atOnce: number,
): Promise<void> {
  return new Promise((resolve) => {
    let left = blocks;
    const next = (): void => {
      if (left === 0) return;
      left -= 1;
      socket.write(block, next);
    };
    socket.once("data", () => resolve());
    socket.write(announcement(blocks));
    for (let lane = 0; lane < atOnce; lane += 1) next();
  });
}

/** Takes as many bytes as it asks the peer for, as they come. */
export function rawReceive(
  socket: Socket,
  blocks: number,
  bytes: number,
): Promise<void> {
  return new Promise((resolve) => {
    let left = bytes;
    const take = (chunk: Buffer): void => {
      left -= chunk.byteLength;
      if (left > 0) return;
      socket.off("data", take);
      resolve();
    };
    socket.on("data", take);
    socket.write(announcement(blocks));
  });
}

/** Sends, waits for as much to come back, and so on. */
export function rawRoundTrips(
  socket: Socket,
  message: Uint8Array,
  trips: number,
): Promise<void> {
  return new Promise((resolve) => {
    let left = trips;
    let missing = message.byteLength;
    const take = (chunk: Buffer): void => {
      missing -= chunk.byteLength;
      if (missing > 0) return;
      left -= 1;
      missing = message.byteLength;
      if (left > 0) socket.write(message);
      else {
        socket.off("data", take);
        resolve();
      }
    };
    socket.on("data", take);
    socket.write(message);
  });
}

/** Connects, resets the connection, and waits until nothing is left of it. */
export function rawComeAndGo(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, HOST);
    socket
      .on("error", reject)
      .on("connect", () => socket.resetAndDestroy())
      .on("close", () => resolve());
  });
}
