import type {
  ConnectionOrientedGetOption,
  ConnectionOrientedIoctl,
  ConnectionOrientedSetOption,
} from "@captable/wsk";
import {
  basicRequests,
  checkIPv6,
  type Controls,
  type Getters,
  type Runners,
  type Setters,
} from "../control.ts";
import type { LocalEndpoint } from "../local.ts";
import type { Failing } from "../statuses.ts";
import type { ConnectionRole } from "./role.ts";

/** The properties of a socket that is, or may become, one end of a connection. */
export function connectionControls(
  host: Failing,
  local: LocalEndpoint,
  role: ConnectionRole,
): Controls {
  const setOption: Setters<ConnectionOrientedSetOption> = {
    IPV6_V6ONLY: (value) => {
      checkIPv6(host, local.family);
      local.ipv6Only = value;
    },
    SO_KEEPALIVE: (value) => {
      role.keepAlive = value;
    },
    TCP_NODELAY: (value) => {
      role.noDelay = value;
    },
  };
  const getOption: Getters<ConnectionOrientedGetOption> = {
    SO_KEEPALIVE: () => role.settings.keepAlive,
    TCP_NODELAY: () => role.settings.noDelay,
  };
  const ioctl: Runners<ConnectionOrientedIoctl> = {
    ...basicRequests(local.family),
    SIO_WSK_QUERY_IDEAL_SEND_BACKLOG: () => role.connection.idealSendBacklog,
    SIO_WSK_QUERY_INSPECT_ID: () => {
      throw host.fail("controlSocket", "STATUS_INVALID_DEVICE_REQUEST", {
        message: "the socket was not accepted conditionally",
      });
    },
    SIO_WSK_QUERY_RECEIVE_BACKLOG: () => role.connection.receiveBacklog,
  };
  return { setOption, getOption, ioctl };
}
