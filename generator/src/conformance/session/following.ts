/** Follows a way to a state: calls that succeed, calls that are left under way, and reports that are brought about. @module */
import { Failure } from "../plan/planned.ts";
import type { LiveSession } from "./open-session.ts";
import type { Party } from "./session.ts";
import type { LiveSituation } from "./situation.ts";
import { performSteps } from "./steps.ts";
import { until } from "./steps-wait.ts";
import { nextTurn } from "./turns.ts";
import type { Way, WayStep } from "./ways.ts";

type Args = Readonly<Record<string, unknown>>;

export async function follow(
  session: LiveSession,
  situation: LiveSituation,
  party: Party,
  way: Way,
  args: Args = {},
): Promise<void> {
  for (const step of way.steps) {
    await take(session, situation, party, step, args);
  }
}

async function take(
  session: LiveSession,
  situation: LiveSituation,
  party: Party,
  { call, report, pending }: WayStep,
  args: Args,
): Promise<void> {
  if (report !== undefined) {
    await bringAbout(session, situation, party, report);
    return;
  }
  if (call === undefined) return;
  const [id = call] = call.split(".");
  if (pending) session.puppet?.hold(party.instance, id);
  const made = party.begin(call, args);
  if (pending) {
    situation.pending.set(call, made);
    return;
  }
  const outcome = await session.complete(situation, made);
  if (outcome.kind === "error") {
    const why = outcome.status ?? String(outcome.error);
    const { error: cause } = outcome;
    throw new Failure(`${call} was to succeed, but failed with ${why}`, {
      cause,
    });
  }
}

/** Brings about what the provider of a party reports. */
export async function bringAbout(
  session: LiveSession,
  situation: LiveSituation,
  party: Party,
  name: string,
): Promise<void> {
  const { puppet, opened } = session;
  const report = party.kind.lifecycle.reports.find((it) => it.name === name);
  const to = report?.moves.get(party.state);
  const bring = opened.reports?.[name];
  if (puppet !== undefined) puppet.report(party.instance, name);
  else if (bring !== undefined) await bring(party.instance);
  else if (report !== undefined && report.provoke.length > 0) {
    const about = situation.about(party);
    await performSteps(session, about, report.provoke, new Set([name]));
  } else throw new Failure(`nothing brings about the report ${name}`);
  if (to !== undefined) await expectState(session, party, to);
}

/** Waits for a state that something outside leads to. */
export async function expectState(
  { limits }: LiveSession,
  party: Party,
  state: string,
): Promise<void> {
  await nextTurn();
  const arrived = await until(() => party.state === state, limits.must);
  if (!arrived) {
    throw new Failure(`expected to reach ${state}, not ${party.state}`);
  }
}
