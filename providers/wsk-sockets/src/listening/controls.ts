import type {
  ListeningGetOption,
  ListeningIoctl,
  ListeningSetOption,
} from "@captable/wsk";
import type { BasicRequests } from "../basic-requests.ts";
import type { ConnectionSettings } from "../connection/role.ts";
import type { Controls, Getters, Runners, Setters } from "../control.ts";
import type { Failing } from "../failing.ts";
import {
  knownReceiveBuffer,
  localGetters,
  localSetters,
} from "../local-options.ts";
import type { LocalEndpoint } from "../local.ts";
import type { Listener } from "./listener.ts";

/** What the options of a listening socket are about. */
export interface ListeningSubject {
  readonly local: LocalEndpoint;
  readonly settings: ConnectionSettings;
  readonly requests: BasicRequests;
  /** As SO_CONDITIONAL_ACCEPT says. */
  conditional: boolean;
  /** The states in which there is none do not ask for it. */
  readonly listener: Listener;
}

/** The properties of a listening socket. */
export function listeningControls(
  host: Failing,
  subject: ListeningSubject,
): Controls {
  const { local, settings } = subject;
  const setOption: Setters<ListeningSetOption> = {
    ...localSetters(host, local),
    SO_CONDITIONAL_ACCEPT: (value) => {
      subject.conditional = value;
    },
    SO_KEEPALIVE: (value) => {
      settings.keepAlive = value;
    },
    SO_RCVBUF: (value) => {
      settings.receiveBuffer = value;
    },
    SO_WSK_EVENT_CALLBACK: (value) => subject.listener.events.control(value),
  };
  const getOption: Getters<ListeningGetOption> = {
    ...localGetters(local),
    SO_CONDITIONAL_ACCEPT: () => subject.conditional,
    SO_KEEPALIVE: () => settings.keepAlive,
    SO_RCVBUF: () => knownReceiveBuffer(host, settings.receiveBuffer),
  };
  const ioctl: Runners<ListeningIoctl> = subject.requests.runners;
  return { setOption, getOption, ioctl };
}
