/** A lifecycle while it is put together: what is inherited, what fragments add, what is its own. @module */
import type { Span } from "../../syntax/source.ts";
import type {
  Entry,
  MoveSyntax,
  Name,
  ReportSyntax,
  StateSyntax,
} from "../../syntax/tree.ts";

/** What one call does in one state, and where that is said. */
export interface PlannedCall {
  /** Absent: it changes nothing. */
  readonly move: MoveSyntax | undefined;
  readonly span: Span;
}

/** What a list names. */
export interface Listed {
  /** Call keys. */
  readonly calls: Map<string, Span>;
  readonly events: Set<string>;
}

export interface PlannedState {
  readonly name: string;
  readonly span: Span;
  /** What the state says about itself; later parts say it better. */
  row: StateSyntax;
  readonly calls: Map<string, PlannedCall>;
  /** The events that it names itself. */
  readonly events: Set<string>;
  readonly refuse: Map<string, Name>;
  /** Legal calls that fail all the same. */
  readonly fails: Map<string, PlannedFailure>;
  illegal: string | undefined;
  terminal: boolean;
  /** Absent: no restriction. */
  only: Listed | undefined;
}

/** What a legal call fails with in one state, and where that is said. */
export interface PlannedFailure {
  readonly statuses: readonly Name[];
  readonly span: Span;
}

export interface PlannedReport {
  readonly name: string;
  readonly span: Span;
  row: ReportSyntax;
  /** By the state that they lead from. */
  readonly moves: Map<string, PlannedMove>;
}

/** From a state, or from `*`, to a state. */
export interface PlannedMove {
  readonly from: Name;
  readonly to: Name;
}

export interface Plan {
  initial: Name | undefined;
  /** The status of illegal calls in states that say nothing else. */
  illegal: string | undefined;
  readonly always: Listed;
  /** What calls do in all states that are not terminal and do not say otherwise. */
  readonly on: Map<string, PlannedCall>;
  readonly states: Map<string, PlannedState>;
  readonly reports: Map<string, PlannedReport>;
}

export function emptyPlan(): Plan {
  return {
    initial: undefined,
    illegal: undefined,
    always: emptyList(),
    on: new Map(),
    states: new Map(),
    reports: new Map(),
  };
}

/** A list that names nothing yet. */
export function emptyList(): Listed {
  return { calls: new Map(), events: new Set() };
}

/** A state that says nothing yet. */
export function freshState(entry: Entry<StateSyntax>): PlannedState {
  return {
    name: entry.name,
    span: entry.span,
    row: {},
    calls: new Map(),
    events: new Set(),
    refuse: new Map(),
    fails: new Map(),
    illegal: undefined,
    terminal: false,
    only: undefined,
  };
}

/** Whether two restrictions name the same. */
export function sameList(
  a: Listed | undefined,
  b: Listed | undefined,
): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (
    a.calls.size === b.calls.size &&
    a.events.size === b.events.size &&
    [...a.calls.keys()].every((key) => b.calls.has(key)) &&
    [...a.events].every((event) => b.events.has(event))
  );
}

/** Whether two calls do the same. */
export function sameMove(
  a: MoveSyntax | undefined,
  b: MoveSyntax | undefined,
): boolean {
  return (
    a?.to?.value === b?.to?.value &&
    a?.via?.value === b?.via?.value &&
    (a?.at ?? "success") === (b?.at ?? "success")
  );
}
