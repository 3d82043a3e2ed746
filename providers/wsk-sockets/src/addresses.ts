import ipaddr from "ipaddr.js";
import type { AddressFamily, SocketAddress, Status } from "@captable/wsk";
import type { Failing } from "./failing.ts";

interface Fault {
  readonly status: Status;
  readonly message: string;
}

/** Any address of IPv4, which sockets mostly connect from. */
const ANY = "0.0.0.0";

/** What was found to be an address last: a program mostly goes where it has gone before. */
const known: Record<AddressFamily, string> = { IPv4: ANY, IPv6: "::" };

/** Whether a text is a numeric address of the family, without a zone. */
export function isNumeric(text: string, family: AddressFamily): boolean {
  if (text === ANY) return family === "IPv4";
  if (text === known[family]) return true;
  const numeric = parses(text, family);
  if (numeric) known[family] = text;
  return numeric;
}

function parses(text: string, family: AddressFamily): boolean {
  return family === "IPv4"
    ? ipaddr.IPv4.isValidFourPartDecimal(text)
    : ipaddr.IPv6.isValid(text) && !text.includes("%");
}

function faultOf(
  address: SocketAddress,
  family: AddressFamily,
): Fault | undefined {
  const status = "STATUS_INVALID_PARAMETER";
  if (address.family !== family) {
    return {
      status,
      message: `the address is ${address.family}, the socket ${family}`,
    };
  }
  const { address: text } = address;
  if (!isNumeric(text, family)) {
    return {
      status,
      message: `${JSON.stringify(text)} is not a numeric ${family} address`,
    };
  }
  if (address.family === "IPv6" && (address.flowInfo ?? 0) !== 0) {
    return {
      status: "STATUS_NOT_SUPPORTED",
      message: "flow information cannot be set",
    };
  }
  return undefined;
}

/** Refuses an address that is malformed or of another family than the socket. */
export function checkAddress(
  host: Failing,
  functionName: string,
  address: SocketAddress,
  family: AddressFamily,
): void {
  const fault = faultOf(address, family);
  if (fault === undefined) return;
  throw host.fail(functionName, fault.status, { message: fault.message });
}

/** Refuses what no connection can be made to. */
export function checkRemote(
  host: Failing,
  functionName: string,
  address: SocketAddress,
  family: AddressFamily,
): void {
  checkAddress(host, functionName, address, family);
  if (isWildcard(address)) {
    throw host.fail(functionName, "STATUS_INVALID_ADDRESS_WILDCARD");
  }
}

/** One spelling for all spellings of a numeric address. */
export function canonical({ address }: SocketAddress): string {
  return ipaddr.parse(address).toString();
}

/** In whatever spelling: all digits are 0. */
export function isWildcard({ address }: SocketAddress): boolean {
  return /^[0:.]+$/.test(address);
}
