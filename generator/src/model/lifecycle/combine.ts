/** Puts plans together: what is said once more must be the same. @module */
import * as rules from "../../diagnostics/lifecycle-rules.ts";
import type { Span } from "../../syntax/source.ts";
import type { Name } from "../../syntax/tree.ts";
import type { Scope } from "../scope.ts";
import type {
  Listed,
  Plan,
  PlannedCall,
  PlannedFailure,
  PlannedMove,
  PlannedReport,
  PlannedState,
} from "./plan.ts";
import { sameList, sameMove } from "./plan.ts";

/**
 * Adds a finished plan, a parent's, to another one.
 *
 * @param at - Where to point if two parents do not go together.
 */
export function inheritPlan(
  scope: Scope,
  plan: Plan,
  parent: Plan,
  at: Span,
): void {
  plan.illegal ??= parent.illegal;
  setInitial(scope, plan, parent.initial, at);
  addListed(plan.always, parent.always);
  for (const [key, call] of parent.on) addMove(scope, plan, key, call, at);
  for (const state of parent.states.values()) {
    inheritState(scope, plan, state, at);
  }
  for (const report of parent.reports.values()) {
    const into = reportOf(plan, report);
    for (const move of report.moves.values()) {
      addReportMove(scope, into, move, at);
    }
  }
}

function inheritState(
  scope: Scope,
  plan: Plan,
  state: PlannedState,
  at: Span,
): void {
  const known = plan.states.get(state.name);
  if (known === undefined) {
    const calls = new Map(state.calls);
    const events = new Set(state.events);
    const refuse = new Map(state.refuse);
    const fails = new Map(state.fails);
    plan.states.set(state.name, { ...state, calls, events, refuse, fails });
    return;
  }
  for (const event of state.events) known.events.add(event);
  for (const [key, call] of state.calls) {
    addCall(scope, known, key, call, at);
  }
  for (const [key, status] of state.refuse) {
    addRefusal(scope, known, key, status, at);
  }
  for (const [key, failure] of state.fails) {
    addFailure(scope, known, key, failure, at);
  }
  if (known.terminal !== state.terminal) conflict("terminal");
  if (known.illegal !== state.illegal) conflict("illegal");
  if (!sameList(known.only, state.only)) conflict("only");
  function conflict(key: string): void {
    const about = { state: state.name, key };
    scope.reporter.report(rules.conflictingState, at, about);
  }
}

/** Sets the initial state, which can be done once. */
export function setInitial(
  scope: Scope,
  plan: Plan,
  initial: Name | undefined,
  at: Span | undefined,
): void {
  if (initial === undefined) return;
  const known = plan.initial;
  plan.initial ??= initial;
  if (known === undefined || known.value === initial.value) return;
  const about = { state: initial.value, inherited: known.value };
  const related = [{ message: "it is set here", span: known.span }];
  const { reporter } = scope;
  reporter.report(rules.otherInitial, at ?? initial.span, about, related);
}

/** Adds a legal call to a state; what it does there can only be said once. */
export function addCall(
  scope: Scope,
  state: PlannedState,
  key: string,
  call: PlannedCall,
  at: Span,
): void {
  const known = state.calls.get(key);
  if (known === undefined) {
    state.calls.set(key, call);
    return;
  }
  if (sameMove(known.move, call.move)) return;
  const about = { state: state.name, by: key };
  const related = [{ message: "the other is here", span: known.span }];
  scope.reporter.report(rules.conflictingMoves, at, about, related);
}

/** Adds a call to all states that are not terminal; what it does there can only be said once. */
export function addMove(
  scope: Scope,
  plan: Plan,
  key: string,
  call: PlannedCall,
  at: Span,
): void {
  const known = plan.on.get(key);
  if (known === undefined) plan.on.set(key, call);
  else if (!sameMove(known.move, call.move)) {
    const about = { state: undefined, by: key };
    const related = [{ message: "the other is here", span: known.span }];
    scope.reporter.report(rules.conflictingMoves, at, about, related);
  }
}

/** Adds what a list names to another list. */
export function addListed(list: Listed, { calls, events }: Listed): void {
  for (const [key, span] of calls) list.calls.set(key, span);
  for (const event of events) list.events.add(event);
}

/** Sets the status of one illegal call. */
export function addRefusal(
  scope: Scope,
  state: PlannedState,
  key: string,
  status: Name,
  at: Span,
): void {
  const known = state.refuse.get(key);
  if (known !== undefined && known.value !== status.value) {
    const about = { state: state.name, key: `refuse.${key}` };
    scope.reporter.report(rules.conflictingState, at, about);
  }
  state.refuse.set(key, known ?? status);
}

/** Sets the statuses that one legal call fails with. */
export function addFailure(
  scope: Scope,
  state: PlannedState,
  key: string,
  failure: PlannedFailure,
  at: Span,
): void {
  const known = state.fails.get(key);
  state.fails.set(key, known ?? failure);
  if (known === undefined || sameStatuses(known, failure)) return;
  const about = { state: state.name, key: `fails.${key}` };
  scope.reporter.report(rules.conflictingState, at, about);
}

function sameStatuses(a: PlannedFailure, b: PlannedFailure): boolean {
  const others = new Set(b.statuses.map(({ value }) => value));
  const own = new Set(a.statuses.map(({ value }) => value));
  return own.size === others.size && [...own].every((one) => others.has(one));
}

/** The report of that name, made if there is none yet. */
export function reportOf(
  plan: Plan,
  entry: Omit<PlannedReport, "moves">,
): PlannedReport {
  const known = plan.reports.get(entry.name);
  if (known !== undefined) {
    known.row = { ...known.row, ...entry.row };
    return known;
  }
  const report = { ...entry, moves: new Map<string, PlannedMove>() };
  plan.reports.set(entry.name, report);
  return report;
}

/** Adds a move to a report; from one state it leads to one state. */
export function addReportMove(
  scope: Scope,
  report: PlannedReport,
  move: PlannedMove,
  at: Span,
): void {
  const { value: state } = move.from;
  const known = report.moves.get(state);
  if (known === undefined) report.moves.set(state, move);
  else if (known.to.value !== move.to.value) {
    const about = { state, by: report.name };
    const related = [{ message: "the other is here", span: known.to.span }];
    scope.reporter.report(rules.conflictingMoves, at, about, related);
  }
}
