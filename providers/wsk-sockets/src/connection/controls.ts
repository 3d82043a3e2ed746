import type {
  ConnectionOrientedGetOption,
  ConnectionOrientedIoctl,
  ConnectionOrientedSetOption,
} from "@captable/wsk";
import type { Controls, Getters, Runners, Setters } from "../control.ts";
import { fail, failure, type Failing } from "../failing.ts";
import { localGetters, localSetters } from "../local-options.ts";
import type { LocalEndpoint } from "../local.ts";
import type { ConnectionRole } from "./role.ts";

/** The properties of a socket that is, or may become, one end of a connection. */
export function connectionControls(
  host: Failing,
  local: LocalEndpoint,
  role: ConnectionRole,
): Controls {
  const setOption: Setters<ConnectionOrientedSetOption> = {
    ...localSetters(host, local),
    SO_KEEPALIVE: (value) => {
      role.keepAlive = value;
    },
    SO_RCVBUF: (value) => setReceiveBuffer(host, role, value),
    SO_WSK_EVENT_CALLBACK: (value) => role.events.control(value),
    TCP_NODELAY: (value) => {
      role.noDelay = value;
    },
  };
  const getOption: Getters<ConnectionOrientedGetOption> = {
    ...localGetters(local),
    SO_KEEPALIVE: () => role.settings.keepAlive,
    SO_RCVBUF: () => getReceiveBuffer(host, role),
    TCP_NODELAY: () => role.settings.noDelay,
  };
  const ioctl: Runners<ConnectionOrientedIoctl> = {
    ...role.requests.runners,
    SIO_WSK_QUERY_IDEAL_SEND_BACKLOG: () => role.connection.idealSendBacklog,
    SIO_WSK_QUERY_INSPECT_ID: () => {
      if (role.inspectId !== undefined) return role.inspectId;
      throw fail(
        host,
        "controlSocket",
        "STATUS_INVALID_DEVICE_REQUEST",
        "the socket was not accepted conditionally",
      );
    },
    SIO_WSK_QUERY_RECEIVE_BACKLOG: () => role.connection.receiveBacklog,
    SIO_WSK_SET_TCP_SILENT_MODE: () => role.connection.silence(),
  };
  return { setOption, getOption, ioctl };
}

function setReceiveBuffer(
  host: Failing,
  role: ConnectionRole,
  size: number,
): void {
  try {
    role.receiveBuffer = size;
  } catch (error) {
    throw failure(host, "controlSocket", error);
  }
}

/** What a connection gets unless told otherwise is the transport's secret until there is one. */
function getReceiveBuffer(host: Failing, role: ConnectionRole): number {
  const { receiveBuffer } = role;
  if (receiveBuffer !== undefined) return receiveBuffer;
  throw fail(
    host,
    "controlSocket",
    "STATUS_NOT_SUPPORTED",
    "SO_RCVBUF: unknown until it is set",
  );
}
