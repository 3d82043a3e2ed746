import { getSystemErrorName } from "node:util";
import type { Status } from "@captable/wsk";
import { TransportFailure } from "@captable/wsk-sockets";

/** What the codes of errors mean, as far as it does not depend on the call. */
// prettier-ignore
const meanings: readonly (readonly [Status, codes: string])[] = [
  ["STATUS_ACCESS_DENIED",             "EACCES EPERM ERR_IP_BLOCKED"],
  ["STATUS_ADDRESS_ALREADY_EXISTS",    "EADDRINUSE"],
  ["STATUS_BUFFER_OVERFLOW",           "EAI_OVERFLOW EOVERFLOW"],
  ["STATUS_CONNECTION_ABORTED",        "ECONNABORTED EPROTO"],
  ["STATUS_CONNECTION_ACTIVE",         "EALREADY EISCONN"],
  ["STATUS_CONNECTION_DISCONNECTED",   "ESHUTDOWN ERR_STREAM_WRITE_AFTER_END"],
  ["STATUS_CONNECTION_INVALID",        "ENOTCONN"],
  ["STATUS_CONNECTION_REFUSED",        "ECONNREFUSED"],
  // EPIPE: written to a connection that the peer had reset.
  ["STATUS_CONNECTION_RESET",          "ECONNRESET EPIPE"],
  ["STATUS_HOST_UNREACHABLE",          "EHOSTDOWN EHOSTUNREACH"],
  // EAGAIN: the system has run out of something that it needs to connect or to send.
  ["STATUS_INSUFFICIENT_RESOURCES",    "EAGAIN EAI_MEMORY ENOBUFS ENOMEM ENOSPC"],
  ["STATUS_INVALID_ADDRESS_COMPONENT", "EADDRNOTAVAIL ENODEV ENXIO"],
  ["STATUS_INVALID_BUFFER_SIZE",       "EMSGSIZE"],
  ["STATUS_INVALID_PARAMETER",         "EAI_BADFLAGS EAI_BADHINTS EAI_FAMILY EAI_SOCKTYPE EDESTADDRREQ EDOM EINVAL ERANGE"],
  ["STATUS_INVALID_PARAMETER",         "ERR_INVALID_ADDRESS_FAMILY ERR_INVALID_ARG_TYPE ERR_INVALID_ARG_VALUE ERR_INVALID_IP_ADDRESS"],
  ["STATUS_INVALID_PARAMETER",         "ERR_OUT_OF_RANGE ERR_SOCKET_BAD_BUFFER_SIZE ERR_SOCKET_BAD_PORT ERR_SOCKET_BAD_TYPE"],
  ["STATUS_IO_TIMEOUT",                "EAI_AGAIN ERR_SOCKET_CONNECTION_TIMEOUT ETIMEDOUT"],
  ["STATUS_NETWORK_UNREACHABLE",       "ENETDOWN ENETUNREACH ENONET"],
  ["STATUS_NO_MATCH",                  "EAI_ADDRFAMILY EAI_NODATA EAI_NONAME EAI_SERVICE ENODATA ENOTFOUND"],
  ["STATUS_NOT_SUPPORTED",             "EAFNOSUPPORT EAI_PROTOCOL ENOPROTOOPT ENOSYS ENOTSUP EOPNOTSUPP EPROTONOSUPPORT EPROTOTYPE ESOCKTNOSUPPORT"],
  ["STATUS_TOO_MANY_OPENED_FILES",     "EMFILE ENFILE"],
  // Node's socket was closed while it still had something to do.
  ["STATUS_CANCELLED",                 "EAI_CANCELED ECANCELED ERR_SERVER_NOT_RUNNING ERR_SOCKET_CLOSED ERR_SOCKET_CLOSED_BEFORE_CONNECTION"],
  ["STATUS_CANCELLED",                 "ERR_SOCKET_DGRAM_NOT_RUNNING ERR_STREAM_ALREADY_FINISHED ERR_STREAM_DESTROYED ERR_STREAM_PREMATURE_CLOSE"],
  // Faults of the system, of Node, or of this provider.
  ["STATUS_UNSUCCESSFUL",              "EAI_FAIL EBADF EBUSY EFAULT EINTR EIO ENOTSOCK EOF EREMOTEIO UNKNOWN"],
  ["STATUS_UNSUCCESSFUL",              "ERR_INVALID_FD ERR_INVALID_FD_TYPE ERR_INVALID_HANDLE_TYPE ERR_SERVER_ALREADY_LISTEN ERR_SOCKET_ALREADY_BOUND"],
  ["STATUS_UNSUCCESSFUL",              "ERR_SOCKET_DGRAM_IS_CONNECTED ERR_SOCKET_DGRAM_NOT_CONNECTED ERR_SOCKET_HANDLE_ADOPTED"],
];

/** The statuses of error codes. A code that it lacks means STATUS_UNSUCCESSFUL. */
export const statuses: ReadonlyMap<string, Status> = new Map(
  meanings.flatMap(([status, codes]) =>
    codes.split(" ").map((code) => [code, status] as const),
  ),
);

/** What a code means for certain calls only. */
export type Special = Readonly<Record<string, Status>>;

/** The system tells of a datagram that reached nobody in one of these ways. */
export const ofDatagrams: Special = {
  ECONNREFUSED: "STATUS_PORT_UNREACHABLE",
  ECONNRESET: "STATUS_PORT_UNREACHABLE",
};

/** No port is left that could be chosen for port 0. */
export const ofAnyPort: Special = {
  EADDRINUSE: "STATUS_TOO_MANY_ADDRESSES",
};

/** The code that Node gives an error, or what is behind it. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  // Where Node has a code of its own for what the system answered, the latter says more.
  const info: unknown = Reflect.get(error, "info");
  const inner = info === error ? undefined : codeOf(info);
  if (inner !== undefined) return inner;
  const errno: unknown = Reflect.get(error, "errno");
  // `node:os` has lost the sign of the number, and so finds no name for it.
  if (typeof errno === "number" && errno > 0) return getSystemErrorName(-errno);
  const code: unknown = Reflect.get(error, "code");
  return typeof code === "string" ? code : undefined;
}

/** The status of an error of Node. */
export function statusOf(error: unknown, special: Special = {}): Status {
  const code = codeOf(error) ?? "";
  const own = Object.hasOwn(special, code) ? special[code] : undefined;
  return own ?? statuses.get(code) ?? "STATUS_UNSUCCESSFUL";
}

/** The failure that an error of Node amounts to. The error stays its cause. */
export function failureOf(error: unknown, special?: Special): TransportFailure {
  const message = error instanceof Error ? error.message : String(error);
  return new TransportFailure(statusOf(error, special), message, error);
}
