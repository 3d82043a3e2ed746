/** The categories and services that tests are about, and what a test of one needs. @module */
import type {
  Category,
  FunctionRow,
  Row,
  State,
  Step,
  Table,
} from "../../../../model/model.ts";
import { lookupOf } from "../../../lookup.ts";
import { formOf } from "../../../session/forms.ts";
import { routeTo } from "../../../session/route.ts";
import { type Way, waysOf } from "../../../session/ways.ts";
import type { Need, PlannedTest } from "../../planned.ts";

const made = new WeakMap<Table, readonly Category[]>();

/** Every category and service of which there are instances. */
export function kindsOf(table: Table): readonly Category[] {
  const known = made.get(table);
  if (known !== undefined) return known;
  const found = [...lookupOf(table).kinds.values()].filter(
    (kind) => !kind.abstract && routeTo(table, kind.name) !== undefined,
  );
  made.set(table, found);
  return found;
}

/** Those of which nothing in the table yields an instance. */
export function unreachable(table: Table): readonly Category[] {
  return [...lookupOf(table).kinds.values()].filter(
    (kind) => !kind.abstract && routeTo(table, kind.name) === undefined,
  );
}

/** The kind itself, or the first that is one and of which there are instances. */
export function madeOf(table: Table, kind: Category): Category | undefined {
  const lookup = lookupOf(table);
  return kind.descendants
    .map((name) => lookup.kind(name))
    .find((one) => !one.abstract && routeTo(table, one.name) !== undefined);
}

/** What must be claimed for an instance of the kind. */
export function needsOf(kind: Category): readonly Need[] {
  return kind.kind === "category"
    ? [{ kind: "category", name: kind.name }]
    : [];
}

/** What must be claimed for a call to succeed: the function, if it is optional, and what it yields. */
export function needsOfFunction(row: FunctionRow): readonly Need[] {
  const own: readonly Need[] =
    row.support === "optional" ? [{ kind: "function", name: row.id }] : [];
  return row.produces === undefined
    ? own
    : [...own, { kind: "category", name: row.produces.category }];
}

/** The same for a call that waits for others, and for what they do meanwhile. */
export function needsOfCall(
  table: Table,
  kind: Category,
  row: FunctionRow,
): readonly Need[] {
  return unique([
    ...needsOfFunction(row),
    ...needsOfSteps(table, kind, row.fulfil),
  ]);
}

/** What must be claimed for an instance that has been brought into a state. */
export function needsOfWay(
  table: Table,
  kind: Category,
  way: Way,
): readonly Need[] {
  const lookup = lookupOf(table);
  const needs = [...needsOf(kind)];
  if (way.base) needs.push(...needsOfSteps(table, kind, way.base.reach));
  for (const { call, report } of way.steps) {
    if (report !== undefined) {
      needs.push({ kind: "report", name: report, category: kind.name });
    }
    const form = call === undefined ? undefined : formOf(kind, call, lookup);
    if (form === undefined) continue;
    needs.push(...needsOfFunction(form.row));
    if (form.command !== undefined) {
      const { name } = form.command.property;
      needs.push({ kind: "property", name, category: kind.name });
    }
  }
  return unique(needs);
}

/** What must be claimed for steps that are about an instance of the kind. */
function needsOfSteps(
  table: Table,
  kind: Category,
  steps: readonly Step[],
): readonly Need[] {
  const lookup = lookupOf(table);
  const parties = new Map<string, Category>([["self", kind]]);
  const needs: Need[] = [];
  for (const step of steps) {
    if (step.create !== undefined) {
      const made = lookup.kind(step.create);
      parties.set(step.party ?? step.as ?? step.create, made);
      needs.push(...needsOf(made));
    }
    const party = parties.get(step.party ?? "self");
    if (party === undefined) continue;
    if (step.report !== undefined) {
      const category = party.name;
      needs.push({ kind: "report", name: step.report, category });
    }
    if (step.event !== undefined) {
      needs.push({ kind: "event", name: step.event });
    }
    const form = step.call && formOf(party, step.call, lookup);
    if (form) needs.push(...needsOfFunction(form.row));
    if (step.reach === undefined) continue;
    const way = waysOf(table, party).get(step.reach);
    if (way) needs.push(...needsOfWay(table, party, way));
  }
  return needs;
}

export function unique(needs: readonly Need[]): readonly Need[] {
  if (needs.length < 2) return needs;
  const seen = new Map(needs.map((need) => [JSON.stringify(need), need]));
  return [...seen.values()];
}

/** The first state, by the shortest way, in which a call is legal, and that is no state of passage. */
export function firstLegal(
  table: Table,
  kind: Category,
  call: string,
): { readonly state: State; readonly way: Way } | undefined {
  const found = kind.lifecycle.states.flatMap((state) => {
    const way = waysOf(table, kind).get(state.name);
    return way !== undefined && !way.unfinished && state.calls.has(call)
      ? [{ state, way }]
      : [];
  });
  return found.sort((a, b) => length(a.way) - length(b.way))[0];
}

/** How many steps lead to a state. */
export function lengthOf(
  ways: ReadonlyMap<string, Way>,
  state: string,
): number {
  const way = ways.get(state);
  return way === undefined ? Infinity : length(way);
}

/** As many calls as a report counts for: a provider may not be able to bring it about. */
const REPORT = 10;

function length({ steps, base }: Way): number {
  const reports = steps.filter((step) => step.report !== undefined);
  const calls = steps.length + (base?.reach.length ?? 0);
  return calls + reports.length * REPORT;
}

/** The clause of the row that says most. */
export function clauseOf(
  ...rows: readonly (Row | undefined)[]
): Pick<PlannedTest, "clause"> {
  const clause = rows.find((row) => row?.clause !== undefined)?.clause?.id;
  return clause === undefined ? {} : { clause };
}

/** The reason why no test can show it, of the first row that gives one. */
export function untestable(
  ...rows: readonly (Row | undefined)[]
): Pick<PlannedTest, "untestable"> {
  const found = rows.find((row) => row?.untestable !== undefined)?.untestable;
  return found === undefined ? {} : { untestable: found };
}
