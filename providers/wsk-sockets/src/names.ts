import type {
  AddressFamily,
  AddressHints,
  AddressInfo,
  GetAddressInfoOptions,
  SocketAddress,
} from "@captable/wsk";
import { isNumeric } from "./addresses.ts";
import { fail, failure, type Failing } from "./failing.ts";
import { reasonAgainst } from "./transport/fidelity.ts";
import type { NameAnswer } from "./transport/names.ts";
import type { Transport } from "./transport/transport.ts";
import { transports } from "./transports.ts";

const CALL = "getAddressInfo";

/** Resolves a name. What is numeric, or no name at all, is not the transport's to resolve. */
export async function resolveNames(
  host: Failing,
  transport: Transport,
  options: GetAddressInfoOptions,
): Promise<readonly AddressInfo[]> {
  const { nodeName = "", serviceName = "", hints = {} } = options;
  checkQuery(host, transport, options, hints);
  const port = portOf(host, serviceName, hints);
  const answers =
    nodeName === ""
      ? unnamed(hints)
      : (numeric(nodeName, hints) ??
        (await ask(host, transport, nodeName, hints)));
  if (answers.length === 0) throw host.fail(CALL, "STATUS_NO_MATCH");
  return answers.map((answer, index) =>
    addressInfo(answer, port, hints, index === 0 ? nodeName : ""),
  );
}

function checkQuery(
  host: Failing,
  { fidelity }: Transport,
  options: GetAddressInfoOptions,
  hints: AddressHints,
): void {
  const { nodeName = "", serviceName = "" } = options;
  if (nodeName === "" && serviceName === "") {
    throw fail(host, CALL, "STATUS_INVALID_PARAMETER", "there is no name");
  }
  const { socketType, protocol } = hints;
  const named = nodeName !== "" && numeric(nodeName, hints) === undefined;
  const unsupported: Readonly<Record<string, boolean>> = {
    nameSpace: (options.nameSpace ?? 0) !== 0,
    provider: options.provider !== undefined,
    "hints.flags.canonName": hints.flags?.canonName === true && named,
    "hints.socketType and protocol": !offered(socketType, protocol),
  };
  for (const [name, present] of Object.entries(unsupported)) {
    if (!present) continue;
    const reason =
      reasonAgainst(fidelity, `${CALL}.${name}`, "client") ?? "not supported";
    throw fail(host, CALL, "STATUS_NOT_SUPPORTED", `${name}: ${reason}`);
  }
}

/** Whether there are sockets of the type and the protocol, as far as they are given. */
function offered(
  socketType: AddressHints["socketType"],
  protocol: AddressHints["protocol"],
): boolean {
  return transports.some(
    (transport) =>
      (socketType ?? transport.socketType) === transport.socketType &&
      (protocol ?? transport.protocol) === transport.protocol,
  );
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
  throw fail(
    host,
    CALL,
    named ? "STATUS_NOT_SUPPORTED" : "STATUS_NO_MATCH",
    "services are not looked up; a port number is needed",
  );
}

/** Without a node name: this host, to be bound to or to be reached. */
function unnamed({ family, flags }: AddressHints): readonly NameAnswer[] {
  const passive = flags?.passive === true;
  const all: readonly NameAnswer[] = [
    { address: passive ? "::" : "::1", family: "IPv6" },
    { address: passive ? "0.0.0.0" : "127.0.0.1", family: "IPv4" },
  ];
  return all.filter((answer) => (family ?? answer.family) === answer.family);
}

/** What a numeric address resolves to, which is nothing if another family is wanted; undefined if it is a name. */
function numeric(
  name: string,
  { family: wanted, flags }: AddressHints,
): readonly NameAnswer[] | undefined {
  const family = familyOf(name);
  if (family === undefined) {
    return flags?.numericHost === true ? [] : undefined;
  }
  if ((wanted ?? family) === family) return [{ address: name, family }];
  return family === "IPv4" && flags?.v4Mapped === true
    ? [{ address: `::ffff:${name}`, family: "IPv6" }]
    : [];
}

/** The family of a numeric address, which may have a number as its zone. */
export function familyOf(text: string): AddressFamily | undefined {
  if (isNumeric(text, "IPv4")) return "IPv4";
  return isNumeric(text.replace(/%\d+$/, ""), "IPv6") ? "IPv6" : undefined;
}

async function ask(
  host: Failing,
  transport: Transport,
  name: string,
  { family, flags = {} }: AddressHints,
): Promise<readonly NameAnswer[]> {
  const { addrConfig = false, all = false, v4Mapped = false } = flags;
  try {
    const query = { name, family, addrConfig, all, v4Mapped };
    return await transport.resolve(query);
  } catch (error) {
    throw failure(host, CALL, error);
  }
}

/** @param canonName - empty unless it is the first address */
function addressInfo(
  answer: NameAnswer,
  port: number,
  { socketType, protocol, flags }: AddressHints,
  canonName: string,
): AddressInfo {
  return {
    family: answer.family,
    ...(socketType === undefined ? {} : { socketType }),
    ...(protocol === undefined ? {} : { protocol }),
    ...(flags?.canonName === true && canonName !== "" ? { canonName } : {}),
    address: addressOf(answer, port),
  };
}

function addressOf(
  { address, family }: NameAnswer,
  port: number,
): SocketAddress {
  if (family === "IPv4") return { family, address, port };
  const [text = address, zone] = address.split("%");
  return zone === undefined
    ? { family, address, port }
    : { family, address: text, port, scopeId: Number(zone) };
}
