import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Command, Ports } from "./protocol.ts";

/** The peer, as the process that measures sees it. */
export interface Peer {
  readonly ports: Ports;
  ask(command: Command): void;
  stop(): void;
}

/** Starts a peer and waits until it serves. */
export async function startPeer(): Promise<Peer> {
  const child = fork(
    fileURLToPath(new URL("../sockets/peer.js", import.meta.url)),
  );
  const ports = await new Promise<Ports>((resolve, reject) => {
    child
      .once("error", reject)
      .once("message", (message: Ports) => resolve(message));
  });
  return {
    ports,
    ask: (command) => void child.send(command),
    stop: () => child.disconnect(),
  };
}
