import type {
  GetNameInfoOptions,
  NameInfo,
  SocketAddress,
} from "@captable/wsk";
import { canonical, checkAddress } from "./addresses.ts";
import { fail, failure, type Failing } from "./failing.ts";
import { familyOf } from "./names.ts";
import { TransportFailure } from "./transport/failure.ts";
import { reasonAgainst } from "./transport/fidelity.ts";
import type { Transport } from "./transport/transport.ts";

const CALL = "getNameInfo";

/** Finds the names of an address. What is wanted in numbers is not asked for. */
export async function nameAddress(
  host: Failing,
  transport: Transport,
  address: SocketAddress,
  options: GetNameInfoOptions,
): Promise<NameInfo> {
  checkAddress(host, CALL, address, address.family);
  const { flags = {} } = options;
  const { dgram, numericHost = false, numericServ = false } = flags;
  const name = `${CALL}.flags.dgram`;
  const reason = reasonAgainst(transport.fidelity, name, "client");
  if (dgram === true && !numericServ && reason !== undefined) {
    throw fail(host, CALL, "STATUS_NOT_SUPPORTED", `dgram: ${reason}`);
  }
  const inNumbers = numbersOf(address);
  if (numericHost && numericServ) return inNumbers;
  const found = await lookUp(host, transport, address, flags, inNumbers);
  const { nodeName, serviceName } = numericHost
    ? { ...found, nodeName: inNumbers.nodeName }
    : shortened(transport, address, flags, found);
  return {
    nodeName,
    serviceName: numericServ ? inNumbers.serviceName : serviceName,
  };
}

type NameFlags = NonNullable<GetNameInfoOptions["flags"]>;

function numbersOf(address: SocketAddress): NameInfo {
  const scope = address.family === "IPv6" ? (address.scopeId ?? 0) : 0;
  const { address: text, port } = address;
  return {
    nodeName: scope === 0 ? text : `${text}%${scope}`,
    serviceName: String(port),
  };
}

async function lookUp(
  host: Failing,
  transport: Transport,
  address: SocketAddress,
  flags: NameFlags,
  inNumbers: NameInfo,
): Promise<NameInfo> {
  try {
    return await transport.nameOf(address, flags);
  } catch (error) {
    const nameless =
      error instanceof TransportFailure && error.status === "STATUS_NO_MATCH";
    if (nameless && flags.nameReqd !== true) return inNumbers;
    throw failure(host, CALL, error);
  }
}

/** A local host loses its domain, if that is asked for. */
function shortened(
  transport: Transport,
  address: SocketAddress,
  { nofqdn }: NameFlags,
  found: NameInfo,
): NameInfo {
  if (nofqdn !== true || familyOf(found.nodeName) !== undefined) return found;
  const own = canonical(address);
  const local = transport
    .localAddresses(address.family)
    .some((candidate) => canonical(candidate) === own);
  const [label = found.nodeName] = found.nodeName.split(".");
  return local ? { ...found, nodeName: label } : found;
}
