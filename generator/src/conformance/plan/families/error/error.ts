/** Every error that the table tells how to provoke, and none that it does not list. @module */
import type {
  Category,
  FunctionError,
  FunctionRow,
  Scenario,
  Step,
  Table,
} from "../../../../model/model.ts";
import { type Lookup, lookupOf } from "../../../lookup.ts";
import { LiveSituation, SELF } from "../../../session/situation.ts";
import { Failure, type Family, type Test } from "../../planned.ts";
import { firstLegal } from "../scenario/absent.ts";
import { once } from "../support/once.ts";
import { actOut, type Play } from "../scenario/act.ts";
import { needsOf } from "../scenario/needs.ts";
import { actWithout } from "../scenario/negative.ts";
import { lackOf } from "../scenario/possible.ts";
import { scenarioTests } from "../scenario/scenario.ts";
import { expectDetail } from "./detail.ts";
import { errorClassTest } from "./error-class.ts";
import { refusedWith } from "./listed.ts";
import { unlistedTests } from "./unlisted.ts";

export const error: Family = { name: "error", plan };

function* plan(table: Table): Generator<Test, void> {
  const lookup = lookupOf(table);
  yield* scenarioTests(table, "error");
  const shown = shownIn(table.scenarios);
  for (const { id, errors } of rowsById(lookup)) {
    const refused = once(() => refusedWith(lookup, id));
    for (const [status, holders] of errors) {
      // Other tests may bring the error about: those of states and arguments, or a scenario.
      const isShown = (): boolean =>
        refused().has(status) || shown.has(pathOf(id, status));
      yield* pairTests(lookup, id, status, holders, isShown);
    }
  }
  yield* unlistedTests(lookup);
  yield errorClassTest(table);
}

/** A category or service whose function lists the error. */
interface Holder {
  readonly kind: Category;
  readonly row: FunctionRow;
  readonly error: FunctionError;
}

interface Errors {
  readonly id: string;
  readonly errors: ReadonlyMap<string, readonly Holder[]>;
}

/** Every function's errors, in the order of the table, with everybody who has them: categories may refine functions. */
function* rowsById(lookup: Lookup): Generator<Errors, void> {
  const found = new Map<string, Map<string, Holder[]>>();
  for (const kind of lookup.kinds.values()) {
    if (kind.abstract) continue;
    for (const row of lookup.functionsOf(kind).values())
      for (const error of row.errors) {
        const errors = found.get(row.id) ?? new Map<string, Holder[]>();
        found.set(row.id, errors);
        const holders = errors.get(error.status) ?? [];
        errors.set(error.status, holders);
        holders.push({ kind, row, error });
      }
  }
  for (const { id } of lookup.table.functions) {
    const errors = found.get(id);
    if (errors !== undefined) yield { id, errors };
  }
}

function* pairTests(
  lookup: Lookup,
  id: string,
  status: string,
  holders: readonly Holder[],
  isShown: () => boolean,
): Generator<Test, void> {
  const path = pathOf(id, status);
  const provoked = holders.filter((holder) => holder.error.provoke.length > 0);
  if (provoked.length === 0) {
    const row = lookup.table.errors.find(({ name }) => name === status);
    if (row?.untestable === undefined && isShown()) return;
    const { untestable = "The table does not say how it is provoked." } =
      row ?? {};
    yield { id: path, family: "error", function: id, untestable, run: never };
    return;
  }
  const able = provoked.filter((holder) => obstacleTo(holder, lookup) === "");
  if (able.length === 0) {
    const obstacles = provoked.map((holder) => obstacleTo(holder, lookup));
    yield impossible(path, id, [...new Set(obstacles)]);
    return;
  }
  for (const holder of able) {
    const suffix = able.length > 1 ? `/${holder.kind.name}` : "";
    yield pairTest(lookup, `${path}${suffix}`, holder);
  }
}

function pathOf(id: string, status: string): string {
  return `error/${id}/${status}`;
}

/** The paths of the errors that scenarios bring about. */
function shownIn(scenarios: readonly Scenario[]): ReadonlySet<string> {
  const paths = scenarios.flatMap(({ steps }) =>
    steps.flatMap((step) => {
      const status = step.expect?.error;
      const made =
        step.await === undefined
          ? step
          : steps.find(({ begin }) => begin === step.await);
      const [id] = made?.call?.split(".") ?? [];
      return status === undefined || id === undefined
        ? []
        : [pathOf(id, status)];
    }),
  );
  return new Set(paths);
}

