/** Faults of arguments: what must be refused is taken, or gets the wrong status. @module */
import type {
  Condition,
  Field,
  FunctionRow,
  Limit,
  Table,
} from "../../../model/model.ts";
import type { Type } from "../../../model/types.ts";
import { changeNamed, functionChange } from "../change.ts";
import { type Candidate, kindsOf, type Operator } from "../mutation.ts";
import { otherStatus } from "./refusals.ts";

/** The functions that a class has, each once, with the first category that has it. */
function* emittedFunctions(
  table: Table,
): Iterable<{ readonly row: FunctionRow; readonly kind: string | undefined }> {
  for (const row of table.functions) {
    if (row.support === "reserved") continue;
    const owner = kindsOf(table).find(({ ownFunctions }) =>
      ownFunctions.has(row.id),
    );
    if (owner === undefined && !row.entry) continue;
    yield { row, kind: owner?.name };
  }
}

/** A limit in the place where it stands. */
interface Bound {
  readonly limit: Limit;
  /** What the type of the value keeps out by itself. */
  readonly type: Type;
}

function* limits(
  table: Table,
  change: (bound: Bound) => Limit | undefined,
  describe: (limit: Limit) => string,
): Iterable<Candidate> {
  for (const { row, kind } of emittedFunctions(table)) {
    const owner = kind === undefined ? {} : { kind };
    for (const param of row.params) {
      const { limit, type } = param;
      if (limit === undefined) continue;
      const changed = change({ limit, type });
      if (changed === limit) continue;
      yield {
        ...owner,
        at: `${row.id}.${param.name}`,
        clause: param.clause?.id ?? row.clause?.id,
        what: `${param.name} of ${row.name}: ${describe(limit)}`,
        change: paramChange(row.id, param.name, (field) =>
          limited(field, changed),
        ),
      };
    }
    yield* conditionalLimits(row, change, describe, owner);
  }
}

function* conditionalLimits(
  row: FunctionRow,
  change: (bound: Bound) => Limit | undefined,
  describe: (limit: Limit) => string,
  owner: { readonly kind?: string },
): Iterable<Candidate> {
  for (const [index, condition] of row.conditions.entries()) {
    if (condition.kind !== "limit") continue;
    const { limit, param, when } = condition;
    const type = row.params.find(({ name }) => name === param)?.type;
    if (type === undefined) continue;
    const changed = change({ limit, type });
    if (changed === limit) continue;
    yield {
      ...owner,
      at: `${row.id}.${param}?${when.join(".")}`,
      clause: row.clause?.id,
      what: `${param} of ${row.name} with ${when.join(".")}: ${describe(limit)}`,
      change: conditionChange(
        row.id,
        index,
        changed && { ...condition, limit: changed },
      ),
    };
  }
}

function limited(field: Field, limit: Limit | undefined): Field {
  const { limit: _old, ...rest } = field;
  return limit === undefined ? rest : { ...rest, limit };
}

function paramChange(
  id: string,
  name: string,
  change: (field: Field) => Field,
): Candidate["change"] {
  return functionChange(id, (row) => ({
    ...row,
    params: changeNamed(row.params, name, change),
  }));
}

/** Puts another condition in the place of one, or none. */
function conditionChange(
  id: string,
  index: number,
  condition: Condition | undefined,
): Candidate["change"] {
  return functionChange(id, (row) => ({
    ...row,
    conditions: row.conditions.flatMap((old, at) => {
      if (at !== index) return [old];
      return condition === undefined ? [] : [condition];
    }),
  }));
}

/** What lies in a type's own range; beyond it a limit keeps nothing out. */
function rangeOf(type: Type): {
  readonly least: number;
  readonly most: number;
} {
  if (type.kind !== "primitive") return { least: 0, most: Infinity };
  const bits = /^(u?)int(8|16|32)$/.exec(type.name);
  if (bits === null) {
    const sized = type.name === "string" || type.name === "bytes";
    return {
      least: sized || type.name === "duration" ? 0 : -Infinity,
      most: Infinity,
    };
  }
  const size = Number(bits[2]);
  return bits[1] === "u"
    ? { least: 0, most: 2 ** size - 1 }
    : { least: -(2 ** (size - 1)), most: 2 ** (size - 1) - 1 };
}

/** A limit that keeps out one value less; the same one if the type keeps that value out. */
function widened({ limit, type }: Bound): Limit {
  const { min, max, exact } = limit;
  const { least, most } = rangeOf(type);
  if (exact !== undefined) return { ...limit, exact: exact + 1 };
  if (max !== undefined && max < most) return { ...limit, max: max + 1 };
  if (min !== undefined && min > least) return { ...limit, min: min - 1 };
  return limit;
}

