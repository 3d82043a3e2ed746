import { WskError } from "@captable/wsk";

/** The status of an error; empty if it has none. */
export function statusOf(error: unknown): string {
  return error instanceof WskError ? error.status : "";
}

export function isCancelled(error: unknown): boolean {
  return statusOf(error) === "STATUS_CANCELLED";
}
