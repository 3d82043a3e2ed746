import { register } from "@captable/wsk";
import { fidelity, nodeProvider } from "@captable/wsk-node";
import {
  settle,
  simulateDeath,
  watchForDeath,
} from "@captable/wsk-node/conformance";
import type { Net, OpenOptions, Subject } from "./subject.ts";

watchForDeath();

/** Sockets of Node. */
export const nodeSubject: Subject = {
  name: "wsk-node",
  fidelity,
  open: async ({
    retainedBytes,
    ...options
  }: OpenOptions = {}): Promise<Net> => {
    const provider = nodeProvider(
      retainedBytes === undefined ? {} : { retainedBytes },
    );
    const registration = register(provider, options);
    const wsk = await registration.captureProviderNPI();
    return { registration, wsk, settle, kill: simulateDeath };
  },
};
