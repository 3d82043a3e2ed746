/** The classes have exactly the members that the table gives them, and each is a method as it should be. @module */
import { requiredParams } from "../../../emit/print/signatures.ts";
import type { Category, FunctionRow, Table } from "../../../model/model.ts";
import { lookupOf } from "../../lookup.ts";
import { isThenable } from "../../session/call.ts";
import type { Session } from "../../session/session.ts";
import { type Context, Failure, type Family, type Test } from "../planned.ts";
import { classOf, prototypeOf } from "./support/classes.ts";
import {
  attempt,
  expectNames,
  expectSame,
  expectThat,
} from "./support/expect.ts";
import {
  clauseOf,
  kindsOf,
  madeOf,
  needsOf,
  unreachable,
} from "./support/kinds.ts";
import { test } from "./support/test.ts";

/** Objects of at most so many other categories take the place of `this`. */
const MOST_OTHERS = 12;

export const shape: Family = {
  name: "shape",
  *plan(table) {
    for (const kind of unreachable(table)) yield unmade(kind);
    for (const kind of kindsOf(table)) {
      const entry = {
        id: `shape/${kind.name}`,
        family: "shape",
        category: kind.name,
        ...clauseOf(kind),
      } as const;
      yield test(
        entry,
        () => needsOf(kind),
        (context) => exactMembers(context, kind),
      );
    }
    for (const kind of lookupOf(table).kinds.values()) {
      yield* memberTests(table, kind);
    }
  },
};

function unmade(kind: Category): Test {
  return {
    id: `shape/${kind.name}`,
    family: "shape",
    category: kind.name,
    untestable: "Nothing in the table yields an instance of it.",
    run: () => Promise.reject(new Failure("nothing yields an instance")),
  };
}

/** One test for each function that a class does not have from the class that it extends. */
function* memberTests(table: Table, kind: Category): Iterable<Test> {
  const made = madeOf(table, kind);
  if (made === undefined) return;
  for (const row of lookupOf(table).functionsOf(kind).values()) {
    if (!kind.ownFunctions.has(row.id)) continue;
    const entry = {
      id: `shape/${kind.name}/${row.id}`,
      family: "shape",
      category: kind.name,
      function: row.id,
      ...clauseOf(row, kind),
    } as const;
    yield test(
      entry,
      () => needsOf(made),
      (context) => method(context, kind, made, row),
    );
  }
}

async function exactMembers(context: Context, kind: Category): Promise<void> {
  const { table } = context;
  const session = await context.open();
  const { instance } = await session.create(kind.name);
  expectNames(
    Reflect.ownKeys(instance).map(String),
    [],
    `an instance of ${kind.name} itself`,
  );
  let prototype = prototypeOf(instance);
  for (const one of lookupOf(table).chainOf(kind)) {
    const found = Reflect.ownKeys(prototype).map(String);
    expectNames(found, membersOf(table, one), `the class ${one.className}`);
    for (const name of found) expectHidden(prototype, name, one);
    prototype = prototypeOf(prototype);
  }
  const category = kind.kind === "category" ? kind.name : undefined;
  expectSame(Reflect.get(instance, "category"), category, "category");
  expectSame(Reflect.get(instance, "role"), undefined, "role at first");
  const { initial } = kind.lifecycle;
  expectSame(Reflect.get(instance, "state"), initial, "state at first");
  expectThat(
    attempt(() => Reflect.set(instance, "state", "another")).value !== true &&
      Reflect.get(instance, "state") === initial,
    "state can be written",
  );
  expectNotPublic(context, kind);
}

/** Only the factory makes instances. */
function expectNotPublic(context: Context, kind: Category): void {
  const made = classOf(context, kind);
  for (const args of [[], [{}], [undefined]]) {
    const { error, threw } = attempt(() => Reflect.construct(made, args));
    expectThat(
      threw && error instanceof TypeError,
      `anybody can make a ${kind.className} with its constructor`,
    );
  }
}

/** What the prototype of a class has itself. */
function membersOf(table: Table, kind: Category): readonly string[] {
  const rows = [...lookupOf(table).functionsOf(kind).values()].filter((row) =>
    kind.ownFunctions.has(row.id),
  );
  const disposes = rows.some(
    (row) => row.traits.has("disposes") && requiredParams(row).length === 0,
  );
  return [
    "constructor",
    ...(kind.kind === "category" && !kind.abstract ? ["category"] : []),
    "state",
    ...(kind.roles.length > 0 ? ["role"] : []),
    ...rows.map((row) => row.name),
    ...(disposes ? [String(Symbol.asyncDispose)] : []),
  ];
}

