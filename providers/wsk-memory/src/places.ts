import { isNumeric, onWire, written, type WireAddress } from "./addresses.ts";
import type { Host } from "./host.ts";

/** Where something comes from or goes to. */
export interface Place {
  readonly host: Host;
  readonly address: WireAddress;
}

/** A place named in faults, with its address in the one spelling. */
export function readPlace(text: string): string {
  const [, inBrackets, port] = /^\[(.*)\](?::(\d+))?$/.exec(text) ?? [];
  const address = inBrackets ?? text;
  if (!address.includes(":") || !isNumeric(address)) return text;
  const wire = onWire({ family: "IPv6", address, port: Number(port) });
  return port === undefined ? wire.address : written(wire);
}

/** Whether places named in faults include an address: by its host, by itself or with its port. */
export function includes(places: ReadonlySet<string>, place: Place): boolean {
  return (
    places.size > 0 &&
    (places.has(place.host.name) || includesAddress(places, place.address))
  );
}

/** The same for an address that is no host's, or that is meant whatever its host. */
export function includesAddress(
  places: ReadonlySet<string>,
  address: WireAddress,
): boolean {
  return (
    places.size > 0 &&
    (places.has(address.address) || places.has(written(address)))
  );
}

/** Whether nothing gets from one place to the other. A host that has vanished still reaches itself. */
export function isCutOff(
  vanished: ReadonlySet<string>,
  from: Place,
  to: Place,
): boolean {
  if (vanished.size === 0) return false;
  if (from.host !== to.host) {
    return includes(vanished, from) || includes(vanished, to);
  }
  return (
    includesAddress(vanished, from.address) ||
    includesAddress(vanished, to.address)
  );
}
