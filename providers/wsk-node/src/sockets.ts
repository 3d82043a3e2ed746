import type {
  AddressFamily,
  CategoryName,
  Instances,
  SocketOptions,
} from "@captable/wsk";
import { NodeBasic } from "./basic.ts";
import { NodeConnectionOriented } from "./connection-oriented.ts";
import { NodeDatagram } from "./datagram/datagram.ts";
import type { Environment } from "./environment.ts";
import { NodeListening } from "./listening.ts";
import { NodeStream } from "./stream.ts";

/** Makes a socket of each category. */
type Makers = {
  readonly [Name in CategoryName]: (
    environment: Environment,
    family: AddressFamily,
    options: SocketOptions<Name>,
  ) => Instances[Name];
};

const makers: Makers = {
  basic: (environment, family, { handlers }) =>
    environment.factory.create(
      "basic",
      "created",
      (host) => new NodeBasic(host, family, environment.usage.hold()),
      handlers,
    ),
  listening: (environment, family, { handlers }) =>
    environment.factory.create(
      "listening",
      "created",
      (host) => new NodeListening(host, environment, family),
      handlers,
    ),
  datagram: (environment, family, { handlers }) =>
    environment.factory.create(
      "datagram",
      "created",
      (host) => new NodeDatagram(host, environment, family),
      handlers,
    ),
  connectionOriented: (environment, family, { handlers }) =>
    environment.factory.create(
      "connectionOriented",
      "created",
      (host) => new NodeConnectionOriented(host, environment, family),
      handlers,
    ),
  stream: (environment, family, { handlers }) =>
    environment.factory.create(
      "stream",
      "created",
      (host) => new NodeStream(host, environment, family),
      handlers,
    ),
};

/** Makes a socket of a category. */
export function makeSocket<Name extends CategoryName>(
  environment: Environment,
  category: Name,
  options: SocketOptions<Name>,
): Instances[Name] {
  const { addressFamily = "IPv4" } = options;
  return makers[category](environment, addressFamily, options);
}
