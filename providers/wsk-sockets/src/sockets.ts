import type { CategoryName, Instances, SocketOptions } from "@captable/wsk";
import { TransportBasic } from "./basic.ts";
import { TransportConnectionOriented } from "./connection-oriented.ts";
import { TransportDatagram } from "./datagram/datagram.ts";
import type { Environment, Origin } from "./environment.ts";
import { TransportListening } from "./listening/listening.ts";
import { TransportStream } from "./stream.ts";

/** Makes a socket of each category. */
type Makers = {
  readonly [Name in CategoryName]: (
    environment: Environment,
    origin: Origin,
    handlers: SocketOptions<Name>["handlers"],
  ) => Instances[Name];
};

const makers: Makers = {
  basic: (environment, origin, handlers) =>
    environment.factory.create(
      "basic",
      "created",
      (host) => new TransportBasic(host, environment, origin),
      handlers,
    ),
  listening: (environment, origin, handlers) =>
    environment.factory.create(
      "listening",
      "created",
      (host) => new TransportListening(host, environment, origin),
      handlers,
    ),
  datagram: (environment, origin, handlers) =>
    environment.factory.create(
      "datagram",
      "created",
      (host) => new TransportDatagram(host, environment, origin),
      handlers,
    ),
  connectionOriented: (environment, origin, handlers) =>
    environment.factory.create(
      "connectionOriented",
      "created",
      (host) => new TransportConnectionOriented(host, environment, origin),
      handlers,
    ),
  stream: (environment, origin, handlers) =>
    environment.factory.create(
      "stream",
      "created",
      (host) => new TransportStream(host, environment, origin),
      handlers,
    ),
};

/** Makes a socket of a category. */
export function makeSocket<Name extends CategoryName>(
  environment: Environment,
  category: Name,
  options: SocketOptions<Name>,
): Instances[Name] {
  const { addressFamily: family = "IPv4", socketContext, handlers } = options;
  const origin = { family, context: socketContext };
  return makers[category](environment, origin, handlers);
}
