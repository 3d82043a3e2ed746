/** A provider that does not keep to the table. @module */

/** The part of the contract that a provider has broken. */
export type Clause =
  | "functions"
  | "promise"
  | "result"
  | "error"
  | "once"
  | "event"
  | "report"
  | "end";

export class ContractBreach extends Error {
  override readonly name = "ContractBreach";
  readonly provider: string;
  readonly functionName: string;
  readonly clause: Clause;

  constructor(
    provider: string,
    functionName: string,
    clause: Clause,
    what: string,
  ) {
    super(
      `the provider ${provider} breaks the table at ${functionName}: ${what}`,
    );
    this.provider = provider;
    this.functionName = functionName;
    this.clause = clause;
  }
}
