import type { Status, WskError } from "@captable/wsk";

/** What makes the errors of an instance: its host. */
export interface Failing {
  fail(
    functionName: string,
    status: Status,
    detail?: { readonly message?: string; readonly cause?: unknown },
  ): WskError;
}

/** The statuses of error codes, as far as they do not depend on the call. */
const common: ReadonlyMap<string, Status> = new Map<string, Status>([
  ["EACCES", "STATUS_ACCESS_DENIED"],
  ["EADDRINUSE", "STATUS_ADDRESS_ALREADY_EXISTS"],
  ["EADDRNOTAVAIL", "STATUS_INVALID_ADDRESS_COMPONENT"],
  ["EAFNOSUPPORT", "STATUS_NOT_SUPPORTED"],
  ["ECONNABORTED", "STATUS_CONNECTION_ABORTED"],
  ["ECONNREFUSED", "STATUS_CONNECTION_REFUSED"],
  ["ECONNRESET", "STATUS_CONNECTION_RESET"],
  ["EHOSTDOWN", "STATUS_HOST_UNREACHABLE"],
  ["EHOSTUNREACH", "STATUS_HOST_UNREACHABLE"],
  ["EINVAL", "STATUS_INVALID_PARAMETER"],
  ["EMFILE", "STATUS_TOO_MANY_OPENED_FILES"],
  ["EMSGSIZE", "STATUS_INVALID_BUFFER_SIZE"],
  ["ENETDOWN", "STATUS_NETWORK_UNREACHABLE"],
  ["ENETUNREACH", "STATUS_NETWORK_UNREACHABLE"],
  ["ENFILE", "STATUS_TOO_MANY_OPENED_FILES"],
  ["ENOBUFS", "STATUS_INSUFFICIENT_RESOURCES"],
  ["ENOMEM", "STATUS_INSUFFICIENT_RESOURCES"],
  ["ENOPROTOOPT", "STATUS_NOT_SUPPORTED"],
  ["EOPNOTSUPP", "STATUS_NOT_SUPPORTED"],
  ["EPERM", "STATUS_ACCESS_DENIED"],
  // Written to a connection that the peer had reset.
  ["EPIPE", "STATUS_CONNECTION_RESET"],
  ["EPROTONOSUPPORT", "STATUS_NOT_SUPPORTED"],
  ["ETIMEDOUT", "STATUS_IO_TIMEOUT"],
]);

/** What a code means for certain calls only. */
export type Special = Readonly<Record<string, Status>>;

export const ofDatagrams: Special = {
  ECONNREFUSED: "STATUS_PORT_UNREACHABLE",
};

export const ofNames: Special = {
  EAI_AGAIN: "STATUS_IO_TIMEOUT",
  EAI_NODATA: "STATUS_NO_MATCH",
  EAI_NONAME: "STATUS_NO_MATCH",
  ENODATA: "STATUS_NO_MATCH",
  ENOTFOUND: "STATUS_NO_MATCH",
};

/** The code that Node gives an error. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const code: unknown = Reflect.get(error, "code");
  return typeof code === "string" ? code : undefined;
}

/** The status of an error of Node. */
export function statusOf(error: unknown, special: Special = {}): Status {
  const code = codeOf(error) ?? "";
  const own = Object.hasOwn(special, code) ? special[code] : undefined;
  return own ?? common.get(code) ?? "STATUS_UNSUCCESSFUL";
}

/** The error of a call that failed because of an error of Node, which stays its cause. */
export function failure(
  host: Failing,
  functionName: string,
  error: unknown,
  special?: Special,
): WskError {
  const message = error instanceof Error ? error.message : String(error);
  return host.fail(functionName, statusOf(error, special), {
    message,
    cause: error,
  });
}

/** The error of a call that was cancelled, by its signal or by closing the socket. */
export function cancelled(
  host: Failing,
  functionName: string,
  reason?: unknown,
): WskError {
  return host.fail(
    functionName,
    "STATUS_CANCELLED",
    reason === undefined
      ? { message: "the socket was closed" }
      : { message: "the signal was aborted", cause: reason },
  );
}
