// A provider that does nothing, so that all there is to be measured is what stands before it.
import {
  register,
  type ConnectionOrientedDispatch,
  type ConnectionOrientedSocket,
  type DatagramDispatch,
  type DatagramSocket,
  type Factory,
  type SocketAddress,
  type StreamDispatch,
  type StreamSocket,
} from "@captable/wsk";

const nothing = Promise.resolve();
const one = Promise.resolve(1);
const never = (): never => {
  throw new TypeError("not part of the benchmark");
};

/** An address, and a promise of it. */
export const address: SocketAddress = {
  family: "IPv4",
  address: "127.0.0.1",
  port: 7,
};
const known = Promise.resolve(address);

const common = {
  controlSocket: () => nothing,
  closeSocket: () => nothing,
  bind: () => nothing,
  getLocalAddress: () => known,
  release: (_list: readonly unknown[]) => {},
};

const connection = {
  ...common,
  connect: () => nothing,
  connectEx: () => nothing,
  getRemoteAddress: () => known,
  send: () => one,
  receive: () => one,
  disconnect: () => nothing,
};

/** What every call ends in. */
export const dispatch: ConnectionOrientedDispatch = connection;

export const streamDispatch: StreamDispatch = {
  ...connection,
  listen: () => nothing,
  accept: never,
};

export const datagramDispatch: DatagramDispatch = {
  ...common,
  sendTo: () => one,
  receiveFrom: never,
  sendMessages: () => one,
};

/** A socket in front of it. */
export function stubSocket(): ConnectionOrientedSocket {
  return stubFactory().create(
    "connectionOriented",
    "connected",
    () => dispatch,
  );
}

/** A stream socket that has a connection. */
export function stubStream(): StreamSocket {
  return stubFactory().create("stream", "connected", () => streamDispatch);
}

export function stubDatagram(): DatagramSocket {
  return stubFactory().create("datagram", "bound", () => datagramDispatch);
}

/** The factory, which is given to providers only. */
function stubFactory(): Factory {
  const given: Factory[] = [];
  try {
    register({
      name: "stub",
      register: (factory) => {
        given.push(factory);
        return never();
      },
    });
  } catch {
    // All that was wanted of it is the factory.
  }
  const [factory] = given;
  if (factory === undefined) throw new TypeError("no factory was given");
  return factory;
}
