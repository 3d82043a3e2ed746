import { describe, expect, test } from "vitest";
import type { PropertyAccess, PropertyRow, Table } from "captable";
import type { When } from "./properties.ts";
import {
  CLIENT_CONTROLS,
  CONTROL_REQUESTS,
  IOCTLS,
  LETTERS,
  NUMBERS,
  OPTIONS,
} from "./properties.ts";
import {
  DEAD,
  DOCUMENTED,
  NEVER_FAIL,
  STATUSES,
  VIOLATIONS,
} from "./statuses.ts";
import { loadTable } from "./table.ts";

const table: Table = loadTable();

function property(name: string): PropertyRow {
  const found = table.properties.find((row) => row.name === name);
  if (found === undefined) throw new Error(`the table has no "${name}"`);
  return found;
}

/** The categories whose sockets have the property, in letters. */
function categoriesOf(name: string): string {
  const has = Object.entries(LETTERS).filter(([, category]) =>
    table.categories
      .find((row) => row.name === category)
      ?.properties.some((row) => row.name === name),
  );
  return has.map(([letter]) => letter).join("");
}

/** What the states of an access should be, for each category that the matrix restricts. */
function statesOf(when: When, categories: string): Record<string, string> {
  if (when === "any") return {};
  const early = [...categories].map((key): [string, string] => [
    key,
    "created",
  ]);
  const all = when === "before bind" ? early : Object.entries(when);
  return Object.fromEntries(
    all.map(([key, states]) => [LETTERS[key] ?? key, states]),
  );
}

function foundStates(access: PropertyAccess | undefined): unknown {
  const states = access?.states ?? new Map<string, readonly string[]>();
  return Object.fromEntries(
    [...states].map(([category, names]) => [category, names.join(" ")]),
  );
}

const sameLetters = (letters: string): string =>
  Object.keys(LETTERS)
    .filter((letter) => letters.includes(letter))
    .join("");

describe("options", () => {
  test("there are exactly these", () => {
    const names = table.properties.filter((row) => row.kind === "option");
    const known = OPTIONS.map((line) => line.native);
    expect(names.map((row) => row.name).sort()).toEqual(known.sort());
  });

  for (const { native, code, level, access, categories, when } of OPTIONS) {
    test(`${native} has its code and level`, () => {
      const row = property(native);
      expect(row.code).toBe(code);
      expect([row.level?.member, row.level?.value]).toEqual(level);
    });

    test(`${native} is of ${categories}`, () => {
      expect(categoriesOf(native)).toBe(sameLetters(categories));
    });

    test(`${native} can be accessed by ${access}`, () => {
      const { get, set, run } = property(native);
      expect([get !== undefined, set !== undefined, run]).toEqual([
        access !== "set",
        access !== "get",
        undefined,
      ]);
    });

    test(`${native} is set ${JSON.stringify(when)}, and read at any time`, () => {
      const { get, set } = property(native);
      expect(foundStates(set)).toEqual(statesOf(when, categories));
      expect(foundStates(get)).toEqual({});
    });
  }

  test("booleans are off at first, but IPv6 is alone", () => {
    const found = table.properties.filter(
      (row) => typeof row.default === "boolean",
    );
    const defaults = found.map((row) => [row.name, row.default]);
    expect(Object.fromEntries(defaults)).toEqual({
      SO_REUSEADDR: false,
      SO_KEEPALIVE: false,
      SO_BROADCAST: false,
      SO_CONDITIONAL_ACCEPT: false,
      SO_EXCLUSIVEADDRUSE: false,
      TCP_NODELAY: false,
      TCP_FASTOPEN: false,
      IPV6_V6ONLY: true,
    });
  });
});

describe.each([
  ["ioctl", IOCTLS],
  ["clientControl", CLIENT_CONTROLS],
] as const)("%s requests", (kind, lines) => {
  test("there are exactly these", () => {
    const names = table.properties.filter((row) => row.kind === kind);
    const known = lines.map((line) => line.native);
    expect(names.map((row) => row.name).sort()).toEqual(known.sort());
  });

  for (const { native, code, categories, when, input, output } of lines) {
    test(`${native} has its code and no level`, () => {
      const row = property(native);
      expect([row.code, row.level]).toEqual([code, undefined]);
    });

    test(`${native} is of ${categories || "the client"}`, () => {
      expect(categoriesOf(native)).toBe(sameLetters(categories));
      const client = table.services.find((row) => row.name === "client");
      const ofClient = client?.properties.some((row) => row.name === native);
      expect(ofClient).toBe(categories === "");
    });

    test(`${native} only runs, with its input and output`, () => {
      const { get, set, run } = property(native);
      expect([get, set]).toEqual([undefined, undefined]);
      expect(run?.input !== undefined).toBe(input);
      expect(run?.result !== undefined).toBe(output);
    });

    test(`${native} runs ${JSON.stringify(when)}`, () => {
      const { run } = property(native);
      expect(foundStates(run)).toEqual(statesOf(when, categories));
    });
  }
});

describe("numbers of types", () => {
  test.each(Object.entries(NUMBERS))("%s", (name, numbers) => {
    const type = table.types.find((row) => row.name === name);
    const members =
      type?.kind === "enum" || type?.kind === "flags" ? type.members : [];
    const found = members.map(({ native, value }) => [native, value]);
    expect(Object.fromEntries(found)).toMatchObject(numbers);
    // Protocols go on; of everything else the manual lists all there is.
    const extra = name === "Protocol" ? 3 : 0;
    expect(members).toHaveLength(Object.keys(numbers).length + extra);
  });
});

test("control requests have their numbers", () => {
  const row = table.functions.find((row) => row.id === "controlSocket");
  const found = row?.accesses.map(({ native, value }) => [native, value]);
  expect(Object.fromEntries(found ?? [])).toEqual(CONTROL_REQUESTS);
});

describe("statuses", () => {
  test("all are there with their codes, and no others", () => {
    const found = table.errors.map(({ name, code }) => [name, code]);
    expect(Object.fromEntries(found)).toEqual(STATUSES);
  });

  test("those that never fail a call are marked", () => {
    const marked = table.errors.filter((row) => row.success);
    const names = marked.map((row) => row.name);
    expect(names.sort()).toEqual([...NEVER_FAIL].sort());
  });

  test("breaches of the table get theirs", () => {
    expect(table.violations).toEqual(VIOLATIONS);
  });

  const documented = { STATUS_FILE_FORCED_CLOSED: DEAD, ...DOCUMENTED };
  test.each(Object.entries(documented))(
    "%s is an error of the functions that document it",
    (status, ids) => {
      const lacking = ids.filter((id) => {
        const row = table.functions.find((row) => row.id === id);
        return !row?.errors.some((error) => error.status === status);
      });
      expect(lacking).toEqual([]);
    },
  );
});
