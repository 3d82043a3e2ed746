import { reasonAgainst } from "./fidelity.ts";
import type { Failing } from "./statuses.ts";

/** On whose behalf a call is made. */
export interface Owner {
  readonly owningProcess?: unknown;
  readonly owningThread?: unknown;
  readonly securityDescriptor?: unknown;
}

/** Refuses every owner but the process of Node itself. */
export function checkOwner(
  host: Failing,
  functionName: string,
  owner: Owner,
): void {
  const { owningProcess, owningThread, securityDescriptor } = owner;
  if (owningThread !== undefined && owningProcess === undefined) {
    throw host.fail(functionName, "STATUS_INVALID_PARAMETER", {
      message: "a thread comes without a process",
    });
  }
  const given = { owningProcess, owningThread, securityDescriptor };
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const reason = reasonAgainst(`socket.${name}`, "client") ?? name;
    throw host.fail(functionName, "STATUS_NOT_SUPPORTED", {
      message: `${name}: ${reason}`,
    });
  }
}