function expectHidden(prototype: object, name: string, kind: Category): void {
  const found = Object.getOwnPropertyDescriptor(prototype, name);
  if (found === undefined) return;
  const what = `${name} of the class ${kind.className}`;
  expectSame(found.enumerable, false, `whether ${what} is enumerable`);
  expectSame(found.set, undefined, `the setter of ${what}`);
}

async function method(
  context: Context,
  owner: Category,
  kind: Category,
  row: FunctionRow,
): Promise<void> {
  const session = await context.open();
  const { instance } = await session.create(kind.name);
  const what = `${row.name} of the class ${owner.className}`;
  const prototype: unknown = Reflect.get(classOf(context, owner), "prototype");
  const found = Object.getOwnPropertyDescriptor(Object(prototype), row.name);
  const own: unknown = found?.value;
  if (found === undefined || typeof own !== "function") {
    throw new Failure(`${what} is missing`);
  }
  expectSame(found.writable, true, `whether ${what} is writable`);
  expectSame(found.configurable, true, `whether ${what} is configurable`);
  expectSame(own.name, row.name, `the name of ${what}`);
  expectSame(own.length, arity(row), `the length of ${what}`);
  expectThat(!Object.hasOwn(own, "prototype"), `${what} is a constructor`);
  expectThat(!Object.hasOwn(instance, row.name), `${what} is on the instance`);
  const call = (target: unknown): Promise<unknown> =>
    refusalOf(row, what, () => Reflect.apply(own, target, []));
  for (const target of [undefined, null, {}, Object.create(instance)]) {
    const error = await call(target);
    expectThat(
      error instanceof Error,
      `${what} works on what the factory has not made`,
    );
  }
  await expectForeign(context, session, row, what, own);
}

/** Instances of other categories do not have it, whoever calls it on them. */
async function expectForeign(
  { table }: Context,
  session: Session,
  row: FunctionRow,
  what: string,
  own: object,
): Promise<void> {
  const lookup = lookupOf(table);
  const { missing, unsupported } = table.violations;
  const others = kindsOf(table)
    .filter((one) => !lookup.functionsOf(one).has(row.id))
    .slice(0, MOST_OTHERS);
  for (const other of others) {
    const { kind, instance, state } = await session.create(other.name);
    const maker = kindsOf(table).find((one) =>
      lookup.functionsOf(one).has(row.id),
    );
    if (maker === undefined) continue;
    const args = (await session.create(maker.name)).arguments(row.id);
    const error = await refusalOf(row, what, () =>
      functionIn(own)(instance, args),
    );
    const status = String(Reflect.get(Object(error), "status"));
    const fine =
      status === missing || (row.accesses.length > 0 && status === unsupported);
    expectThat(
      fine,
      `${what} on an instance of ${kind.name}: expected ${missing}, but found ${status}`,
    );
    expectSame(Reflect.get(instance, "state"), state, "the state after that");
  }
}

/** The error of a call that must be refused: by rejecting, unless the function is synchronous. */
async function refusalOf(
  row: FunctionRow,
  what: string,
  make: () => unknown,
): Promise<unknown> {
  const { value, error, threw } = attempt(make);
  if (threw) {
    expectThat(row.sync, `${what} throws instead of rejecting`);
    return error;
  }
  expectThat(!row.sync && isThenable(value), `${what} gives no promise`);
  return Promise.resolve(value).then(
    () => undefined,
    (reason: unknown) => reason ?? new Failure("rejected with nothing"),
  );
}

function functionIn(
  own: object,
): (target: object, args: readonly unknown[]) => unknown {
  return (target, args) => {
    if (typeof own !== "function") throw new Failure("it is no function");
    return Reflect.apply(own, target, args);
  };
}

/** The `length` of the method: parameters before the first that has a default. */
function arity(row: FunctionRow): number {
  const required = requiredParams(row).length;
  if (row.accesses.length > 0) return 2;
  if (row.creates === undefined) return required;
  return required > 0 ? 1 + required : 0;
}
