/** Guards let through exactly what they name, and no imitation. @module */
import type { Category, Table } from "../../../model/model.ts";
import { lookupOf } from "../../lookup.ts";
import { modelSubject } from "../../model-provider/model-provider.ts";
import { functionOf } from "../../session/maker.ts";
import { openSession } from "../../session/open-session.ts";
import { type Context, Failure, type Family, type Need } from "../planned.ts";
import { classOf, prototypeOf } from "./support/classes.ts";
import { attempt, expectSame, expectThat } from "./support/expect.ts";
import { clauseOf, kindsOf, needsOf } from "./support/kinds.ts";
import { expectRoles } from "./support/roles.ts";
import { test } from "./support/test.ts";

export const guard: Family = {
  name: "guard",
  *plan(table) {
    const withRoles = hasRoles(table);
    for (const kind of kindsOf(table)) {
      const entry = (id: string) =>
        ({
          id: `guard/${kind.name}${id}`,
          family: "guard",
          category: kind.name,
          ...clauseOf(kind),
        }) as const;
      const needs = (): readonly Need[] => needsOf(kind);
      yield test(entry(""), needs, (context) => truth(context, kind));
      for (const impostor of Object.keys(IMPOSTORS)) {
        yield test(entry(`/${impostor}`), needs, (context) =>
          refuseImpostor(context, kind, impostor),
        );
      }
      if (!withRoles) continue;
      yield test(entry("/roles"), needs, async (context) => {
        const session = await context.open();
        const party = await session.create(kind.name);
        expectRoles(context, party, undefined);
      });
    }
    yield {
      id: "guard/error",
      family: "guard",
      run: errorGuard,
    };
  },
};

function hasRoles(table: Table): boolean {
  return table.categories.some((one) => one.roles.length > 0);
}

/** A row of the truth table: an instance of one category, every guard. */
async function truth(context: Context, kind: Category): Promise<void> {
  const { table, kit } = context;
  const session = await context.open();
  const { instance } = await session.create(kind.name);
  for (const category of table.categories) {
    const expected = kind.ancestors.includes(category.name);
    const { className } = category;
    const name = `is${className}`;
    const found = functionOf(kit.exports, name)(instance);
    expectSame(found, expected, `${name} of an instance of ${kind.name}`);
    expectAssertion(context, `assert${className}`, [instance], expected);
  }
  const lookup = lookupOf(table);
  const own = namesOf(table, kind);
  for (const name of everyName(table)) {
    const row = [...lookup.functionsOf(kind).values()].find(
      (one) => one.name === name,
    );
    const optional = row?.support === "optional";
    const claimed =
      row !== undefined &&
      (!optional || context.claims.functions.includes(row.id));
    const expected = own.has(name) && claimed;
    const found = functionOf(kit.exports, "supports")(instance, name);
    expectSame(found, expected, `supports ${name} of ${kind.name}`);
    expectAssertion(context, "assertSupports", [instance, name], expected);
  }
}

/** An assertion holds, or throws the package's error. */
function expectAssertion(
  { table, kit }: Context,
  name: string,
  args: readonly unknown[],
  expected: boolean,
): void {
  const { error, threw } = attempt(() =>
    functionOf(kit.exports, name)(...args),
  );
  expectSame(!threw, expected, `whether ${name} holds`);
  if (!threw) return;
  const status: unknown = Reflect.get(Object(error), "status");
  expectSame(status, table.violations.missing, `the status of ${name}`);
}

function namesOf(table: Table, kind: Category): ReadonlySet<string> {
  const rows = [...lookupOf(table).functionsOf(kind).values()];
  return new Set(rows.map((row) => row.name));
}

const names = new WeakMap<Table, ReadonlySet<string>>();

/** The names of all functions that categories have. */
export function everyName(table: Table): ReadonlySet<string> {
  const known = names.get(table);
  if (known !== undefined) return known;
  const found = new Set(
    table.categories.flatMap((one) => [...namesOf(table, one)]),
  );
  names.set(table, found);
  return found;
}

type Impostor = (
  genuine: object,
  context: Context,
  kind: Category,
) => Promise<readonly unknown[]> | readonly unknown[];

