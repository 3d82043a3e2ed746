import type { Status } from "@captable/wsk";
import { TransportFailure } from "@captable/wsk-sockets";

/** What the errors of WASI mean, as it names them. Others mean STATUS_UNSUCCESSFUL. */
const meanings: ReadonlyMap<unknown, Status> = new Map<unknown, Status>([
  ["access-denied", "STATUS_ACCESS_DENIED"],
  ["address-in-use", "STATUS_ADDRESS_ALREADY_EXISTS"],
  ["address-not-bindable", "STATUS_INVALID_ADDRESS_COMPONENT"],
  ["connection-aborted", "STATUS_CONNECTION_ABORTED"],
  // Written to a connection that the peer had reset.
  ["connection-broken", "STATUS_CONNECTION_RESET"],
  ["connection-refused", "STATUS_CONNECTION_REFUSED"],
  ["connection-reset", "STATUS_CONNECTION_RESET"],
  ["datagram-too-large", "STATUS_INVALID_BUFFER_SIZE"],
  ["invalid-argument", "STATUS_INVALID_PARAMETER"],
  ["invalid-state", "STATUS_INVALID_DEVICE_STATE"],
  ["name-unresolvable", "STATUS_NO_MATCH"],
  ["not-supported", "STATUS_NOT_SUPPORTED"],
  ["out-of-memory", "STATUS_INSUFFICIENT_RESOURCES"],
  ["remote-unreachable", "STATUS_HOST_UNREACHABLE"],
  ["temporary-resolver-failure", "STATUS_IO_TIMEOUT"],
  ["timeout", "STATUS_IO_TIMEOUT"],
]);

/** The failure that an error of the package amounts to. The error stays its cause. */
export function failureOf(error: unknown): TransportFailure {
  if (error instanceof TransportFailure) return error;
  const payload: unknown = Reflect.get(Object(error), "payload");
  const tag: unknown = Reflect.get(Object(payload), "tag");
  const message = error instanceof Error ? error.message : String(error);
  const status = meanings.get(tag) ?? "STATUS_UNSUCCESSFUL";
  return new TransportFailure(status, message, error);
}

/** The failure of what the package has no function for. */
export function lacking(what: string): TransportFailure {
  return new TransportFailure(
    "STATUS_NOT_SUPPORTED",
    `the package has no function for ${what}`,
  );
}

/** Has the package do something, and fails as a transport does. */
export function attempt<Result>(call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    throw failureOf(error);
  }
}
