/** Adds what a fragment or a category's own lifecycle says to a plan. @module */
import * as rules from "../../diagnostics/lifecycle-rules.ts";
import type { Span } from "../../syntax/source.ts";
import type {
  Entry,
  FragmentSyntax,
  Name,
  StateSyntax,
} from "../../syntax/tree.ts";
import type { Scope } from "../scope.ts";
import type { Callable, Place } from "./calls.ts";
import { resolveReference } from "./calls.ts";
import {
  addCall,
  addFailure,
  addListed,
  addMove,
  addRefusal,
  addReportMove,
  reportOf,
  setInitial,
} from "./combine.ts";
import type { Listed, Plan, PlannedState } from "./plan.ts";
import { emptyList, freshState, sameList } from "./plan.ts";

/** Adds fragments to a plan; the states that it had before are inherited and can only be added to. */
export function addFragments(
  scope: Scope,
  callable: Callable,
  plan: Plan,
  fragments: readonly FragmentSyntax[],
): void {
  const inherited = new Set(plan.states.keys());
  const adder = new Adder(scope, callable, plan, inherited);
  for (const fragment of fragments) adder.add(fragment);
  const violations = scope.table.sections.violations.value;
  const fallback = plan.illegal ?? violations.state.value;
  for (const state of plan.states.values()) {
    state.illegal ??= state.terminal ? violations.closed.value : fallback;
  }
}

class Adder {
  readonly #scope: Scope;
  readonly #callable: Callable;
  readonly #plan: Plan;
  readonly #inherited: ReadonlySet<string>;

  constructor(
    scope: Scope,
    callable: Callable,
    plan: Plan,
    inherited: ReadonlySet<string>,
  ) {
    this.#scope = scope;
    this.#callable = callable;
    this.#plan = plan;
    this.#inherited = inherited;
  }

  add(fragment: FragmentSyntax): void {
    const plan = this.#plan;
    if (fragment.illegal !== undefined) {
      plan.illegal = this.#scope.thrown(fragment.illegal);
    }
    setInitial(this.#scope, plan, fragment.initial, undefined);
    addListed(plan.always, this.#list(fragment.always));
    for (const { name: value, span, row: move } of fragment.on ?? []) {
      for (const key of this.#calls({ value, span }, "on")) {
        addMove(this.#scope, plan, key, { move, span }, span);
      }
    }
    for (const state of fragment.states ?? []) this.#addState(state);
    for (const { name, span, row } of fragment.reports ?? []) {
      const report = reportOf(plan, { name, span, row });
      for (const { name: value, span: at, row: to } of row.moves) {
        const from = { value, span: at };
        addReportMove(this.#scope, report, { from, to }, at);
      }
    }
  }

  #addState(entry: Entry<StateSyntax>): void {
    const { row } = entry;
    const state = this.#plan.states.get(entry.name) ?? freshState(entry);
    this.#plan.states.set(entry.name, state);
    state.row = { ...state.row, ...row };
    this.#addAttributes(state, entry);
    const allowed = this.#list(row.allow);
    for (const event of allowed.events) state.events.add(event);
    for (const [key, span] of allowed.calls) {
      addCall(this.#scope, state, key, { move: undefined, span }, span);
    }
    for (const { name: value, span, row: move } of row.on ?? []) {
      for (const key of this.#calls({ value, span }, "on")) {
        addCall(this.#scope, state, key, { move, span }, span);
      }
    }
    for (const { name: value, span, row: status } of row.refuse ?? []) {
      this.#scope.thrown(status);
      for (const key of this.#calls({ value, span }, "refuse")) {
        addRefusal(this.#scope, state, key, status, span);
      }
    }
    this.#addFailures(state, row);
  }

  #addFailures(state: PlannedState, { fails = [] }: StateSyntax): void {
    for (const { name: value, span, row } of fails) {
      const statuses = this.#scope.unique(row);
      for (const status of statuses) this.#scope.thrown(status);
      for (const key of this.#calls({ value, span }, "fails")) {
        addFailure(this.#scope, state, key, { statuses, span }, span);
      }
    }
  }

  #addAttributes(
    state: PlannedState,
    { name, span, row }: Entry<StateSyntax>,
  ): void {
    const isInherited = this.#inherited.has(name);
    const conflict = (key: string, at: Span): void => {
      this.#scope.reporter.report(rules.conflictingState, at, {
        state: name,
        key,
      });
    };
    if (row.terminal !== undefined) {
      const isOther = state.terminal !== row.terminal;
      if (isOther && (isInherited || state.terminal)) {
        conflict("terminal", span);
      }
      state.terminal = row.terminal;
    }
    if (row.illegal !== undefined) {
      const illegal = this.#scope.thrown(row.illegal);
      if (state.illegal !== undefined && state.illegal !== illegal) {
        conflict("illegal", row.illegal.span);
      }
      state.illegal = illegal;
    }
    if (row.only !== undefined) {
      const only = this.#list(row.only);
      const isKnown = isInherited || state.only !== undefined;
      if (isKnown && !sameList(state.only, only)) conflict("only", span);
      state.only = only;
    }
  }

  #list(references: readonly Name[] | undefined): Listed {
    const list = emptyList();
    for (const reference of this.#scope.unique(references)) {
      const { calls, event } = resolveReference(
        this.#scope,
        this.#callable,
        reference,
        "list",
      );
      for (const key of calls) list.calls.set(key, reference.span);
      if (event !== undefined) list.events.add(event);
    }
    return list;
  }

  #calls(reference: Name, place: Exclude<Place, "list">): readonly string[] {
    const { calls } = resolveReference(
      this.#scope,
      this.#callable,
      reference,
      place,
    );
    return calls;
  }
}
