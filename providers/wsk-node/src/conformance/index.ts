/**
 * What the conformance kit needs of this provider: this module, as `captable conformance --provider FILE`.
 *
 * @module
 */
import { supports, type SocketAddress } from "@captable/wsk";
import { claimsOf } from "@captable/wsk-sockets";
import type { Claims, Opened, Subject } from "captable/conformance";
import { fidelity } from "../fidelity.ts";
import { nodeProvider } from "../index.ts";
import * as system from "./observers.ts";
import { settle } from "./settle.ts";
import {
  simulateDeath,
  watchForDeath,
  type Mortal,
} from "./simulated-death.ts";

export { settle, turn } from "./settle.ts";
export {
  simulateDeath,
  watchForDeath,
  type Mortal,
} from "./simulated-death.ts";

/** What this provider claims. The observers ask Linux. */
export const claims: Claims = claimsOf(fidelity, {
  observers:
    process.platform === "linux"
      ? ["listens", "keepAlive", "receiveBuffer", "ipv6Only"]
      : ["listens"],
  limits: {
    "sendTo.buffer": { max: 65_507, error: "STATUS_INVALID_BUFFER_SIZE" },
  },
  causes: [
    "STATUS_ADDRESS_ALREADY_EXISTS",
    "STATUS_INVALID_ADDRESS_COMPONENT",
    "STATUS_CONNECTION_REFUSED",
    "STATUS_CONNECTION_RESET",
  ],
  deviations: [
    {
      kind: "error",
      name: "receiveFrom.STATUS_PORT_UNREACHABLE",
      reason:
        "Node tells an unconnected socket nothing of what is unreachable.",
    },
    {
      kind: "report",
      name: "died",
      categories: ["basic"],
      reason: "Nothing of the system is behind it.",
    },
  ],
});

async function localAddress(instance: object): Promise<SocketAddress> {
  if (supports(instance, "getLocalAddress")) return instance.getLocalAddress();
  throw new TypeError("it has no local address");
}

function isMortal(instance: object): instance is Mortal {
  return supports(instance, "getLocalAddress");
}

async function open(): Promise<Opened> {
  watchForDeath();
  return {
    provider: nodeProvider(),
    settle,
    reports: {
      died: async (instance) => {
        if (!isMortal(instance)) throw new TypeError("nothing is behind it");
        await simulateDeath(instance);
      },
    },
    observers: {
      listens: (_instance, { address }) =>
        system.listens(address as SocketAddress),
      keepAlive: async (instance) =>
        system.keepAlive(await localAddress(instance)),
      receiveBuffer: async (instance) =>
        system.receiveBuffer(await localAddress(instance)),
      ipv6Only: async (instance) =>
        system.ipv6Only(await localAddress(instance)),
    },
  };
}

const subject: Subject = { name: "wsk-node", open, claims };

export default subject;
