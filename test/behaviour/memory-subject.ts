import { register } from "@captable/wsk";
import { fidelity, MemoryNetwork, memoryProvider } from "@captable/wsk-memory";
import type { Mortal, Net, OpenOptions, Subject } from "./subject.ts";

/** A network in memory, a new one for every registration. */
export const memorySubject: Subject = {
  name: "wsk-memory",
  fidelity,
  open: async ({
    retainedBytes,
    ...options
  }: OpenOptions = {}): Promise<Net> => {
    const network = new MemoryNetwork();
    const provider = memoryProvider({ network, retainedBytes });
    const registration = register(provider, options);
    const wsk = await registration.captureProviderNPI();
    const settle = (): Promise<void> => network.idle();
    const kill = async (socket: Mortal): Promise<void> => {
      network.kill(await socket.getLocalAddress());
      await settle();
      if (socket.state === "dead") return;
      throw new TypeError(`the ${socket.category} socket is not dead`);
    };
    return { registration, wsk, settle, kill };
  },
};
