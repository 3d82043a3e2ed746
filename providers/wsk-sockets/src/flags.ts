import { fail, type Failing } from "./failing.ts";
import { reasonAgainst, type Support } from "./transport/fidelity.ts";

interface FlagHost extends Failing {
  readonly category: string;
}

/**
 * Refuses a flag of a call that the transport does not honour.
 *
 * @param type - of the flags, as the table names it
 */
export function checkFlags(
  host: FlagHost,
  fidelity: readonly Support[],
  functionName: string,
  type: string,
  flags: object,
): void {
  for (const [name, set] of Object.entries(flags)) {
    if (set !== true) continue;
    const flag = `${type}.${name}`;
    const reason = reasonAgainst(fidelity, flag, host.category);
    if (reason === undefined) continue;
    const message = `${flag}: ${reason}`;
    throw fail(host, functionName, "STATUS_NOT_SUPPORTED", message);
  }
}
