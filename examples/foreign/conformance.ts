/** What the conformance kit needs of this provider: `captable conformance --provider examples/dist/foreign/conformance.js`. */
import type { SocketAddress } from "@captable/wsk";
import { claimsOf } from "@captable/wsk-sockets";
import type { Claims, Opened, Subject } from "captable/conformance";
import { fidelity, foreignProvider } from "./index.ts";
import * as system from "./observers.ts";
import { settle } from "./settle.ts";

/** What this provider claims: what the package's documentation says that it does. The observers ask Linux. */
export const claims: Claims = claimsOf(fidelity, {
  observers:
    process.platform === "linux"
      ? ["listens", "keepAlive", "receiveBuffer"]
      : ["listens"],
  limits: {
    "sendTo.buffer": { max: 65_507, error: "STATUS_INVALID_BUFFER_SIZE" },
  },
  deviations: [
    {
      kind: "report",
      name: "died",
      reason:
        "Nothing can make its sockets die: they are in the package's worker, out of reach.",
    },
  ],
});

function open(): Opened {
  return {
    provider: foreignProvider(),
    settle,
    observers: {
      listens: (_instance, { address }) =>
        system.listens(address as SocketAddress),
      keepAlive: system.keepAlive,
      receiveBuffer: system.receiveBuffer,
    },
  };
}

const subject: Subject = { name: "preview3-shim", open, claims };

export default subject;
