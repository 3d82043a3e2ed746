/** A session in which events come when they are told to. @module */
import { modelSubject } from "../../../model-provider/model-provider.ts";
import { openSession } from "../../../session/open-session.ts";
import type { Session } from "../../../session/session.ts";
import type { Puppet } from "../../../subject.ts";
import type { Context } from "../../planned.ts";

interface PuppetSession {
  readonly session: Session;
  readonly puppet: Puppet;
}

/**
 * With the provider itself, if it is a puppet. What is promised here is kept by the package whatever the provider is, and
 * only a puppet can be made to bring it about: any other provider is replaced by the model.
 */
export async function openPuppet(context: Context): Promise<PuppetSession> {
  const session = await context.open();
  const { puppet } = session.opened;
  return puppet === undefined ? openModel(context) : { session, puppet };
}

/** With the model in any case: what the package does with a provider that breaks its word. */
export async function openModel(context: Context): Promise<PuppetSession> {
  const { table, kit, limits } = context;
  const opened = await modelSubject(table, kit.exports).open();
  if (opened.puppet === undefined) throw new TypeError("the model is a puppet");
  const session = await openSession(table, kit, opened, limits);
  return { session, puppet: opened.puppet };
}
