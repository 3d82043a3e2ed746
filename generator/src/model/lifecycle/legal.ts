/** What is legal in the states of a plan. @module */
import * as rules from "../../diagnostics/lifecycle-rules.ts";
import type { Span } from "../../syntax/source.ts";
import type { Scope } from "../scope.ts";
import type { Plan, PlannedCall, PlannedState } from "./plan.ts";
import { sameMove } from "./plan.ts";

/** The legal calls of a state: those that always are, then what `on` of the lifecycle says, then its own. */
export function legalCalls(
  plan: Plan,
  state: PlannedState,
): ReadonlyMap<string, PlannedCall> {
  const calls = new Map<string, PlannedCall>();
  if (!state.terminal) {
    const { calls: always } = state.only ?? plan.always;
    for (const [key, span] of always) calls.set(key, { move: undefined, span });
    for (const [key, call] of plan.on) calls.set(key, call);
  }
  for (const [key, call] of state.calls) calls.set(key, call);
  return calls;
}

/** The events that a lifecycle says something about, and that are therefore legal only where it says so. */
export function namedEvents(plan: Plan): ReadonlySet<string> {
  const states = [...plan.states.values()];
  return new Set([
    ...plan.always.events,
    ...states.flatMap(({ events, only }) => [
      ...events,
      ...(only?.events ?? []),
    ]),
  ]);
}

/** Those of the events that may be delivered in a state. */
export function legalEvents(
  plan: Plan,
  state: PlannedState,
  events: ReadonlySet<string>,
  named: ReadonlySet<string>,
): ReadonlySet<string> {
  const { events: always } = state.only ?? plan.always;
  const isLegal = (event: string): boolean =>
    state.events.has(event) ||
    (!state.terminal && (always.has(event) || !named.has(event)));
  return new Set([...events].filter(isLegal));
}

/**
 * Reports calls that do something else in an inherited state than they do in a parent's.
 *
 * @param at - Where to point if two parents do not go together.
 */
export function checkInherited(
  scope: Scope,
  plan: Plan,
  parents: readonly Plan[],
  at: Span,
): void {
  for (const parent of parents) {
    for (const above of parent.states.values()) {
      const state = plan.states.get(above.name);
      if (state === undefined) continue;
      const calls = legalCalls(plan, state);
      for (const [key, known] of legalCalls(parent, above)) {
        const call = calls.get(key);
        if (call === undefined || sameMove(call.move, known.move)) continue;
        const isOwn = !parents.some((other) => hasCall(other, state, call));
        const about = { by: key, state: state.name };
        const related = [{ message: "the other is here", span: known.span }];
        const span = isOwn ? call.span : at;
        scope.reporter.report(rules.conflictingMoves, span, about, related);
      }
    }
  }
}

function hasCall(
  plan: Plan,
  { name }: PlannedState,
  call: PlannedCall,
): boolean {
  const own = plan.states.get(name)?.calls.values() ?? [];
  return [...plan.on.values(), ...own].includes(call);
}
