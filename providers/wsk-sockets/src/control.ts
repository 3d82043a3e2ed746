import type { AddressFamily } from "@captable/wsk";
import { fail, type Failing } from "./failing.ts";
import { reasonAgainst, type Support } from "./transport/fidelity.ts";

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

/** What a category or service does for each of its properties, by the kind of request. */
export type Controls = Readonly<
  Record<string, Readonly<Record<string, Handler | undefined>>>
>;

interface ControlHost extends Failing {
  readonly category: string;
}

/** Has a request handled, unless the transport does not honour it. */
export function control(
  host: ControlHost,
  fidelity: readonly Support[],
  functionName: string,
  handlers: Readonly<Record<string, Handler | undefined>> | undefined,
  name: string,
  value: unknown,
  options: { readonly signal?: AbortSignal },
): Promise<unknown> {
  const reason = reasonAgainst(fidelity, name, host.category);
  const handler =
    handlers !== undefined && Object.hasOwn(handlers, name)
      ? handlers[name]
      : undefined;
  if (reason !== undefined || handler === undefined) {
    throw fail(
      host,
      functionName,
      "STATUS_NOT_SUPPORTED",
      `${name}: ${reason ?? "not supported"}`,
    );
  }
  return Promise.resolve(handler(value as never, options.signal));
}

/** Refuses IPV6_V6ONLY on a socket of IPv4. */
export function checkIPv6(host: Failing, family: AddressFamily): void {
  if (family === "IPv6") return;
  throw fail(
    host,
    "controlSocket",
    "STATUS_INVALID_PARAMETER",
    "the socket is not an IPv6 one",
  );
}
