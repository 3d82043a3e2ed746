/** Whether the steps of tests name what there is. @module */
import * as rules from "../diagnostics/lifecycle-rules.ts";
import type { Resolution } from "../model/resolve.ts";
import type { Name, StepSyntax } from "../syntax/tree.ts";

/** Reports steps that name what does not exist, or not for who acts. */
export function checkScenarios(resolution: Resolution): void {
  const { scope, steps } = resolution;
  const checker = new StepChecker(resolution);
  const anyone = anybody(resolution);
  for (const step of new Set(steps.loose)) checker.check(step, anyone);
  const known = new Map<string, Capabilities>();
  const capabilitiesOf = (holder: string): Capabilities => {
    const own = known.get(holder) ?? capabilities(resolution, holder);
    known.set(holder, own);
    return own;
  };
  for (const { row } of scope.table.sections.scenarios) {
    const parties = new Map<string, string>();
    for (const { name, row: holder } of row.parties) {
      const found = scope.find(scope.holders, holder);
      parties.set(name, found?.name ?? "");
    }
    for (const step of row.steps) {
      if (step.party === undefined) {
        scope.reporter.report(rules.noParty, step.span, {});
        continue;
      }
      const names = new Set(parties.keys());
      if (!scope.isAmong("party", step.party, names)) continue;
      const holder = parties.get(step.party.value) ?? "";
      if (holder !== "") checker.check(step, capabilitiesOf(holder));
    }
  }
}

/** What a party can do and get; nothing is known of `suffix` if anybody may be meant. */
interface Capabilities {
  readonly suffix: string;
  readonly functions: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
  readonly reports: ReadonlySet<string>;
  readonly states: ReadonlySet<string>;
}

function capabilities(
  { scope, members, lifecycles }: Resolution,
  holder: string,
): Capabilities {
  const own = members.get(holder);
  const lifecycle = lifecycles.get(holder)?.lifecycle;
  const entries = [...scope.functions.all()].filter(
    ({ row }) => row.entry === true,
  );
  return {
    suffix: ` of ${holder}`,
    functions: new Set([
      ...(own?.functions.keys() ?? []),
      ...entries.map(({ name }) => name),
    ]),
    events: new Set(own?.events.keys()),
    reports: new Set(lifecycle?.reports.map(({ name }) => name)),
    states: new Set(lifecycle?.states.map(({ name }) => name)),
  };
}

function anybody({ scope, lifecycles }: Resolution): Capabilities {
  const all = [...lifecycles.values()].map(({ lifecycle }) => lifecycle);
  return {
    suffix: "",
    functions: new Set(scope.functions.keys()),
    events: new Set(scope.events.keys()),
    reports: new Set(
      all.flatMap(({ reports }) => reports.map(({ name }) => name)),
    ),
    states: new Set(
      all.flatMap(({ states }) => states.map(({ name }) => name)),
    ),
  };
}

class StepChecker {
  readonly #resolution: Resolution;

  constructor(resolution: Resolution) {
    this.#resolution = resolution;
  }

  check(step: StepSyntax, who: Capabilities): void {
    const { scope, events } = this.#resolution;
    const { call, report, event, expect, reply } = step;
    const acts = Object.entries({ call, report, event }).filter(
      ([, name]) => name !== undefined,
    );
    if (acts.length > 1 || (acts.length === 0 && expect === undefined)) {
      const found = acts.map(([key]) => key);
      scope.reporter.report(rules.unclearStep, step.span, { found });
      return;
    }
    if (call !== undefined) this.#checkCall(step, call, who);
    if (report !== undefined) {
      scope.isAmong(`report${who.suffix}`, report, new Set(who.reports));
    }
    if (event !== undefined) {
      scope.isAmong(`event${who.suffix}`, event, new Set(who.events));
    }
    if (reply !== undefined && event !== undefined) {
      const replies = events.get(event.value)?.replies ?? [];
      const known = new Set(replies.map(({ name }) => name));
      scope.isAmong(`reply to ${event.value}`, reply, known);
    }
    if (expect?.error !== undefined) scope.find(scope.errors, expect.error);
    if (expect?.state !== undefined) {
      scope.isAmong(`state${who.suffix}`, expect.state, new Set(who.states));
    }
  }

  #checkCall({ args }: StepSyntax, call: Name, who: Capabilities): void {
    const { scope, functions } = this.#resolution;
    const [id = "", variant] = call.value.split(".");
    const { source, start, end } = call.span;
    const split = start + id.length;
    const reference = { value: id, span: { source, start, end: split } };
    const known = new Set(who.functions);
    if (!scope.isAmong(`function${who.suffix}`, reference, known)) return;
    const row = functions.get(id);
    if (variant !== undefined) {
      const variants = new Set(row?.variants.map(({ name }) => name));
      const span = { source, start: split + 1, end };
      scope.isAmong(`variant of ${id}`, { value: variant, span }, variants);
    }
    const params = new Set(row?.params.map(({ name }) => name));
    // Functions that create are told the category, and those that access a property its name.
    if (row?.creates !== undefined) params.add("category").add("handlers");
    if ((row?.accesses.length ?? 0) > 0) return;
    for (const { name: value, span } of args ?? []) {
      scope.isAmong(`parameter of ${id}`, { value, span }, params);
    }
  }
}
