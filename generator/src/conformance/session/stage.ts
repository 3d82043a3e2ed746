/** What acting out steps needs of a session, beyond what tests need. @module */
import type { Table } from "../../model/model.ts";
import type { TimeLimits } from "../plan/planned.ts";
import type { Party, Session } from "./session.ts";
import type { LiveSituation } from "./situation.ts";

export interface Stage extends Session {
  readonly table: Table;
  readonly limits: TimeLimits;
  /**
   * Brings a party from where it is into a state, by the shortest way through its lifecycle. Whoever is needed for that
   * may join the situation.
   */
  bring(
    situation: LiveSituation,
    party: Party,
    state: string,
    args?: Readonly<Record<string, unknown>>,
  ): Promise<void>;
  /** The party that an instance is, which refers to the values of a situation from now on. */
  adopt(instance: object, values?: ReadonlyMap<string, unknown>): Party;
}
