/**
 * How the rows of a table are written: without the parts that say nothing of them, by name, and in a word if that is
 * all. Nearly every row has more parts that say nothing than others.
 *
 * @module
 */

/** How a row is written, and what the parts of its parts are. */
export interface RowShape {
  /** The parts that are left out if they are just this. */
  readonly defaults: Readonly<Record<string, Default>>;
  /** Rows in it, lists of rows, rows by name, and types, by the key that they stand under. */
  readonly parts: Readonly<Record<string, Shape>>;
  /** A list of such rows is written as an object, by this part of each. */
  readonly key?: string;
  /** Of a row in which there is nothing but this, as a string, the string is written. */
  readonly word?: string;
}
/** Rows by name. */
interface RowsByName {
  readonly each: RowShape;
}
export type Shape = RowShape | RowsByName | typeof TYPE;

/** A {@link Type}. */
export const TYPE = "type";

/** A scalar, or a list or a mapping in which there is nothing. */
export type Default =
  string | boolean | readonly [] | Readonly<Record<string, never>>;

function row(
  defaults: RowShape["defaults"],
  parts: RowShape["parts"] = {},
): RowShape {
  return { defaults: { doc: "", ...defaults }, parts };
}

function byName(shape: RowShape): RowShape {
  return { ...shape, key: "name" };
}

const PLAIN = row({});
const STEP = row({ args: {} });
const FIELD: RowShape = {
  ...byName(row({ optional: false, samples: [] }, { type: TYPE })),
  word: "type",
};
const RESULT: RowShape = { ...row({}, { type: TYPE }), word: "type" };
const ERROR: RowShape = {
  defaults: { when: "", provoke: [] },
  parts: { provoke: STEP },
  word: "status",
};

const FUNCTION = row(
  {
    params: [],
    sync: false,
    support: "mandatory",
    errors: [],
    traits: [],
    entry: false,
    fulfil: [],
    variants: [],
    conditions: [],
    accesses: [],
  },
  {
    params: FIELD,
    result: RESULT,
    errors: ERROR,
    fulfil: STEP,
    variants: byName(PLAIN),
    conditions: PLAIN,
    accesses: PLAIN,
  },
);

const CASE = byName(row({ fields: [] }, { fields: FIELD }));
const DECLARATION = row(
  {},
  { members: byName(PLAIN), fields: FIELD, cases: CASE, type: TYPE },
);

const EVENT = row(
  { payload: [], enabledBy: [] },
  {
    payload: FIELD,
    replies: CASE,
    enabledBy: PLAIN,
  },
);

const INPUT: RowShape = {
  defaults: { optional: false },
  parts: { type: TYPE },
  word: "type",
};
const ACCESS = row(
  { errors: [], traits: [], states: {} },
  { input: INPUT, result: TYPE, errors: ERROR },
);
const PROPERTY = row({ fails: [] }, { get: ACCESS, set: ACCESS, run: ACCESS });

const MOVE: RowShape = {
  defaults: { at: "success" },
  parts: {},
  word: "to",
};
const STATE = row(
  {
    terminal: false,
    refuse: {},
    events: [],
    reach: [],
    fails: {},
  },
  { calls: { each: MOVE }, reach: STEP },
);
const LIFECYCLE: RowShape = {
  defaults: { reports: [] },
  parts: {
    states: byName(STATE),
    reports: byName(row({ provoke: [] }, { provoke: STEP })),
  },
};
const CATEGORY = row(
  {
    kind: "category",
    abstract: false,
    parents: [],
    includes: [],
    refined: [],
    roles: [],
    functions: [],
    events: [],
    properties: [],
  },
  {
    functions: FUNCTION,
    roles: byName(row({ functions: [], events: [] })),
    lifecycle: LIFECYCLE,
  },
);

const SCENARIO = row(
  { family: "scenario", parties: {}, each: {}, needs: [] },
  {
    parties: { each: { defaults: { exact: false, args: {} }, parts: {} } },
    steps: STEP,
  },
);

/** A whole table; that says of itself all that there is to say. */
export const TABLE: RowShape = {
  defaults: {},
  parts: {
    errors: byName(row({ success: false })),
    types: byName(DECLARATION),
    functions: { ...FUNCTION, key: "id" },
    events: byName(EVENT),
    properties: byName(PROPERTY),
    sets: byName(row({ functions: [], events: [], properties: [] })),
    categories: byName(CATEGORY),
    services: byName(CATEGORY),
    observers: byName(PLAIN),
    scenarios: byName(SCENARIO),
  },
};
