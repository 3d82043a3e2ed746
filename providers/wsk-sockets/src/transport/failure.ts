import type { Status } from "@captable/wsk";

/** What a transport fails with: the status that it means, and the transport's own error as the cause. */
export class TransportFailure extends Error {
  override readonly name = "TransportFailure";
  readonly status: Status;

  constructor(status: Status, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
  }
}
