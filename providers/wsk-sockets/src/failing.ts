import type { Status, WskError } from "@captable/wsk";
import { TransportFailure } from "./transport/failure.ts";

/** What makes the errors of an instance: its host. */
export interface Failing {
  fail(
    functionName: string,
    status: Status,
    detail?: { readonly message?: string; readonly cause?: unknown },
  ): WskError;
}

/** An error that has no cause but the call itself. */
export function fail(
  host: Failing,
  functionName: string,
  status: Status,
  message: string,
): WskError {
  return host.fail(functionName, status, { message });
}

/**
 * The error of a call that the transport made fail. Its cause is the
 * transport's own, if there is one.
 *
 * @param statuses - other statuses for those of the transport, where the call gives them another meaning
 */
export function failure(
  host: Failing,
  functionName: string,
  error: unknown,
  statuses: Readonly<Partial<Record<Status, Status>>> = {},
): WskError {
  if (!(error instanceof TransportFailure)) {
    return host.fail(functionName, "STATUS_UNSUCCESSFUL", {
      message: error instanceof Error ? error.message : String(error),
      cause: error,
    });
  }
  const { status, message, cause = error } = error;
  return host.fail(functionName, statuses[status] ?? status, {
    message,
    cause,
  });
}

/** Does what the transport may refuse, and says so as the error of a call. */
export function attempt<Result>(
  host: Failing,
  functionName: string,
  doIt: () => Result,
): Result {
  try {
    return doIt();
  } catch (error) {
    throw failure(host, functionName, error);
  }
}

/** The error of a call that was pending when its socket died. */
export function forcedClosed(
  host: Failing,
  functionName: string,
  error: TransportFailure,
): WskError {
  const { message, cause = error } = error;
  return host.fail(functionName, "STATUS_FILE_FORCED_CLOSED", {
    message,
    cause,
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
