import { types } from "@bytecodealliance/preview3-shim/sockets";
import { settle as settleSystem } from "@captable/wsk-node/conformance";
import { toForeign } from "./addresses.ts";
import { dispose } from "./sockets.ts";

const roundTrips = 4;

/**
 * Lets everything that is under way happen: in the system, as the provider over Node does it, and then in the package's
 * worker, which has done what came before once a datagram that began later has come back.
 */
export async function settle(): Promise<void> {
  await settleSystem();
  await settleWorker();
  await settleSystem();
}

async function settleWorker(): Promise<void> {
  const socket = types.UdpSocket.create("ipv4");
  try {
    socket.bind(toForeign({ family: "IPv4", address: "127.0.0.1", port: 0 }));
    const self = socket.getLocalAddress();
    for (let trip = 0; trip < roundTrips; trip += 1) {
      const received = socket.receive();
      await socket.send(new Uint8Array(1), self);
      await received;
    }
  } finally {
    dispose(socket);
  }
}