function pairTest(
  lookup: Lookup,
  id: string,
  { kind, row, error }: Holder,
): Test {
  const { status, provoke } = error;
  const play = once(() =>
    playOf(kind, row, failingWith(provoke, row, status), lookup),
  );
  const named = row.support === "optional" ? [row.id] : [];
  return {
    id,
    family: "error",
    category: kind.name,
    function: row.id,
    ...(row.clause !== undefined && { clause: row.clause.id }),
    needs: () => needsOf(play().steps, play().cast, named, lookup),
    run: (context) =>
      actOut(context, play(), play().steps, (_session, situation) => {
        expectDetail(context, situation, row);
      }),
    negative: (context, missing) => actWithout(context, play(), missing),
  };
}

/** Why the category cannot take the steps; empty if it can. */
function obstacleTo(
  { kind, error: { provoke } }: Holder,
  lookup: Lookup,
): string {
  const created = createdSelf(provoke);
  if (created !== undefined && created !== kind.name) {
    return `the steps are about ${created}`;
  }
  for (const [index, step] of provoke.entries()) {
    if (!isOwn(step) || step.create !== undefined) continue;
    const lack = lackOf(kind, step, lookup);
    if (lack !== undefined) return `step ${index + 1}: ${lack}`;
  }
  return "";
}

function isOwn({ party }: Step): boolean {
  return party === undefined || party === SELF;
}

/** The category that the steps themselves make an instance of, to be about it. */
function createdSelf(steps: readonly Step[]): string | undefined {
  return steps.find(
    (step) => step.create !== undefined && isOwn(step) && step.as === undefined,
  )?.create;
}

/** The index of the last step in which a call of the function is waited for. */
function lastCall(steps: readonly Step[], id: string): number {
  return steps.findLastIndex((step) => {
    const begun = steps.find(({ begin }) => begin === step.await)?.call;
    const call =
      step.await === undefined
        ? step.begin === undefined
          ? step.call
          : undefined
        : begun;
    return call?.split(".")[0] === id;
  });
}

/** The steps, the last call of the function being the one that fails; it follows if they do not make it. */
function failingWith(
  steps: readonly Step[],
  row: FunctionRow,
  status: string,
): readonly Step[] {
  const last = lastCall(steps, row.id);
  if (last < 0) {
    const call: Step = {
      call: row.id,
      args: {},
      expect: { error: status },
      doc: "",
    };
    return [...steps, call];
  }
  return steps.map((step, index) => {
    if (index !== last) return step;
    const { result: _result, ...expect } = step.expect ?? {};
    return { ...step, expect: { ...expect, error: status } };
  });
}

/** From a new instance, in the first state in which the function is legal unless the steps see to that. */
function playOf(
  kind: Category,
  row: FunctionRow,
  steps: readonly Step[],
  lookup: Lookup,
): Play {
  const cast = new Map([
    ["", kind],
    [SELF, kind],
  ]);
  for (const step of steps) {
    const name = step.party ?? step.as;
    const made = lookup.kinds.get(step.create ?? "");
    if (name !== undefined && made !== undefined) cast.set(name, made);
  }
  const first = steps.find(isOwn);
  return {
    steps,
    cast,
    async begin(_context, session) {
      if (createdSelf(steps) !== undefined) return new LiveSituation();
      if (first?.reach !== undefined) {
        return new LiveSituation(await session.create(kind.name));
      }
      const call = first?.call ?? row.id;
      const state = firstLegal(kind, call);
      const { self, parties, values } = await session.reach(kind.name, state);
      const situation = new LiveSituation(self, new Map(values));
      for (const [name, party] of parties) situation.enlist(name, party);
      return situation;
    },
  };
}

function impossible(
  id: string,
  functionId: string,
  obstacles: readonly string[],
): Test {
  return {
    id,
    family: "error",
    function: functionId,
    run: () => {
      throw new Failure(
        `expected steps that provoke the error, found that they cannot be taken: ${obstacles.join("; ")}`,
      );
    },
  };
}

function never(): Promise<void> {
  throw new Failure("the table says that no test can show it");
}
