import type {
  ConnectionOrientedGetOption,
  ConnectionOrientedIoctl,
  ConnectionOrientedSetOption,
} from "@captable/wsk";
import type { Controls, Getters, Runners, Setters } from "../control.ts";
import { attempt, fail, type Failing } from "../failing.ts";
import {
  knownReceiveBuffer,
  localGetters,
  localSetters,
} from "../local-options.ts";
import type { ConnectionRole } from "./role.ts";

/** The properties of a socket that is, or may become, one end of a connection. */
export function connectionControls(
  host: Failing,
  role: ConnectionRole,
): Controls {
  const { local } = role;
  const setOption: Setters<ConnectionOrientedSetOption> = {
    ...localSetters(host, local),
    SO_KEEPALIVE: (value) => {
      attempt(host, "controlSocket", () => (role.keepAlive = value));
    },
    SO_RCVBUF: (size) => {
      attempt(host, "controlSocket", () => (role.receiveBuffer = size));
    },
    SO_WSK_EVENT_CALLBACK: (value) => role.events.control(value),
    TCP_NODELAY: (value) => {
      attempt(host, "controlSocket", () => (role.noDelay = value));
    },
  };
  const getOption: Getters<ConnectionOrientedGetOption> = {
    ...localGetters(local),
    SO_KEEPALIVE: () => role.settings.keepAlive,
    SO_RCVBUF: () => knownReceiveBuffer(host, role.receiveBuffer),
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
