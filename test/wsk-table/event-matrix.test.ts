import { describe, expect, test } from "vitest";
import { EVENTS } from "./event-matrix.ts";
import { holder, loadTable } from "./table.ts";

const table = loadTable();

describe.each(Object.entries(EVENTS))("%s", (name, matrix) => {
  const { events, lifecycle } = holder(table, name);

  test("has exactly these events", () => {
    expect(events.map((event) => event.name)).toEqual(Object.keys(matrix));
  });

  test("gets them in exactly these states", () => {
    const found = events.map((event) => [
      event.name,
      lifecycle.states
        .filter((state) => state.events.has(event.name))
        .map((state) => state.name)
        .sort(),
    ]);
    const wanted = Object.entries(matrix).map(([event, states]) => [
      event,
      [...states].sort(),
    ]);
    expect(found).toEqual(wanted);
  });
});

test("every category and service is here", () => {
  const all = [...table.categories, ...table.services];
  expect(all.map(({ name }) => name).sort()).toEqual(
    Object.keys(EVENTS).sort(),
  );
});
