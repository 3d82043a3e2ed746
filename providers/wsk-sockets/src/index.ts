import type { Factory, RegisterOptions, WskProvider } from "@captable/wsk";
import type { Limits } from "./environment.ts";
import { TransportRegistration } from "./registration.ts";
import type { Transport } from "./transport/transport.ts";

export type { Limits } from "./environment.ts";
export { TransportFailure } from "./transport/failure.ts";
export {
  fidelityTable,
  type Fidelity,
  type FidelityLine,
  type Support,
} from "./transport/fidelity.ts";
export type { Link, LinkAttempt, LinkEvents } from "./transport/link.ts";
export type { NameAnswer, NameQuery } from "./transport/names.ts";
export type {
  Arrival,
  DatagramBinding,
  DatagramEvents,
  DatagramKind,
  DatagramPort,
  LinkRequest,
  ListenerEvents,
  ListenerPort,
  Sharing,
  StreamBinding,
  StreamPort,
} from "./transport/port.ts";
export type { Transport } from "./transport/transport.ts";

const DEFAULT_RETAINED_BYTES = 1024 * 1024;

/**
 * The WSK sockets of a transport.
 *
 * @throws TypeError if a limit would let nothing through
 */
export function transportProvider(
  name: string,
  transport: Transport,
  { retainedBytes = DEFAULT_RETAINED_BYTES }: Partial<Limits> = {},
): WskProvider {
  if (!(retainedBytes > 0)) {
    throw new TypeError(`retainedBytes must be more than 0: ${retainedBytes}`);
  }
  const limits: Limits = { retainedBytes };
  return {
    name,
    register: (factory: Factory, options: RegisterOptions) =>
      factory.create(
        "registration",
        "registered",
        (host) =>
          new TransportRegistration(
            host,
            { factory, transport, limits },
            options,
          ),
      ),
  };
}
export { claimsOf, type FurtherClaims } from "./claims.ts";
