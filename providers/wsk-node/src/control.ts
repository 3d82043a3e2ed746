import type { AddressFamily, SocketAddress } from "@captable/wsk";
import { localAddresses } from "./addresses.ts";
import { reasonAgainst } from "./fidelity.ts";
import type { Failing } from "./statuses.ts";

/** Sets options, by name. */
export type Setters<Options> = {
  readonly [Name in keyof Options]?: (value: Options[Name]) => void;
};

/** Reads options, by name. */
export type Getters<Options> = {
  readonly [Name in keyof Options]?: () => Options[Name];
};

interface Request {
  readonly input: readonly unknown[];
  readonly result: unknown;
}

/** Runs requests, by name. */
export type Runners<Requests extends { [Name in keyof Requests]: Request }> = {
  readonly [Name in keyof Requests]?: (
    input: Requests[Name]["input"][0],
    signal: AbortSignal | undefined,
  ) => Requests[Name]["result"] | Promise<Requests[Name]["result"]>;
};

/** The class has checked the value by the name; no type can say so. */
type Handler = (value: never, signal: AbortSignal | undefined) => unknown;

/** What a category or service honours of its properties, by the kind of request. */
export type Controls = Readonly<
  Record<string, Readonly<Record<string, Handler | undefined>>>
>;

interface ControlHost extends Failing {
  readonly category: string;
}

/** Has a request handled. Without a handler it is not supported. */
export function control(
  host: ControlHost,
  functionName: string,
  handlers: Readonly<Record<string, Handler | undefined>> | undefined,
  name: string,
  value: unknown,
  options: { readonly signal?: AbortSignal },
): Promise<unknown> {
  const handler =
    handlers !== undefined && Object.hasOwn(handlers, name)
      ? handlers[name]
      : undefined;
  if (handler === undefined) {
    const reason = reasonAgainst(name, host.category) ?? "not supported";
    throw host.fail(functionName, "STATUS_NOT_SUPPORTED", {
      message: `${name}: ${reason}`,
    });
  }
  return Promise.resolve(handler(value as never, options.signal));
}

/** The requests that all sockets honour. */
export function basicRequests(family: AddressFamily): {
  readonly SIO_ADDRESS_LIST_QUERY: () => readonly SocketAddress[];
} {
  return { SIO_ADDRESS_LIST_QUERY: () => localAddresses(family) };
}

/** Refuses IPV6_V6ONLY on a socket of IPv4. */
export function checkIPv6(host: Failing, family: AddressFamily): void {
  if (family === "IPv6") return;
  throw host.fail("controlSocket", "STATUS_INVALID_PARAMETER", {
    message: "the socket is not an IPv6 one",
  });
}
