import type {
  DatagramGetOption,
  DatagramIoctl,
  DatagramSetOption,
} from "@captable/wsk";
import { checkAddress } from "../addresses.ts";
import {
  basicRequests,
  checkIPv6,
  type Controls,
  type Getters,
  type Runners,
  type Setters,
} from "../control.ts";
import { failure, type Failing } from "../statuses.ts";
import type { Destinations } from "./destinations.ts";
import type { DatagramSettings } from "./settings.ts";

const CALL = "controlSocket";

/** The properties of a datagram socket. */
export function datagramControls(
  host: Failing,
  settings: DatagramSettings,
  destinations: Destinations,
): Controls {
  const { family } = settings;
  const ioctl: Runners<DatagramIoctl> = {
    ...basicRequests(family),
    SIO_WSK_SET_REMOTE_ADDRESS: (address) => {
      if (address !== undefined) checkAddress(host, CALL, address, family);
      destinations.remote = address;
    },
    SIO_WSK_SET_SENDTO_ADDRESS: (address) => {
      if (address !== undefined) checkAddress(host, CALL, address, family);
      destinations.sendTo = address;
    },
  };
  return {
    setOption: setters(host, settings),
    getOption: getters(host, settings),
    ioctl,
  };
}

function setters(
  host: Failing,
  settings: DatagramSettings,
): Setters<DatagramSetOption> {
  return {
    IPV6_V6ONLY: (value) => {
      checkIPv6(host, settings.family);
      settings.ipv6Only = value;
    },
    SO_BROADCAST: (value) => attempt(host, () => (settings.broadcast = value)),
    SO_RCVBUF: (size) => attempt(host, () => (settings.receiveBuffer = size)),
    SO_REUSEADDR: (value) => {
      settings.reuseAddress = value;
    },
  };
}

function getters(
  host: Failing,
  settings: DatagramSettings,
): Getters<DatagramGetOption> {
  return {
    SO_BROADCAST: () => settings.broadcast,
    SO_RCVBUF: () => {
      const size = settings.receiveBuffer;
      if (size !== undefined) return size;
      throw host.fail(CALL, "STATUS_NOT_SUPPORTED", {
        message: "SO_RCVBUF: not known before the socket is bound",
      });
    },
    SO_REUSEADDR: () => settings.reuseAddress,
  };
}

/** Node throws what the system answers. */
function attempt(host: Failing, set: () => void): void {
  try {
    set();
  } catch (error) {
    throw failure(host, CALL, error);
  }
}
