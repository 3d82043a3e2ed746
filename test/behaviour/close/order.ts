import type { WskError } from "@captable/wsk";
import { failure, type Client } from "../net.ts";

/** Notes the order in which things complete: calls by function and status. */
export class Order {
  readonly noted: string[] = [];

  failed(call: Promise<unknown>): Promise<void> {
    return failure(call).then((error) => {
      const { functionName, status } = error as WskError;
      this.noted.push(`${functionName} ${status}`);
    });
  }

  done(call: Promise<unknown>): Promise<void> {
    return call.then(() => void this.noted.push("closed"));
  }
}

export function receive(socket: Client): Promise<number> {
  return socket.receive(new Uint8Array(8));
}
