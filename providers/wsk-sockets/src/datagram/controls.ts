import type {
  DatagramGetOption,
  DatagramIoctl,
  DatagramSetOption,
  SocketAddress,
} from "@captable/wsk";
import { checkAddress } from "../addresses.ts";
import type { BasicRequests } from "../basic-requests.ts";
import type { Controls, Getters, Runners, Setters } from "../control.ts";
import type { EventSwitch } from "../events/event-switch.ts";
import { attempt, type Failing } from "../failing.ts";
import {
  knownReceiveBuffer,
  localGetters,
  localSetters,
} from "../local-options.ts";
import type { Destinations } from "./destinations.ts";
import type { DatagramSettings } from "./settings.ts";

const CALL = "controlSocket";

/** What the properties of a datagram socket reach. */
interface Controlled {
  readonly settings: DatagramSettings;
  readonly destinations: Destinations;
  readonly events: EventSwitch;
  readonly requests: BasicRequests;
}

/** The properties of a datagram socket. */
export function datagramControls(host: Failing, of: Controlled): Controls {
  return {
    setOption: setters(host, of),
    getOption: getters(host, of.settings),
    ioctl: runners(host, of),
  };
}

function setters(
  host: Failing,
  { settings, events }: Controlled,
): Setters<DatagramSetOption> {
  return {
    ...localSetters(host, settings),
    SO_BROADCAST: (value) => {
      attempt(host, CALL, () => (settings.broadcast = value));
    },
    SO_RCVBUF: (size) => {
      attempt(host, CALL, () => (settings.receiveBuffer = size));
    },
    SO_WSK_EVENT_CALLBACK: (value) => events.control(value),
  };
}

function getters(
  host: Failing,
  settings: DatagramSettings,
): Getters<DatagramGetOption> {
  return {
    ...localGetters(settings),
    SO_BROADCAST: () => settings.broadcast,
    SO_RCVBUF: () =>
      knownReceiveBuffer(
        host,
        attempt(host, CALL, () => settings.receiveBuffer),
      ),
  };
}

function runners(
  host: Failing,
  { settings: { family }, destinations, requests }: Controlled,
): Runners<DatagramIoctl> {
  const checked = (
    address: SocketAddress | undefined,
  ): SocketAddress | undefined => {
    if (address !== undefined) checkAddress(host, CALL, address, family);
    return address;
  };
  return {
    ...requests.runners,
    SIO_WSK_SET_REMOTE_ADDRESS: (address) => {
      destinations.remote = checked(address);
    },
    SIO_WSK_SET_SENDTO_ADDRESS: (address) => {
      destinations.sendTo = checked(address);
    },
  };
}