/** Things that are no instance, however much they look like one. */
const IMPOSTORS: Readonly<Record<string, Impostor>> = {
  "look-alike": (genuine) => [
    Object.assign({}, genuine, {
      category: Reflect.get(genuine, "category"),
      state: Reflect.get(genuine, "state"),
    }),
    copyOf(genuine),
  ],
  heir: (genuine) => [Object.create(genuine)],
  "prototype-fake": (genuine) => [Object.create(prototypeOf(genuine))],
  subclass: (genuine, context, kind) => {
    const made = classOf(context, kind);
    const heir = class extends made {};
    const { value } = attempt(() => Reflect.construct(heir, [{}]));
    return [value, Object.create(heir.prototype)];
  },
  proxy: (genuine) => [new Proxy(genuine, {})],
  "other-realm": (genuine, { kit }) => {
    const category = JSON.stringify(Reflect.get(genuine, "category") ?? "");
    return [
      kit.otherRealm(`({ category: ${category}, state: "any" })`),
      kit.otherRealm(`(class Instance {})`),
    ];
  },
  "second-copy": async (_genuine, context, kind) => {
    const exports = await context.kit.secondCopy();
    const kit = { ...context.kit, exports };
    const { table, limits } = context;
    const opened = await modelSubject(table, exports).open();
    const session = await openSession(table, kit, opened, limits);
    return [(await session.create(kind.name)).instance];
  },
  junk: (genuine) => [
    undefined,
    null,
    1,
    "instance",
    Symbol("instance"),
    () => genuine,
    {},
    [],
    new Date(0),
  ],
};

/** Every member of the genuine article, under its name. */
function copyOf(genuine: object): object {
  const copy: Record<string, unknown> = {};
  for (
    let prototype: object | null = prototypeOf(genuine);
    prototype !== null && prototype !== Object.prototype;
    prototype = Object.getPrototypeOf(prototype) as object | null
  ) {
    for (const name of Object.getOwnPropertyNames(prototype)) {
      copy[name] ??= Reflect.get(genuine, name);
    }
  }
  return copy;
}

async function refuseImpostor(
  context: Context,
  kind: Category,
  name: string,
): Promise<void> {
  const { table, kit } = context;
  const session = await context.open();
  const { instance } = await session.create(kind.name);
  const make = IMPOSTORS[name];
  if (make === undefined) throw new Failure(`no impostor ${name}`);
  for (const impostor of await make(instance, context, kind)) {
    for (const { className } of table.categories) {
      expectRefused(context, `is${className}`, [impostor], name);
    }
    for (const member of everyName(table)) {
      expectRefused(context, "supports", [impostor, member], name);
    }
    if (!hasRoles(table)) continue;
    for (const role of rolesOf(table)) {
      expectRefused(context, "actsAs", [impostor, role], name);
    }
  }
  expectSame(typeof kit.exports["supports"], "function", "the guard supports");
}

function rolesOf(table: Table): ReadonlySet<string> {
  return new Set(
    table.categories.flatMap((one) => one.roles.map((role) => role.name)),
  );
}

function expectRefused(
  { kit }: Context,
  guardName: string,
  args: readonly unknown[],
  impostor: string,
): void {
  const { value, threw } = attempt(() =>
    functionOf(kit.exports, guardName)(...args),
  );
  const about = args.slice(1).map(String).join(" ");
  const what = `${guardName} ${about}`.trim();
  expectThat(!threw, `${what} throws for an impostor (${impostor})`);
  expectSame(value, false, `${what} for an impostor (${impostor})`);
}

/** The guard of the package's error. */
async function errorGuard({ table, kit }: Context): Promise<void> {
  const guardName = `is${table.errorClass}`;
  const isError = functionOf(kit.exports, guardName);
  const second = await kit.secondCopy();
  const status = table.violations.argument;
  const made = (exports: Readonly<Record<string, unknown>>): unknown => {
    const errorClass = exports[table.errorClass];
    if (typeof errorClass !== "function") {
      throw new Failure(`the package exports no ${table.errorClass}`);
    }
    return Reflect.construct(errorClass, [status]);
  };
  const genuine = made(kit.exports);
  expectSame(isError(genuine), true, `${guardName} of its error`);
  expectSame(isError(genuine, status), true, `${guardName} with its status`);
  const other = table.errors.find((one) => one.name !== status)?.name;
  if (other !== undefined) {
    expectSame(isError(genuine, other), false, `${guardName} with another`);
  }
  const code = table.errors.find((one) => one.name === status)?.code;
  expectSame(Reflect.get(Object(genuine), "code"), code, "the code");
  const impostors: readonly unknown[] = [
    made(second),
    new Error(status),
    Object.create(Object(genuine)) as unknown,
    { status, name: table.errorClass },
    undefined,
  ];
  for (const impostor of impostors) {
    expectSame(isError(impostor), false, `${guardName} of an impostor`);
  }
}
