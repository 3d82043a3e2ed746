import type { AddressFamily, Factory } from "@captable/wsk";
import type { Bind } from "./bound.ts";
import { LocalEndpoint } from "./local.ts";
import type { PendingQueue } from "./queue.ts";
import type { Failing } from "./statuses.ts";
import type { Usage } from "./usage.ts";

/** What all sockets of a registration share. */
export interface Environment {
  readonly factory: Factory;
  readonly usage: Usage;
  /** Calls of client objects that only the end of the registration ends. */
  readonly changes: PendingQueue<Failing, void>;
  /** How TCP sockets are bound. */
  readonly bind: Bind;
}

/** The local address of a new TCP socket. */
export function localEndpoint(
  environment: Environment,
  family: AddressFamily,
): LocalEndpoint {
  return new LocalEndpoint(family, environment.bind);
}
