/** What the runner is given by the rest of the kit: one seam, so that the runner can be tested with small tests. @module */
import type { Table } from "../../model/model.ts";
import type { Claims } from "../claims/claims.ts";
import type { Kit } from "../kit.ts";
import type { Test, TimeLimits } from "../plan/planned.ts";
import type { Session } from "../session/session.ts";
import type { Opened, Subject } from "../subject.ts";

/** The parts of the kit that a run needs. A module can be one: it is loaded by its URL in every process. */
export interface Engine {
  readTable(json: unknown): Table;
  testsOf(table: Table): readonly Test[];
  openSession(
    table: Table,
    kit: Kit,
    opened: Opened,
    limits: TimeLimits,
  ): Promise<Session>;
  /** The provider that does nothing but what the table says. */
  modelSubject(table: Table, exports: Kit["exports"]): Subject;
  /** Which calls have failed with a status that the table does not list for them; undefined if none has. */
  unlistedIn(
    about: { readonly table: Table; readonly claims: Claims },
    observed: Session["observed"],
  ): string | undefined;
  /** A provider that is held to the table at every call. */
  checkedProvider(
    provider: object,
    table: Table,
    exports: Kit["exports"],
  ): object;
}

/** Loads an engine. */
export async function loadEngine(url: string): Promise<Engine> {
  const engine: Engine = await import(/* @vite-ignore */ url);
  return engine;
}
