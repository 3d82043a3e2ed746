import type { Status } from "@captable/wsk";
import { TransportFailure, type DatagramKind } from "@captable/wsk-sockets";
import { isLoopback, isMulticast, type WireAddress } from "./addresses.ts";
import type { Core } from "./core.ts";
import type { MemoryDatagramPort } from "./datagram-port.ts";
import type { Host } from "./host.ts";
import type { Route } from "./hosts.ts";
import { includes, isCutOff, type Place } from "./places.ts";

/** A datagram on its way to a host. */
interface Datagram {
  readonly port: MemoryDatagramPort;
  readonly data: Uint8Array;
  readonly from: Place;
  readonly to: Place;
  readonly kind: DatagramKind;
}

const unicast: DatagramKind = {};
const broadcast: DatagramKind = { broadcast: true };
const multicast: DatagramKind = { multicast: true };

/** Sends a datagram. What goes wrong at once is returned. */
export function post(
  core: Core,
  port: MemoryDatagramPort,
  data: Uint8Array,
  to: WireAddress,
): TransportFailure | undefined {
  const { host } = port;
  if (isMulticast(to)) {
    return spread(core, port, data, to, [...core.hosts.all], multicast);
  }
  if (host.broadcasts(to)) {
    const hosts = reachedBy(core, host, to);
    return spread(core, port, data, to, hosts, broadcast);
  }
  const route = core.hosts.route(host, port.local, to, core.faults);
  if (route === "STATUS_HOST_UNREACHABLE") {
    core.clock.schedule(core.latency(), () =>
      port.tellUndelivered(undelivered(route)),
    );
    return undefined;
  }
  if (typeof route === "string") return undelivered(route);
  send(core, { ...route, port, data: copyOf(data), kind: unicast });
  return undefined;
}

/** The hosts that a broadcast reaches. */
function reachedBy(core: Core, host: Host, to: WireAddress): readonly Host[] {
  if (isLoopback(to)) return [host];
  const limited = to.address === "255.255.255.255";
  return [...core.hosts.all].filter((other) =>
    other === host || limited
      ? sharesNetwork(host, other)
      : other.broadcasts(to),
  );
}

function sharesNetwork(one: Host, other: Host): boolean {
  return (
    one === other ||
    other.addresses.some((local) => {
      const address = { ...local, port: 0 };
      return !isLoopback(address) && one.networkOf(address) !== undefined;
    })
  );
}

function spread(
  core: Core,
  port: MemoryDatagramPort,
  data: Uint8Array,
  to: WireAddress,
  hosts: readonly Host[],
  kind: DatagramKind,
): TransportFailure | undefined {
  const from = core.hosts.source(port.host, port.local, to);
  if (from === undefined) return undelivered("STATUS_NETWORK_UNREACHABLE");
  for (const host of hosts) {
    const place = { host, address: to };
    send(core, { from, to: place, port, data: copyOf(data), kind });
  }
  return undefined;
}

/** Has a datagram arrive, more than once or not at all, as chance will have it. */
function send(core: Core, datagram: Datagram): void {
  const { chances, clock, faults } = core;
  const { from, to, port } = datagram;
  const lost = chances.loss.happens(faults.loss);
  const twice = chances.duplication.happens(faults.duplication);
  const late = chances.reordering.happens(faults.reordering);
  const latency = core.latency();
  // All is drawn by now: what becomes of this one changes nothing for the next.
  if (lost) {
    core.trace(
      "udp",
      "lost",
      from.address,
      to.address,
      datagram.data.byteLength,
    );
    return;
  }
  const regular = Math.max(port.lastArrival, clock.now + latency);
  const arrival = regular + (late ? faults.reorderingDelay : 0);
  if (!late) port.lastArrival = regular;
  clock.at(arrival, () => arrive(core, datagram));
  if (!twice) return;
  const copy = { ...datagram, data: copyOf(datagram.data) };
  clock.at(arrival, () => arrive(core, copy));
}

function arrive(core: Core, datagram: Datagram): void {
  const { from, to, data, port, kind } = datagram;
  const { faults } = core;
  const cutOff = isCutOff(faults.vanished, from, to);
  const event = cutOff ? "unanswered" : "datagram";
  core.trace("udp", event, from.address, to.address, data.byteLength);
  if (cutOff) return;
  const refused = includes(faults.refused, to);
  if (kind === unicast) {
    const [receiver] = refused ? [] : to.host.udp.at(to.address);
    if (receiver !== undefined) {
      receiver.owner.receive(data, from.address, kind);
      return;
    }
    refuse(core, { from, to }, port);
    return;
  }
  if (refused) return;
  // Each receiver has bytes of its own.
  let own = data;
  for (const { owner } of to.host.udp.at(to.address)) {
    owner.receive(own, from.address, kind);
    own = copyOf(own);
  }
}

/** Tells the sender that nobody is there. */
function refuse(
  core: Core,
  { from, to }: Route,
  port: MemoryDatagramPort,
): void {
  core.clock.schedule(core.latency(), () => {
    if (isCutOff(core.faults.vanished, to, from)) return;
    port.tellUndelivered(undelivered("STATUS_PORT_UNREACHABLE"));
  });
}

function undelivered(status: Status): TransportFailure {
  return new TransportFailure(status, "the datagram cannot be delivered");
}

function copyOf(data: Uint8Array): Uint8Array {
  const copy = new Uint8Array(data.byteLength);
  copy.set(data);
  return copy;
}
