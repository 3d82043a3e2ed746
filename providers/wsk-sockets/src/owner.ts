import { fail, type Failing } from "./failing.ts";
import { reasonAgainst, type Support } from "./transport/fidelity.ts";

/** On whose behalf a call is made. */
export interface Owner {
  readonly owningProcess?: unknown;
  readonly owningThread?: unknown;
  readonly securityDescriptor?: unknown;
}

/** Refuses every owner but the program itself. */
export function checkOwner(
  host: Failing,
  fidelity: readonly Support[],
  functionName: string,
  owner: Owner,
): void {
  const { owningProcess, owningThread, securityDescriptor } = owner;
  const owned = owningProcess !== undefined || owningThread !== undefined;
  if (!owned && securityDescriptor === undefined) return;
  if (owningThread !== undefined && owningProcess === undefined) {
    throw fail(
      host,
      functionName,
      "STATUS_INVALID_PARAMETER",
      "a thread comes without a process",
    );
  }
  const given = { owningProcess, owningThread, securityDescriptor };
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const reason =
      reasonAgainst(fidelity, `${functionName}.${name}`, "client") ??
      "not supported";
    throw fail(
      host,
      functionName,
      "STATUS_NOT_SUPPORTED",
      `${name}: ${reason}`,
    );
  }
}