/** A limit that keeps out one value more; the same one if it would be empty. */
function narrowed({ limit }: Bound): Limit {
  const { min, max, exact } = limit;
  if (exact !== undefined || (min !== undefined && min === max)) return limit;
  if (max !== undefined) return { ...limit, max: max - 1 };
  return min === undefined ? limit : { ...limit, min: min + 1 };
}

function* offByOne(table: Table): Iterable<Candidate> {
  yield* limits(table, widened, () => "the limit is one too wide");
}

function* tooNarrow(table: Table): Iterable<Candidate> {
  yield* limits(table, narrowed, () => "the limit is one too narrow");
}

/** Not where the type has the limit anyway. */
function* noLimit(table: Table): Iterable<Candidate> {
  yield* limits(
    table,
    (bound) => (widened(bound) === bound.limit ? bound.limit : undefined),
    () => "has no limit",
  );
}

function* limitStatus(table: Table): Iterable<Candidate> {
  // Beyond a limit that the type has too, another status comes first.
  const other = (bound: Bound): Limit => {
    const error = otherStatus(table, bound.limit.error);
    if (error === undefined || widened(bound) === bound.limit) {
      return bound.limit;
    }
    return { ...bound.limit, error };
  };
  yield* limits(
    table,
    other,
    ({ error }) => `what is beyond the limit does not fail with ${error}`,
  );
}

function* conditions(
  table: Table,
  kind: Condition["kind"],
  what: string,
  change: (condition: Condition) => Condition | undefined,
): Iterable<Candidate> {
  for (const { row, kind: owner } of emittedFunctions(table)) {
    for (const [index, condition] of row.conditions.entries()) {
      // What only the provider can tell is not checked by the classes, so that no change would show.
      const provider =
        condition.kind === "required" && condition.unlessProperties.length > 0;
      if (condition.kind !== kind || provider) continue;
      const changed = change(condition);
      if (changed === condition) continue;
      yield {
        at: `${row.id}:${index}`,
        ...(owner !== undefined && { kind: owner }),
        clause: row.clause?.id,
        what: `${row.name}: ${what}`,
        change: conditionChange(row.id, index, changed),
      };
    }
  }
}

function* conflictStatus(table: Table): Iterable<Candidate> {
  yield* conditions(
    table,
    "conflict",
    "arguments that exclude each other fail with another status",
    (condition) => {
      const old = condition.kind === "limit" ? "" : condition.error;
      const error = otherStatus(table, old);
      if (error === undefined || condition.kind === "limit") return condition;
      return { ...condition, error };
    },
  );
}

/** Whether the classes check anything of such a value, so that to take anything is a change. */
function isChecked(table: Table, { type }: Field): boolean {
  if (type.kind === "primitive") return type.name !== "unknown";
  if (type.kind === "optional") return false;
  if (type.kind !== "named") return true;
  const declared = table.types.find(({ name }) => name === type.name);
  return declared?.kind === "enum" || declared?.kind === "struct";
}

/** Of a parameter anything is taken. Not where something else reads it: limits and variants would stumble by themselves. */
function* anything(table: Table): Iterable<Candidate> {
  for (const { row, kind } of emittedFunctions(table)) {
    if (row.accesses.length > 0 || row.creates !== undefined) continue;
    for (const param of row.params) {
      const read = row.variants.some(({ when }) => when[0] === param.name);
      const bound = row.conditions.length > 0 || param.limit !== undefined;
      if (read || bound || !isChecked(table, param)) continue;
      yield {
        at: `${row.id}.${param.name}`,
        ...(kind !== undefined && { kind }),
        clause: row.clause?.id,
        what: `${param.name} of ${row.name} may be anything`,
        change: paramChange(row.id, param.name, (field) => {
          const { default: _default, ...rest } = field;
          return { ...rest, type: { kind: "primitive", name: "unknown" } };
        }),
      };
    }
  }
}

/** Wrong limits, conditions and checks. */
export const argumentOperators: readonly Operator[] = [
  { name: "limit-wide", family: "argument", candidates: offByOne },
  { name: "limit-narrow", family: "argument", candidates: tooNarrow },
  { name: "limit-dropped", family: "argument", candidates: noLimit },
  { name: "limit-status", family: "argument", candidates: limitStatus },
  {
    name: "conflict-dropped",
    family: "argument",
    candidates: (table) =>
      conditions(table, "conflict", "excludes nothing", () => undefined),
  },
  { name: "conflict-status", family: "argument", candidates: conflictStatus },
  {
    name: "required-dropped",
    family: "argument",
    candidates: (table) =>
      conditions(table, "required", "needs nothing", () => undefined),
  },
  { name: "argument-unchecked", family: "argument", candidates: anything },
];
