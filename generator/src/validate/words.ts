/** Words that names in emitted TypeScript must keep clear of. @module */

/** Words that cannot be bound in strict mode code. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default " +
    "delete do else enum eval export extends false finally for function if " +
    "implements import in instanceof interface let new null package private " +
    "protected public return static super switch this throw true try typeof " +
    "undefined var void while with yield"
  ).split(" "),
);

/** Words that cannot be the name of a type either. */
export const RESERVED_TYPES: ReadonlySet<string> = new Set([
  ...RESERVED_WORDS,
  ...(
    "any asserts bigint boolean infer is keyof never number object readonly " +
    "string symbol type unique unknown"
  ).split(" "),
]);

/** Members that every instance has, or that would make it what it is not. */
export const RESERVED_MEMBERS: ReadonlySet<string> = new Set([
  "constructor",
  // In an interface, a member of that name is a constructor.
  "new",
  "then",
  "category",
  "state",
  "role",
  "__proto__",
  "prototype",
]);

/** Members that every object has. */
export const OBJECT_MEMBERS: ReadonlySet<string> = new Set(
  (
    "__defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ " +
    "__proto__ constructor hasOwnProperty isPrototypeOf propertyIsEnumerable " +
    "toLocaleString toString valueOf"
  ).split(" "),
);

/** What the language itself provides and emitted code uses. */
export const USED_GLOBALS: ReadonlySet<string> = new Set(
  (
    "AbortSignal Array AsyncIterable BigInt Boolean Date DOMException Error " +
    "Exclude Extract Function Infinity Map NaN Number Object Omit Partial Pick " +
    "Promise Proxy RangeError Readonly ReadonlyMap ReadonlySet Record Reflect " +
    "Required Set String Symbol TypeError Uint8Array WeakMap WeakSet " +
    "globalThis"
  ).split(" "),
);

/** What every emitted package has besides what the table names. */
export const FIXED_NAMES: ReadonlySet<string> = new Set(
  (
    "Acting CategoryName Core CoreHost Factory Fault HandlersOf Host " +
    "Instance Instances KindTypes Kinds Requests Rules Status Supporting actsAs " +
    "assertActsAs assertSupports brand coreOf factory invoke openCore " +
    "Provided propertyInputs supports table violations"
  ).split(" "),
);

/** What the bodies of emitted functions call: a parameter of that name would hide it. */
export const USED_IN_BODIES: ReadonlySet<string> = new Set(
  (
    "Fault Promise accessProperty category coreOf expectBounds expectBoolean " +
    "expectBytes expectDuration expectEach expectEachValue expectFloat " +
    "expectInt16 expectInt32 expectInt64 expectInt8 expectNoConflict " +
    "expectNumber expectOneOf expectOptional expectOptions expectRequired " +
    "expectStream expectString expectUint16 expectUint32 expectUint64 " +
    "expectUint8 expectUnknown factory noOptions openCore placeError provider refusalOf"
  ).split(" "),
);

/** How the names of emitted checks begin. */
export const CHECK_NAME: RegExp = /^(?:check|expect)[A-Z]/;
