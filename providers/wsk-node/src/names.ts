import dns from "node:dns";
import net from "node:net";
import type {
  AddressFamily,
  AddressHints,
  AddressInfo,
  GetAddressInfoOptions,
  GetNameInfoOptions,
  NameInfo,
  SocketAddress,
} from "@captable/wsk";
import { checkAddress, hostOf, localAddresses } from "./addresses.ts";
import { codeOf, failure, ofNames, type Failing } from "./statuses.ts";
import { hasTransport } from "./transports.ts";

/** Resolves names with the system's resolver. */
export function resolveNames(
  host: Failing,
  options: GetAddressInfoOptions,
): Promise<readonly AddressInfo[]> {
  const { nodeName = "", serviceName = "", hints = {} } = options;
  checkQuery(host, options, hints);
  const port = portOf(host, serviceName, hints);
  const found = (addresses: readonly dns.LookupAddress[]): AddressInfo[] =>
    addresses.map(({ address, family }) =>
      addressInfo(
        address,
        family === 6 ? "IPv6" : "IPv4",
        port,
        nodeName,
        hints,
      ),
    );
  if (nodeName === "") return Promise.resolve(found(unnamed(hints)));
  if (hints.flags?.numericHost === true && net.isIP(nodeName) === 0) {
    throw host.fail("getAddressInfo", "STATUS_NO_MATCH");
  }
  return new Promise((resolve, reject) => {
    dns.lookup(nodeName, lookupOptions(hints), (error, addresses) => {
      if (error === null) resolve(found(addresses));
      else reject(failure(host, "getAddressInfo", error, ofNames));
    });
  });
}

function checkQuery(
  host: Failing,
  options: GetAddressInfoOptions,
  hints: AddressHints,
): void {
  const { nodeName = "", serviceName = "" } = options;
  if (nodeName === "" && serviceName === "") {
    throw host.fail("getAddressInfo", "STATUS_INVALID_PARAMETER", {
      message: "there is no name",
    });
  }
  const numeric = net.isIP(nodeName) !== 0;
  const { socketType, protocol } = hints;
  const unsupported: Readonly<Record<string, boolean>> = {
    nameSpace: (options.nameSpace ?? 0) !== 0,
    provider: options.provider !== undefined,
    canonName: hints.flags?.canonName === true && !numeric,
    transport: socketType !== undefined && !hasTransport(socketType, protocol),
  };
  for (const [name, present] of Object.entries(unsupported)) {
    if (!present) continue;
    throw host.fail("getAddressInfo", "STATUS_NOT_SUPPORTED", {
      message: `${name}: Node knows the system's resolver only`,
    });
  }
}

function portOf(
  host: Failing,
  serviceName: string,
  hints: AddressHints,
): number {
  if (serviceName === "") return 0;
  const port = /^\d+$/.test(serviceName) ? Number(serviceName) : -1;
  if (port >= 0 && port <= 0xffff) return port;
  const named = hints.flags?.numericServ !== true && port < 0;
  throw host.fail(
    "getAddressInfo",
    named ? "STATUS_NOT_SUPPORTED" : "STATUS_NO_MATCH",
    { message: "Node does not look services up; a port number is needed" },
  );
}

/** Without a node name: this host, to be bound to or to be reached. */
function unnamed(hints: AddressHints): dns.LookupAddress[] {
  const passive = hints.flags?.passive === true;
  const all = [
    { address: passive ? "::" : "::1", family: 6 },
    { address: passive ? "0.0.0.0" : "127.0.0.1", family: 4 },
  ];
  const { family } = hints;
  if (family === undefined) return all;
  return all.filter((entry) => entry.family === (family === "IPv6" ? 6 : 4));
}

function lookupOptions(hints: AddressHints): dns.LookupAllOptions {
  const { addrConfig, all, v4Mapped } = hints.flags ?? {};
  return {
    all: true,
    verbatim: true,
    family: hints.family === undefined ? 0 : hints.family === "IPv6" ? 6 : 4,
    hints:
      (addrConfig === true ? dns.ADDRCONFIG : 0) |
      (all === true ? dns.ALL : 0) |
      (v4Mapped === true ? dns.V4MAPPED : 0),
  };
}

function addressInfo(
  address: string,
  family: AddressFamily,
  port: number,
  nodeName: string,
  hints: AddressHints,
): AddressInfo {
  const { socketType, protocol } = hints;
  return {
    family,
    ...(socketType === undefined ? {} : { socketType }),
    ...(protocol === undefined ? {} : { protocol }),
    ...(hints.flags?.canonName === true ? { canonName: nodeName } : {}),
    address: { family, address, port },
  };
}

/** Finds the names of an address with the system's resolver. */
export function nameAddress(
  host: Failing,
  address: SocketAddress,
  options: GetNameInfoOptions,
): Promise<NameInfo> {
  checkAddress(host, "getNameInfo", address, address.family);
  const { dgram, nameReqd, numericHost, numericServ } = options.flags ?? {};
  if (dgram === true && numericServ !== true) {
    throw host.fail("getNameInfo", "STATUS_NOT_SUPPORTED", {
      message: "Node looks up the services of TCP only",
    });
  }
  const numeric: NameInfo = {
    nodeName: hostOf(address),
    serviceName: String(address.port),
  };
  if (numericHost === true && numericServ === true) {
    return Promise.resolve(numeric);
  }
  return new Promise((resolve, reject) => {
    dns.lookupService(address.address, address.port, (error, name, service) => {
      if (error === null) {
        resolve({
          nodeName:
            numericHost === true
              ? numeric.nodeName
              : shortened(name, address, options),
          serviceName: numericServ === true ? numeric.serviceName : service,
        });
      } else if (nameReqd !== true && codeOf(error) === "ENOTFOUND") {
        resolve(numeric);
      } else {
        reject(failure(host, "getNameInfo", error, ofNames));
      }
    });
  });
}

/** A local host loses its domain, if that is asked for. */
function shortened(
  name: string,
  { address, family }: SocketAddress,
  options: GetNameInfoOptions,
): string {
  if (options.flags?.nofqdn !== true) return name;
  const local = localAddresses(family).some((own) => own.address === address);
  const [label = name] = name.split(".");
  return local ? label : name;
}
