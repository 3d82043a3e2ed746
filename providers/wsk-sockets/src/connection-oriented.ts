import type {
  ConnectionOrientedDispatch,
  ConnectionOrientedHandlers,
  ConnectionOrientedSocket,
  InspectId,
} from "@captable/wsk";
import { ConnectingSocket } from "./connection/connecting.ts";
import type { ConnectionSettings, Heritage } from "./connection/role.ts";
import type { Environment } from "./environment.ts";
import type { EventName } from "./events/event-switch.ts";
import type { Link } from "./transport/link.ts";

/** A connection-oriented socket. */
export class TransportConnectionOriented
  extends ConnectingSocket
  implements ConnectionOrientedDispatch
{
  /** Takes a link that a listening socket has accepted. */
  adopt(link: Link, heritage: Heritage): void {
    this.role.adopt(link, heritage);
  }

  /** The handlers that were still to come have come. */
  attach(
    handlers: ConnectionOrientedHandlers | undefined,
    context: unknown,
  ): void {
    this.role.attach(handlers, context);
  }
}

/** What a socket is made with whose link is there already. */
export interface AcceptedOrigin {
  readonly handlers?: ConnectionOrientedHandlers | undefined;
  readonly context?: unknown;
  /** Inherited; from now on the socket's own. */
  readonly settings?: ConnectionSettings;
  /** Inherited by `acceptEvent` alone: the handlers then come by `attach`, and nothing is told before. */
  readonly events?: readonly EventName[];
  readonly inspectId?: InspectId | undefined;
}

/** A socket made of a link, as the application and as the provider sees it. */
export interface Connected {
  readonly socket: ConnectionOrientedSocket;
  readonly dispatch: TransportConnectionOriented;
}

/** Makes a connection-oriented socket of a link. */
export function connected(
  environment: Environment,
  link: Link,
  origin: AcceptedOrigin,
): Connected {
  const { family } = link.remoteAddress;
  const { context, settings, handlers } = origin;
  let dispatch: TransportConnectionOriented | undefined;
  const socket = environment.factory.create(
    "connectionOriented",
    "connected",
    (host) =>
      (dispatch = new TransportConnectionOriented(
        host,
        environment,
        { family, context },
        settings,
      )),
    handlers,
  );
  if (dispatch === undefined) throw new TypeError("the factory made none");
  dispatch.adopt(link, origin);
  return { socket, dispatch };
}
