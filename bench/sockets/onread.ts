// The least that Node can do to receive: into one buffer, which is then left as it is. The limit, not a rival.
import { once } from "node:events";
import net, { type Socket } from "node:net";
import { BLOCK, HOST, announcement } from "./protocol.ts";

export interface Onread {
  readonly socket: Socket;
  receive(blocks: number, bytes: number): Promise<void>;
  roundTrips(message: Uint8Array, trips: number): Promise<void>;
}

export async function onreadConnect(port: number): Promise<Onread> {
  let left = 0;
  let done: () => void = () => {};
  const socket = net.connect({
    port,
    host: HOST,
    onread: {
      buffer: new Uint8Array(BLOCK),
      callback: (length) => {
        left -= length;
        if (left <= 0) done();
        return true;
      },
    },
  });
  await once(socket, "connect");
  return {
    socket,
    receive: (blocks, bytes) =>
      new Promise((resolve) => {
        left = bytes;
        done = resolve;
        socket.write(announcement(blocks));
      }),
    roundTrips: (message, trips) =>
      new Promise((resolve) => {
        let missing = trips;
        done = () => {
          missing -= 1;
          left = message.byteLength;
          if (missing > 0) socket.write(message);
          else resolve();
        };
        left = message.byteLength;
        socket.write(message);
      }),
  };
}
