// A provider that does nothing, so that all there is to be measured is what stands before it.
import {
  register,
  type ConnectionOrientedDispatch,
  type ConnectionOrientedSocket,
  type DataIndication,
  type WskProvider,
} from "@captable/wsk";

const nothing = Promise.resolve();
const one = Promise.resolve(1);
const never = (): never => {
  throw new TypeError("not part of the benchmark");
};

/** What every call ends in. */
export const dispatch: ConnectionOrientedDispatch = {
  controlSocket: () => nothing,
  closeSocket: () => nothing,
  bind: () => nothing,
  connect: () => nothing,
  connectEx: () => nothing,
  getLocalAddress: never,
  getRemoteAddress: never,
  send: () => one,
  receive: () => one,
  disconnect: () => nothing,
  release: (_list: readonly DataIndication[]) => {},
};

/** A socket in front of it. */
export function stubSocket(): ConnectionOrientedSocket {
  let made: ConnectionOrientedSocket | undefined;
  const provider: WskProvider = {
    name: "stub",
    register: (factory) => {
      made = factory.create("connectionOriented", "connected", () => dispatch);
      return never();
    },
  };
  try {
    register(provider);
  } catch {
    // All that was wanted of it is the factory.
  }
  if (made === undefined) throw new TypeError("no socket was made");
  return made;
}
