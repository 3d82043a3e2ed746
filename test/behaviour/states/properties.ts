import type { AnySocket, Status } from "@captable/wsk";
import {
  IOCTLS,
  LETTERS,
  OPTIONS,
  type When,
} from "../../wsk-table/properties.ts";
import { SHORT } from "../../wsk-table/lifecycle-matrix.ts";
import { loopback } from "../net.ts";

/** One way to ask for a property. */
export interface Request {
  readonly request: "setOption" | "getOption" | "ioctl";
  readonly name: string;
  /** Where it is legal; undefined: wherever `controlSocket` is. */
  readonly states: readonly string[] | undefined;
}

/** What to set, or to give to a request. Those without a line take nothing. */
const values: Readonly<Record<string, unknown>> = {
  SO_BROADCAST: true,
  SO_CONDITIONAL_ACCEPT: false,
  SO_EXCLUSIVEADDRUSE: true,
  SO_REUSEADDR: true,
  SO_KEEPALIVE: true,
  SO_RCVBUF: 65_536,
  SO_WSK_SECURITY: {},
  IPV6_V6ONLY: true,
  TCP_FASTOPEN: true,
  TCP_NODELAY: true,
  SIO_WSK_SET_REMOTE_ADDRESS: { ...loopback(), port: 9 },
  SIO_WSK_SET_SENDTO_ADDRESS: { ...loopback(), port: 9 },
  SIO_WSK_REGISTER_EXTENSION: {
    npiId: "2227e803-8d8b-11d4-abad-009027719e09",
  },
  SIO_ADDRESS_LIST_SORT: [loopback()],
  SIO_LOOPBACK_FAST_PATH: true,
  SIO_SET_WFP_CONNECTION_REDIRECT_RECORDS: new Uint8Array(4),
};

/** An event of each category. Disabling what is off succeeds, with or without a handler. */
const events: Readonly<Record<string, string>> = {
  listening: "accept",
  datagram: "receiveFrom",
  connectionOriented: "receive",
  stream: "receive",
};

/** What a legal request gets all the same, on an IPv4 socket that was not accepted conditionally. */
export const refusals: Readonly<Record<string, Status>> = {
  IPV6_V6ONLY: "STATUS_INVALID_PARAMETER",
  SIO_WSK_QUERY_INSPECT_ID: "STATUS_INVALID_DEVICE_REQUEST",
  // Waits, until its signal is aborted.
  SIO_ADDRESS_LIST_CHANGE: "STATUS_CANCELLED",
};

export function argsOf(
  { request, name }: Request,
  { category, state }: AnySocket,
): unknown[] {
  if (request === "getOption") return [];
  if (name !== "SO_WSK_EVENT_CALLBACK") {
    return Object.hasOwn(values, name) ? [values[name]] : [];
  }
  const event = state === "listening" ? "accept" : events[category];
  return [{ eventMask: { [event ?? "receive"]: true, disable: true } }];
}

function statesIn(
  when: When,
  letter: string,
  set: boolean,
): readonly string[] | undefined {
  if (when === "any" || !set) return undefined;
  return (when === "before bind" ? "created" : when[letter])?.split(" ");
}

/** All requests for the properties of a category. */
export function requestsOf(category: string): readonly Request[] {
  const [letter = ""] =
    Object.entries(LETTERS).find(([, name]) => name === category) ?? [];
  const options = OPTIONS.filter(({ categories }) =>
    categories.includes(letter),
  ).flatMap(({ native: name, access, when }): Request[] => [
    ...(access === "get"
      ? []
      : [
          {
            request: "setOption" as const,
            name,
            states: statesIn(when, letter, true),
          },
        ]),
    ...(access === "set"
      ? []
      : [
          {
            request: "getOption" as const,
            name,
            states: statesIn(when, letter, false),
          },
        ]),
  ]);
  const ioctls = IOCTLS.filter(
    ({ native, categories }) =>
      categories.includes(letter) && native !== "SIO_WSK_SET_TCP_SILENT_MODE",
  ).map(({ native: name, when }) => ({
    request: "ioctl" as const,
    name,
    states: statesIn(when, letter, true),
  }));
  return [...options, ...ioctls];
}

/** What `controlSocket` gets where nothing about it is legal. */
const closedToAll: Readonly<Record<string, string | undefined>> = {
  silent: SHORT["IDS"],
  dead: SHORT["FFC"],
  closed: SHORT["FC"],
};

/** What an illegal request gets; undefined if it is legal. */
export function refusedBy(
  state: string,
  { states }: Request,
): string | undefined {
  const always = closedToAll[state];
  if (always !== undefined) return always;
  return states === undefined || states.includes(state)
    ? undefined
    : SHORT["IDS"];
}
