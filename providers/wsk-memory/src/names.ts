import type {
  GetNameInfoOptions,
  NameInfo,
  SocketAddress,
} from "@captable/wsk";
import {
  TransportFailure,
  type NameAnswer,
  type NameQuery,
} from "@captable/wsk-sockets";
import { canonical, isLoopback, isNumeric, onWire } from "./addresses.ts";
import type { Host } from "./host.ts";

/** The names of a network, each with its addresses. */
export type Names = ReadonlyMap<string, readonly string[]>;

/** Throws a {@link TransportFailure} if there is no such name, or none of the family. */
export function resolve(
  names: Names,
  host: Host,
  query: NameQuery,
): readonly NameAnswer[] {
  const all = lookUp(names, query.name).map(answerOf);
  const wanted = inFamily(all, query);
  const found = query.addrConfig
    ? wanted.filter(({ family }) => isConfigured(host, family))
    : wanted;
  if (found.length === 0) throw noMatch(query.name);
  return found;
}

function lookUp(names: Names, name: string): readonly string[] {
  if (isNumeric(name)) return [name];
  const plain = name.toLowerCase().replace(/\.$/, "");
  for (const [known, addresses] of names) {
    if (known.toLowerCase() === plain) return addresses;
  }
  return [];
}

function answerOf(text: string): NameAnswer {
  if (!isNumeric(text)) {
    throw new TypeError(`names: ${JSON.stringify(text)} is not an address`);
  }
  const family = text.includes(":") ? "IPv6" : "IPv4";
  return { address: canonical(text, family), family };
}

function inFamily(
  all: readonly NameAnswer[],
  { family, all: mappedToo, v4Mapped }: NameQuery,
): readonly NameAnswer[] {
  if (family === undefined) return all;
  const own = all.filter((answer) => answer.family === family);
  if (family === "IPv4" || !v4Mapped || (own.length > 0 && !mappedToo)) {
    return own;
  }
  const mapped = all
    .filter((answer) => answer.family === "IPv4")
    .map(({ address }) => ({ address: `::ffff:${address}`, family }));
  return [...own, ...mapped];
}

/** Whether the host has an address of the family, besides that of loopback. */
function isConfigured(host: Host, family: NameAnswer["family"]): boolean {
  return host.addresses.some(
    (local) => local.family === family && !isLoopback({ ...local, port: 0 }),
  );
}

/** Throws a {@link TransportFailure} if the address has no name though one is required. */
export function nameOf(
  names: Names,
  host: Host,
  address: SocketAddress,
  flags: NonNullable<GetNameInfoOptions["flags"]>,
): NameInfo {
  const serviceName = String(address.port);
  const wire = onWire(address);
  if (flags.numericHost === true) {
    return { nodeName: wire.address, serviceName };
  }
  for (const [name, addresses] of names) {
    const has = addresses.some((own) => answerOf(own).address === wire.address);
    if (!has) continue;
    const short = flags.nofqdn === true && host.owns(wire);
    const [label = name] = name.split(".");
    return { nodeName: short ? label : name, serviceName };
  }
  if (flags.nameReqd === true) throw noMatch(wire.address);
  return { nodeName: wire.address, serviceName };
}

function noMatch(name: string): TransportFailure {
  return new TransportFailure(
    "STATUS_NO_MATCH",
    `nobody is called ${JSON.stringify(name)}`,
  );
}
