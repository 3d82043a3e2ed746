/** From a plan to the model's lifecycle. @module */
import * as rules from "../../diagnostics/lifecycle-rules.ts";
import type { Entry, Name } from "../../syntax/tree.ts";
import { given } from "../given.ts";
import type { Lifecycle, Move, Report, State } from "../model.ts";
import { resolveRow, siblingsOf } from "../resolve-row.ts";
import type { StepResolver } from "../resolve-steps.ts";
import type { Scope } from "../scope.ts";
import type { Callable } from "./calls.ts";
import { checkStatuses, isLegal } from "./failing.ts";
import { legalCalls, legalEvents, namedEvents } from "./legal.ts";
import type { Plan, PlannedReport, PlannedState } from "./plan.ts";

/** The lifecycle that a plan amounts to; what it names and lacks is reported. */
export function finishLifecycle(
  scope: Scope,
  steps: StepResolver,
  holder: Entry<unknown>,
  callable: Callable,
  plan: Plan,
  isComplete: boolean,
): Lifecycle {
  const { name: category, span } = holder;
  const { initial } = plan;
  const names = new Set(plan.states.keys());
  if (isComplete && names.size === 0) {
    scope.reporter.report(rules.noStates, span, { category });
  } else if (isComplete && initial === undefined) {
    scope.reporter.report(rules.noInitial, span, { category });
  }
  if (initial !== undefined && names.size > 0) {
    scope.isAmong("state", initial, names);
  }
  const finisher = new Finisher(scope, steps, callable, plan, names);
  return {
    initial: initial?.value ?? [...names][0] ?? "",
    states: [...plan.states.values()].map((state) => finisher.state(state)),
    reports: [...plan.reports.values()].map((report) =>
      finisher.report(report),
    ),
  };
}

class Finisher {
  readonly #scope: Scope;
  readonly #steps: StepResolver;
  readonly #callable: Callable;
  readonly #plan: Plan;
  readonly #names: Set<string>;
  /** The events that are not legal everywhere. */
  readonly #named: ReadonlySet<string>;

  constructor(
    scope: Scope,
    steps: StepResolver,
    callable: Callable,
    plan: Plan,
    names: Set<string>,
  ) {
    this.#scope = scope;
    this.#steps = steps;
    this.#callable = callable;
    this.#plan = plan;
    this.#names = names;
    this.#named = namedEvents(plan);
  }

  state(state: PlannedState): State {
    const siblings = siblingsOf("state", [...this.#plan.states.values()]);
    const calls = this.#calls(state);
    const refuse = new Map<string, string>();
    for (const [key, status] of state.refuse) {
      refuse.set(key, status.value);
      if (!calls.has(key)) continue;
      const about = { name: key, state: state.name };
      this.#scope.reporter.report(rules.refusedButLegal, status.span, about);
    }
    return {
      ...resolveRow(this.#scope, state.name, state.row, siblings),
      terminal: state.terminal,
      calls,
      refuse,
      illegal: state.illegal ?? "",
      events: legalEvents(
        this.#plan,
        state,
        this.#callable.events,
        this.#named,
      ),
      reach: this.#steps.way(state.row.reach),
      fails: this.#fails(state, calls),
    };
  }

  #calls(state: PlannedState): ReadonlyMap<string, Move> {
    const calls = new Map<string, Move>();
    for (const [key, { move, span }] of legalCalls(this.#plan, state)) {
      const { to, via, at = "success" } = move ?? {};
      for (const target of [to, via]) this.#checkState(target);
      calls.set(key, { ...given({ to: to?.value, via: via?.value }), at });
      const target = via ?? to;
      if (!state.terminal || target === undefined) continue;
      if (target.value === state.name) continue;
      const about = { state: state.name, by: key };
      this.#scope.reporter.report(rules.outOfTerminal, span, about);
    }
    return calls;
  }

  #fails(
    { name, fails }: PlannedState,
    calls: ReadonlyMap<string, Move>,
  ): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, readonly string[]>();
    for (const [key, { statuses, span }] of fails) {
      found.set(
        key,
        statuses.map(({ value }) => value),
      );
      if (!isLegal(this.#plan, calls, key)) {
        const about = { name: key, state: name };
        this.#scope.reporter.report(rules.failsButIllegal, span, about);
      }
      checkStatuses(this.#scope, key, statuses);
    }
    return found;
  }

  report(report: PlannedReport): Report {
    const moves = new Map<string, string>();
    for (const { from, to } of report.moves.values()) {
      if (from.value !== "*") this.#checkState(from);
      this.#checkState(to);
    }
    const everywhere = report.moves.get("*")?.to;
    for (const [name, state] of this.#plan.states) {
      const explicit = report.moves.get(name)?.to;
      const to = explicit ?? (state.terminal ? undefined : everywhere);
      if (to === undefined) continue;
      if (explicit === undefined && to.value === name) continue;
      moves.set(name, to.value);
      if (!state.terminal || to.value === name) continue;
      const about = { state: name, by: report.name };
      this.#scope.reporter.report(rules.outOfTerminal, to.span, about);
    }
    const siblings = siblingsOf("report", [...this.#plan.reports.values()]);
    return {
      ...resolveRow(this.#scope, report.name, report.row, siblings),
      moves,
      provoke: this.#steps.all(report.row.provoke),
    };
  }

  #checkState(state: Name | undefined): void {
    if (state !== undefined) this.#scope.isAmong("state", state, this.#names);
  }
}
