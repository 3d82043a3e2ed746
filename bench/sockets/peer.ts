// The other end of everything that is measured: a process of its own, raw Node, the same for all contenders.
import dgram from "node:dgram";
import net, { type AddressInfo, type Socket } from "node:net";
import {
  BLOCK,
  HOST,
  type Command,
  type Ports,
  type Service,
} from "./protocol.ts";

const block = Buffer.alloc(BLOCK, 1);

/** What the peer does on a connection. */
const services: Readonly<Record<Service, (socket: Socket) => void>> = {
  /** Sends as many blocks as the four bytes ask for that it gets. */
  source: (socket) => {
    socket.on("data", (asked: Buffer) => {
      let left = asked.readUInt32LE();
      const send = (): void => {
        while (left > 0) {
          left -= 1;
          if (!socket.write(block)) return void socket.once("drain", send);
        }
      };
      send();
    });
  },
  /** Takes as many blocks as four bytes announce, and then answers with a byte. */
  sink: (socket) => {
    let left = 0;
    socket.on("data", (chunk: Buffer) => {
      if (left === 0) left = chunk.readUInt32LE() * BLOCK + 4;
      left -= chunk.byteLength;
      if (left === 0) socket.write("!");
    });
  },
  echo: (socket) => {
    socket.on("data", (chunk: Buffer) => socket.write(chunk));
  },
  /** Does nothing with it. */
  idle: (socket) => {
    socket.resume();
  },
};

function serve(socket: Socket, service: Service): void {
  // Whoever measures ends connections by a reset.
  socket.on("error", () => {}).setNoDelay(true);
  services[service](socket);
}

function listen(service: Service): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer((socket) => serve(socket, service));
    server.listen({ port: 0, host: HOST, backlog: 511 }, () =>
      resolve(portOf(server.address())),
    );
  });
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === "object" && address !== null ? address.port : 0;
}

const datagrams = dgram.createSocket("udp4");
let flooding = false;

function flood(port: number, size: number): void {
  flooding = true;
  const datagram = block.subarray(0, size);
  const more = (): void => {
    if (!flooding) return;
    for (let sent = 0; sent < 64; sent += 1)
      datagrams.send(datagram, port, HOST);
    setImmediate(more);
  };
  more();
}

process.on("message", (command: Command) => {
  if (command.do === "dial") {
    serve(net.connect(command.port, HOST), command.service);
  } else if (command.do === "flood") flood(command.port, command.size);
  else flooding = false;
});
process.on("disconnect", () => process.exit());

await new Promise<void>((resolve) => datagrams.bind(0, HOST, resolve));
const ports: Ports = {
  source: await listen("source"),
  sink: await listen("sink"),
  echo: await listen("echo"),
  idle: await listen("idle"),
  datagrams: datagrams.address().port,
};
process.send?.(ports);
