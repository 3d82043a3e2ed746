import { expect, it } from "vitest";
import { Arrivals } from "../../src/arrivals.ts";
import { anyPort } from "./harness.ts";

/** What is told: datagrams by their first byte, those that are told together in a list. */
function recorded(): { arrivals: Arrivals; told: (number | number[])[] } {
  const told: (number | number[])[] = [];
  const arrivals = new Arrivals({
    message: (data) => told.push(data[0] ?? -1),
    messages: (list) => told.push(list.map(({ data }) => data[0] ?? -1)),
  });
  return { arrivals, told };
}

const turn = (): Promise<void> =>
  new Promise((resolve) => setImmediate(() => resolve()));

/** So many datagrams in one turn, and what is told of them before it ends. */
function come(arrivals: Arrivals, from: number, count: number): void {
  for (let number = from; number < from + count; number += 1) {
    arrivals.take(Uint8Array.of(number), anyPort);
  }
}

const upTo = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => from + index);

it("tells at once of datagrams that come one in a turn", async () => {
  const { arrivals, told } = recorded();
  for (let number = 0; number < 50; number += 1) {
    come(arrivals, number, 1);
    expect(told).toEqual(upTo(0, number + 1));
    await turn();
  }
});

it("tells together of those that come in a row, in order", async () => {
  const { arrivals, told } = recorded();
  come(arrivals, 0, 30);
  expect(told).toEqual(upTo(0, 30));
  await turn();
  told.length = 0;
  come(arrivals, 30, 20);
  come(arrivals, 50, 5);
  expect(told).toEqual([]);
  await turn();
  expect(told).toEqual([upTo(30, 25)]);
});

it("tells at once again when they come alone", async () => {
  const { arrivals, told } = recorded();
  come(arrivals, 0, 30);
  await turn();
  come(arrivals, 30, 1);
  await turn();
  told.length = 0;
  come(arrivals, 31, 1);
  expect(told).toEqual([31]);
});

it("tells of what it holds when asked to, once", async () => {
  const { arrivals, told } = recorded();
  come(arrivals, 0, 30);
  await turn();
  told.length = 0;
  come(arrivals, 30, 2);
  arrivals.tell();
  expect(told).toEqual([[30, 31]]);
  await turn();
  expect(told).toEqual([[30, 31]]);
});

it("forgets what is dropped", async () => {
  const { arrivals, told } = recorded();
  come(arrivals, 0, 30);
  await turn();
  told.length = 0;
  come(arrivals, 30, 2);
  arrivals.drop();
  await turn();
  expect(told).toEqual([]);
});
