/**
 * What the conformance kit needs of this provider: this module, as `captable conformance --provider FILE`.
 *
 * @module
 */
import { supports } from "@captable/wsk";
import { claimsOf } from "@captable/wsk-sockets";
import type { Claims, Opened, Subject } from "captable/conformance";
import { fidelity } from "../fidelity.ts";
import { MemoryNetwork, memoryProvider } from "../index.ts";

/** What this provider claims. There is no system beneath that could be asked. */
export const claims: Claims = claimsOf(fidelity, {
  limits: {
    "sendTo.buffer": { max: 65_507, error: "STATUS_INVALID_BUFFER_SIZE" },
  },
  deviations: [
    {
      kind: "report",
      name: "died",
      categories: ["basic"],
      reason: "Nothing of the network is behind it.",
    },
  ],
});

/** A network of its own for every test. */
function open(): Opened {
  const network = new MemoryNetwork();
  return {
    provider: memoryProvider({ network }),
    settle: () => network.idle(),
    reports: {
      died: async (instance) => {
        if (!supports(instance, "getLocalAddress")) {
          throw new TypeError("nothing is behind it");
        }
        network.kill(await instance.getLocalAddress());
        await network.idle();
      },
    },
  };
}

const subject: Subject = { name: "wsk-memory", open, claims };

export default subject;
