/**
 * What need not be written: the parts of a row that say nothing of it. Nearly every row has more of them than of
 * others.
 *
 * @module
 */

/** The parts of a row that are left out if they are just this, and what the parts of its parts are. */
export interface RowShape {
  readonly defaults: Readonly<Record<string, Default>>;
  /** Rows in it, lists of rows, and rows by name, by the key that they stand under. */
  readonly parts: Readonly<Record<string, RowShape | RowsByName>>;
}
/** Rows by name. */
interface RowsByName {
  readonly each: RowShape;
}
export type Shape = RowShape | RowsByName;

/** A scalar, or a list or a mapping in which there is nothing. */
type Default = string | boolean | readonly [] | Readonly<Record<string, never>>;

function row(
  defaults: RowShape["defaults"],
  parts: RowShape["parts"] = {},
): RowShape {
  return { defaults: { doc: "", ...defaults }, parts };
}

const PLAIN = row({});
const STEP = row({ args: {} });
const FIELD = row({ optional: false, samples: [] });
const ERROR: RowShape = {
  defaults: { when: "", provoke: [] },
  parts: { provoke: STEP },
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
    result: PLAIN,
    errors: ERROR,
    fulfil: STEP,
    variants: PLAIN,
    conditions: PLAIN,
    accesses: PLAIN,
  },
);

const TYPE: RowShape = row(
  {},
  {
    members: PLAIN,
    fields: FIELD,
    cases: row({ fields: [] }, { fields: FIELD }),
  },
);

const EVENT = row(
  { payload: [], enabledBy: [] },
  {
    payload: FIELD,
    replies: row({ fields: [] }, { fields: FIELD }),
    enabledBy: PLAIN,
  },
);

const ACCESS = row(
  { errors: [], traits: [], states: {} },
  { input: { defaults: { optional: false }, parts: {} }, errors: ERROR },
);
const PROPERTY = row({ fails: [] }, { get: ACCESS, set: ACCESS, run: ACCESS });

const MOVE: RowShape = { defaults: { at: "success" }, parts: {} };
const STATE = row(
  {
    terminal: false,
    calls: {},
    refuse: {},
    events: [],
    reach: [],
    fails: {},
  },
  { calls: { each: MOVE }, reach: STEP },
);
const LIFECYCLE: RowShape = {
  defaults: { reports: [] },
  parts: { states: STATE, reports: row({ provoke: [] }, { provoke: STEP }) },
};
const CATEGORY = row(
  {
    abstract: false,
    parents: [],
    includes: [],
    refined: [],
    roles: [],
    functions: [],
    ownFunctions: [],
    events: [],
    properties: [],
  },
  {
    functions: FUNCTION,
    roles: row({ functions: [], events: [] }),
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
    errors: row({ success: false }),
    types: TYPE,
    functions: FUNCTION,
    events: EVENT,
    properties: PROPERTY,
    sets: row({ functions: [], events: [], properties: [] }),
    categories: CATEGORY,
    services: CATEGORY,
    observers: PLAIN,
    scenarios: SCENARIO,
  },
};

/** Whether a part of a row is what it is by default, and need not be written. */
export function isDefault(value: unknown, by: Default | undefined): boolean {
  if (by === undefined) return false;
  return typeof by === "object" ? isNothing(value) : value === by;
}

function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (value instanceof Map || value instanceof Set) return value.size === 0;
  return (
    typeof value === "object" &&
    value !== null &&
    Object.keys(value).length === 0
  );
}

/** A value as it was before what it is by default was left out. */
export function withDefaults(value: unknown, shape: Shape): unknown {
  if (Array.isArray(value))
    return value.map((item) => withDefaults(item, shape));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  if ("each" in shape) {
    for (const entry of entries) entry[1] = withDefaults(entry[1], shape.each);
    return Object.fromEntries(entries);
  }
  const whole: Record<string, unknown> = { ...shape.defaults };
  for (const [key, part] of entries) {
    const inner = shape.parts[key];
    whole[key] = inner === undefined ? part : withDefaults(part, inner);
  }
  return whole;
}
