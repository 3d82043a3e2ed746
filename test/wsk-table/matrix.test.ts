import { describe, expect, test } from "vitest";
import type { FunctionCell } from "./matrix.ts";
import {
  CALLBACKS,
  CATEGORIES,
  CATEGORY_FLAGS,
  DISABLE,
  FUNCTIONS,
  INSPECT_ACTIONS,
  REPLIES,
  SERVICE_FUNCTIONS,
  USABLE,
} from "./matrix.ts";
import { compileTable, holder, loadTable } from "./table.ts";

const table = loadTable();

test("the table compiles without a word", () => {
  expect(compileTable().diagnostics).toEqual([]);
});

/** The cell of a function as the compiled table has it. */
function functionCell(category: string, id: string): FunctionCell {
  const all = holder(table, category).functions;
  const found = all.find((row) => row.id === id);
  if (found === undefined) return "–";
  const basic = holder(table, "basic").functions.map((row) => row.id);
  if (basic.includes(id)) return category === "basic" ? "●" : "(Basic)";
  const own = all.filter((row) => !basic.includes(row.id));
  const position = own.indexOf(found) + 1;
  return found.support === "reserved" ? `R${position}` : `●${position}`;
}

describe("functions", () => {
  for (const { id, native, cells, since } of FUNCTIONS) {
    for (const [column, category] of CATEGORIES.entries()) {
      const cell = cells[column];
      test(`${native} (${id}) on ${category}: ${cell}`, () => {
        expect(functionCell(category, id)).toBe(cell);
      });
    }

    test(`${native} (${id}) exists since ${since ?? "whenever"}`, () => {
      const row = table.functions.find((row) => row.id === id);
      expect([row?.native, row?.since]).toEqual([native, since]);
    });
  }

  test.each(CATEGORIES)("%s has no function that the manual lacks", (name) => {
    const known = FUNCTIONS.map((line) => line.id);
    const all = holder(table, name).functions.map((row) => row.id);
    expect(all.filter((id) => !known.includes(id))).toEqual([]);
  });

  test.each(CATEGORIES)("%s has as many usable functions", (name) => {
    const usable = holder(table, name).functions.filter(
      (row) => row.support !== "reserved",
    );
    expect(usable).toHaveLength(USABLE[name]);
  });

  test.each(CATEGORIES)("%s has no two members of one name", (name) => {
    const names = holder(table, name).functions.map((row) => row.name);
    expect(new Set(names).size).toBe(names.length);
  });

  test("names are native names without their prefix", () => {
    const odd = table.functions.filter(
      ({ name, native = "" }) =>
        `Wsk${name.charAt(0).toUpperCase()}${name.slice(1)}` !== native,
    );
    expect(odd.map((row) => row.id)).toEqual([]);
  });
});

describe("traps", () => {
  const ids = (name: string): string[] =>
    holder(table, name).functions.map((row) => row.id);

  test("a listening socket has no listen, a stream socket has", () => {
    expect(ids("listening")).not.toContain("listen");
    expect(ids("stream")).toContain("listen");
  });

  test("a stream socket has no inspectComplete, a listening one has", () => {
    expect(ids("stream")).not.toContain("inspectComplete");
    expect(ids("listening")).toContain("inspectComplete");
  });

  test("a datagram socket has no getRemoteAddress, a connection has", () => {
    expect(ids("datagram")).not.toContain("getRemoteAddress");
    expect(ids("connectionOriented")).toContain("getRemoteAddress");
  });

  test("release takes what the category's callback retains", () => {
    const release = (name: string): unknown => {
      const found = holder(table, name).functions.find(
        (row) => row.name === "release",
      );
      return found?.params.map((param) => param.type);
    };
    const data = [
      { kind: "list", of: { kind: "named", name: "DataIndication" } },
    ];
    expect(release("connectionOriented")).toEqual(data);
    expect(release("stream")).toEqual(data);
    expect(release("datagram")).toEqual([
      { kind: "list", of: { kind: "named", name: "DatagramIndication" } },
    ]);
    expect(release("listening")).toBeUndefined();
  });

  test("accepted sockets are connection-oriented, never stream", () => {
    const yields = table.functions.filter((row) => row.produces !== undefined);
    const named = yields.map(({ id, produces }) => [id, produces]);
    const connected = { category: "connectionOriented", state: "connected" };
    expect(Object.fromEntries(named)).toEqual({
      accept: connected,
      socketConnect: connected,
      register: { category: "registration", state: "registered" },
      captureProviderNPI: { category: "client", state: "captured" },
    });
  });

  test("no category but basic is a parent", () => {
    const parents = CATEGORIES.map((name) => holder(table, name).parents);
    const flat = CATEGORIES.map((name) => (name === "basic" ? [] : ["basic"]));
    expect(parents).toEqual(flat);
  });
});

