import dns from "node:dns";
import type { NameInfo, SocketAddress } from "@captable/wsk";
import type { NameAnswer, NameQuery } from "@captable/wsk-sockets";
import { fromNode } from "./addresses.ts";
import { failureOf } from "./statuses.ts";

/** Resolves a name with the system's resolver. */
export function resolve(query: NameQuery): Promise<readonly NameAnswer[]> {
  return new Promise((done, reject) => {
    try {
      dns.lookup(query.name, lookupOptions(query), (error, addresses) => {
        if (error === null) done(addresses.map(answer));
        else reject(failureOf(error));
      });
    } catch (error) {
      // No name can be like that.
      reject(failureOf(error));
    }
  });
}

/** A zone is a number, however the platform names interfaces. */
function answer({ address }: dns.LookupAddress): NameAnswer {
  const found = fromNode(address, 0);
  const scope = found.family === "IPv6" ? (found.scopeId ?? 0) : 0;
  return {
    address: scope === 0 ? found.address : `${found.address}%${scope}`,
    family: found.family,
  };
}

function lookupOptions(query: NameQuery): dns.LookupAllOptions {
  const { family, addrConfig, all, v4Mapped } = query;
  return {
    all: true,
    verbatim: true,
    family: family === undefined ? 0 : family === "IPv6" ? 6 : 4,
    hints:
      (addrConfig ? dns.ADDRCONFIG : 0) |
      (all ? dns.ALL : 0) |
      (v4Mapped ? dns.V4MAPPED : 0),
  };
}

/** Finds the names of an address, and of its port as one of TCP, with the system's resolver. */
export function nameOf({ address, port }: SocketAddress): Promise<NameInfo> {
  return new Promise((done, reject) => {
    dns.lookupService(address, port, (error, nodeName, serviceName) => {
      if (error === null) done({ nodeName, serviceName });
      else reject(failureOf(error));
    });
  });
}