describe("categories", () => {
  test("there are exactly these", () => {
    const names = table.categories.map((category) => category.name);
    expect(names.toSorted()).toEqual([...CATEGORIES].sort());
  });

  test.each(CATEGORIES)("%s has its flag and release", (name) => {
    const [native, value, since] = CATEGORY_FLAGS[name];
    expect(holder(table, name)).toMatchObject({ native, value, since });
  });

  test.each(Object.entries(SERVICE_FUNCTIONS))(
    "%s has its functions in order",
    (name, lines) => {
      const rows = holder(table, name).functions;
      const found = rows.map(({ native, since }) => [native, since]);
      expect(found).toEqual(lines);
    },
  );
});

/** The cell of a callback as the compiled table has it. */
function callbackCell(category: string, native: string): string {
  const { events, roles } = holder(table, category);
  const event = events.find((row) => row.native === native);
  if (event === undefined) return "–";
  const half = roles.find((role) => role.events.includes(event.name));
  const position = (half?.events ?? events.map((row) => row.name)).indexOf(
    event.name,
  );
  if (half?.name === "listening") return `Listen${position + 1}`;
  if (half?.name === "connectionOriented") return `Connect${position + 1}`;
  return `●${position + 1}`;
}

describe("callbacks", () => {
  for (const { native, cells, flag } of CALLBACKS) {
    for (const [column, category] of CATEGORIES.entries()) {
      const cell = cells[column];
      test(`${native} on ${category}: ${cell}`, () => {
        expect(callbackCell(category, native)).toBe(cell);
      });
    }

    test(`${native} is enabled by ${flag?.[0] ?? "conditional accept"}`, () => {
      const event = table.events.find((row) => row.native === native);
      const enabled = event?.enabledBy.map(({ target, native, value }) => [
        target,
        native,
        value,
      ]);
      expect(enabled).toEqual(
        flag === undefined
          ? [["SO_CONDITIONAL_ACCEPT", undefined, undefined]]
          : [
              ["SO_WSK_EVENT_CALLBACK", ...flag],
              ["WSK_SET_STATIC_EVENT_CALLBACKS", ...flag],
            ],
      );
    });
  }

  test("a bit disables", () => {
    const mask = table.types.find((type) => type.name === "EventMask");
    const [native, value] = DISABLE;
    expect(mask).toMatchObject({ kind: "flags" });
    expect(mask?.kind === "flags" ? mask.members : []).toContainEqual(
      expect.objectContaining({ native, value }),
    );
  });

  test.each(Object.entries(REPLIES))(
    "%s may return these",
    (native, replies) => {
      const event = table.events.find((row) => row.native === native);
      const found = event?.replies.map((reply) => reply.native ?? reply.name);
      expect(found).toEqual(replies);
    },
  );

  test("what an inspection answers has a number", () => {
    const event = table.events.find((row) => row.name === "inspectEvent");
    const found = event?.replies.map(({ native, value }) => [native, value]);
    expect(Object.fromEntries(found ?? [])).toEqual(INSPECT_ACTIONS);
  });

  test("WskClientEvent belongs to the client and is always enabled", () => {
    const [event, ...others] = holder(table, "client").events;
    expect(others).toEqual([]);
    expect(event).toMatchObject({ native: "WskClientEvent", enabledBy: [] });
  });

  test("a pending call goes before the callback", () => {
    const pairs = table.events.map(({ name, precedence }) => [
      name,
      precedence,
    ]);
    expect(Object.fromEntries(pairs)).toMatchObject({
      acceptEvent: "accept",
      receiveEvent: "receive",
      receiveFromEvent: "receiveFrom",
      disconnectEvent: undefined,
    });
  });
});
